"""Regular work: consents that ran out hide their photos; a month before, the coordinators hear of it."""

import datetime
from collections import defaultdict

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from plon.evidence.consents.letters import tell_coordinators
from plon.evidence.consents.validity import SOON
from plon.evidence.models import Consent, Evidence
from plon.evidence.published import public_without_consent
from plon.evidence.publishing import one_at_a_time, unpublish_evidence
from plon.projects.models import Project


def look_after_consents() -> None:
    """Take back what is no longer covered, then warn; each project by itself, so that one failure stops no other."""
    by_project: dict[Project, list[Evidence]] = defaultdict(list)
    for photo in public_without_consent():
        by_project[photo.project].append(photo)
    for project, photos in by_project.items():
        _take_back(project, photos)
    for key in _ending(timezone.localdate()).order_by().values_list("project_id", flat=True).distinct():
        _warn(Project.objects.get(pk=key), timezone.localdate())


@transaction.atomic
def _take_back(project: Project, photos: list[Evidence]) -> None:
    one_at_a_time(project.pk)
    for photo in photos:
        unpublish_evidence(photo, by=None)
    tell_coordinators("consents_ended", project, photos=len(photos))


def _ending(today: datetime.date) -> QuerySet[Consent]:
    return Consent.objects.filter(
        valid_until__gte=today,
        valid_until__lte=today + SOON,
        warned_at__isnull=True,
        withdrawn_on__isnull=True,
        erased_at__isnull=True,
    )


@transaction.atomic
def _warn(project: Project, today: datetime.date) -> None:
    """Send one letter for all consents of a project that end within a month."""
    ending = list(_ending(today).filter(project=project).order_by("valid_until").select_for_update(of=("self",)))
    if not ending:
        return
    photos = Evidence.objects.filter(consents__in=ending, is_public=True).distinct().count()
    Consent.objects.filter(pk__in=[consent.pk for consent in ending]).update(warned_at=timezone.now())
    tell_coordinators("consents_ending", project, consents=len(ending), photos=photos, first_day=ending[0].valid_until)
