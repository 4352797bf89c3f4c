"""The office writes numbers of the newsletter."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.history.record import record
from plon.newsletter.models import LANGUAGES, Issue, IssueText
from plon.newsletter.refusals import NotReady, VersionConflict, WrongMoment
from plon.newsletter.topics import known

TEXTS = ("subject", "intro", "closing")
Texts = Mapping[str, Mapping[str, str]]
_FROZEN = _("This number has gone out: it stays as it is.")


@transaction.atomic
def add_issue(*, by: User, topics: Iterable[str], texts: Texts) -> Issue:
    """Begin a number, as a draft.

    Raises:
        NotReady: it has no subject in any language.
        ValidationError: something is too long.
    """
    issue = Issue(topics=known(list(topics)), made_by=by)
    issue.full_clean()
    issue.save()
    _write(issue, texts)
    record("newsletter.added", by=by, subject=issue)
    return issue


@transaction.atomic
def change_issue(issue: Issue, *, by: User, topics: Iterable[str], texts: Texts, version: int) -> Issue:
    """Change topics and texts of a number that has not gone out.

    Raises:
        VersionConflict: somebody else saved since `version` was shown.
        WrongMoment: its sending has begun.
        NotReady: it has no subject in any language.
        ValidationError: something is too long.
    """
    issue = lock_draft(issue)
    if issue.version != version:
        raise VersionConflict(
            _(
                "Somebody else has changed this number meanwhile. Your words still stand here: compare them with the "
                "number in another window, then save again to put yours in its place."
            )
        )
    issue.topics, issue.version = known(list(topics)), issue.version + 1
    issue.full_clean()
    issue.save()
    _write(issue, texts)
    record("newsletter.changed", by=by, subject=issue)
    return issue


def lock_draft(issue: Issue) -> Issue:
    """Lock and load a number that may still be changed.

    Raises:
        WrongMoment: its sending has begun, or it was deleted.
    """
    found = Issue.objects.select_for_update().filter(pk=issue.pk).first()
    if found is None or found.is_frozen:
        raise WrongMoment(_FROZEN)
    return found


def _write(issue: Issue, texts: Texts) -> None:
    if not any(each.get("subject", "").strip() for each in texts.values()):
        raise NotReady(_("Write a subject in at least one language."), field="subject_pl")
    for language, _name in LANGUAGES:
        told = texts.get(language, {})
        text = IssueText.objects.filter(issue=issue, language=language).first() or IssueText(
            issue=issue, language=language
        )
        for name in TEXTS:
            setattr(text, name, told.get(name, "").strip())
        # One line: a line break in it would be another header of the letter.
        text.subject = " ".join(text.subject.split())
        text.full_clean(exclude=["issue"])
        text.save()


@transaction.atomic
def delete_issue(issue: Issue, *, by: User) -> None:
    """Delete a draft.

    Raises:
        WrongMoment: it has gone out, or it is set to go.
    """
    issue = lock_draft(issue)
    if hasattr(issue, "sending"):
        raise WrongMoment(_("This number is set to go. Take that back first."))
    record("newsletter.deleted", by=by, subject=issue)
    issue.delete()


@transaction.atomic
def hide_issue(issue: Issue, *, by: User) -> None:
    """Take a number that has gone out from the web."""
    if Issue.objects.filter(pk=issue.pk, hidden_at=None).exclude(published_at=None).update(hidden_at=timezone.now()):
        record("newsletter.hidden", by=by, subject=issue)


@transaction.atomic
def show_issue(issue: Issue, *, by: User) -> None:
    """Put a number back on the web."""
    if Issue.objects.filter(pk=issue.pk).exclude(hidden_at=None).update(hidden_at=None):
        record("newsletter.shown", by=by, subject=issue)
