"""Freeze the plan as the project's commitment."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.history.record import record
from plon.plans.commitment import content_of, hash_of, newest_commitment
from plon.plans.models import Commitment
from plon.plans.queries import load_plan
from plon.plans.refusals import NothingToFreeze
from plon.projects.models import Project


@transaction.atomic
def freeze_plan(project: Project, *, by: User, occasion: str, agreed_on: datetime.date, note: str = "") -> Commitment:
    """Keep the plan as it is now as the next commitment. It never changes again.

    Args:
        project: the project.
        by: who freezes.
        occasion: see `plon.plans.enums.Occasion`.
        agreed_on: the day when the application was sent or the amendment agreed.
        note: anything worth knowing later.

    Raises:
        NothingToFreeze: the plan is empty, or is the newest commitment already.
        ValidationError: a value is malformed.
    """
    project = Project.objects.select_for_update().get(pk=project.pk)
    plan = load_plan(project)
    if plan.is_empty:
        raise NothingToFreeze(_("The plan is empty: there is nothing to promise yet."))
    content, last = content_of(plan), newest_commitment(project)
    fingerprint = hash_of(content)
    if last and last.sha256 == fingerprint:
        raise NothingToFreeze(_("Nothing has changed since commitment %(number)s."), {"number": last.number})
    commitment = Commitment(
        project=project,
        number=last.number + 1 if last else 1,
        occasion=occasion,
        agreed_on=agreed_on,
        note=note.strip(),
        content=content,
        sha256=fingerprint,
        made_by=by,
        made_by_label=str(by)[:200],
    )
    commitment.full_clean()
    commitment.save()
    record("plan.committed", by=by, subject=commitment, project_id=project.pk)
    return commitment
