"""Ninety days before the years of keeping are over, the coordinators hear of it: a letter, and a line to see."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plon.evidence.consents.letters import tell_coordinators
from plon.evidence.retention.clock import Clock, clock_of
from plon.evidence.retention.queries import destroyable_of, kept_of
from plon.history.models import Event
from plon.history.record import record
from plon.projects.models import Project
from plon.projects.overview import Reminder


def warn_of_ending() -> None:
    """Look at every project whose final payment is known."""
    today = timezone.localdate()
    for project in Project.objects.filter(final_payment_on__isnull=False, evidence__isnull=False).distinct():
        clock = clock_of(project, today)
        if clock.is_ending and not _was_told(project, clock):
            _warn(project, clock)


def remind_of_keeping(project: Project) -> Reminder | None:
    """Say on the overview that the years of keeping end soon, or are over while there still is something to destroy."""
    if project.final_payment_on is None:
        return None
    clock = clock_of(project, timezone.localdate())
    url = reverse("evidence:retention", args=[project.public_id])
    if clock.is_ending and clock.until is not None:
        text = _("The evidence has to be kept until %(day)s.") % {"day": date_format(clock.until)}
        return Reminder(text, url, _("See what that means"))
    if clock.is_over and destroyable_of(project).exists():
        return Reminder(_("The years of keeping evidence are over."), url, _("Decide what becomes of it"))
    return None


def _was_told(project: Project, clock: Clock) -> bool:
    """Ask the history: a date corrected since is a new end, of which nobody was told."""
    told = Event.objects.filter(kind="retention.warned", project_id=project.pk).values_list("changes", flat=True)
    return any(changes.get("keep_until") == [None, str(clock.until)] for changes in told)


@transaction.atomic
def _warn(project: Project, clock: Clock) -> None:
    record(
        "retention.warned",
        by=None,
        subject=project,
        project_id=project.pk,
        changes={"keep_until": [None, str(clock.until)]},
    )
    tell_coordinators("keeping_ends", project, clock=clock, pieces=kept_of(project).pieces)
