"""A team's letters: their words, and whether they go."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.history.record import record
from plon.outcomes.models import Calling, CallText
from plon.outcomes.refusals import NotLookedAt
from plon.projects.models import Project


@transaction.atomic
def turn_on(project: Project, *, by: User, has_looked: bool) -> Calling:
    """Let letters go to who agreed.

    Args:
        project: whose letters.
        by: who turns them on.
        has_looked: they have read the letter as it goes.

    Raises:
        NotLookedAt: nobody says to have read it.
    """
    if not has_looked:
        raise NotLookedAt(_("Read the letter first, then tick that you did."), field="has_looked")
    return _turn(project, by, is_on=True)


def turn_off(project: Project, *, by: User) -> Calling:
    """Let no further letter go; who got one may still answer it."""
    return _turn(project, by, is_on=False)


@transaction.atomic
def _turn(project: Project, by: User, *, is_on: bool) -> Calling:
    calling, _is_new = Calling.objects.select_for_update().get_or_create(project=project)
    if calling.is_on != is_on:
        calling.is_on, calling.turned_at, calling.turned_by = is_on, timezone.now(), by
        calling.full_clean(exclude=["project"])
        calling.save()
        kind = "outcome_calls.on" if is_on else "outcome_calls.off"
        record(kind, by=by, subject=project, project_id=project.pk)
    return calling


@transaction.atomic
def write_text(project: Project, *, by: User, kind: str, language: str, opening: str) -> None:
    """Give the letters words of one's own; "" brings back Plon's.

    Raises:
        ValidationError: too much was written, or in no language of letters.
    """
    known = CallText.objects.filter(project=project, kind=kind, language=language).first()
    before, after = known.opening if known else "", opening.strip()
    if before == after:
        return
    if not after and known:
        known.delete()
    else:
        text = known or CallText(project=project, kind=kind, language=language)
        text.opening = after
        text.full_clean(exclude=["project"])
        text.save()
    record("outcome_calls.worded", by=by, subject=project, project_id=project.pk,
           changes={f"opening_{language}": [before, after]})  # fmt: skip
