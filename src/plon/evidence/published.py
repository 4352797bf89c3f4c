"""Reading what the team made public: the one place that says which evidence visitors may see."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from plon.evidence.enums import EvidenceKind, PeopleShown
from plon.evidence.models import Consent, Evidence
from plon.projects.models import Project
from plon.projects.queries import public_projects


def _with_lost_consent() -> Q:
    """Recognisable people, one of whom at least no longer agrees."""
    ended = Q(valid_until__lt=timezone.localdate()) | Q(withdrawn_on__isnull=False) | Q(erased_at__isnull=False)
    return Q(Exists(Consent.objects.filter(ended, photos=OuterRef("pk"))), people_shown=PeopleShown.RECOGNISABLE)


def public_evidence() -> QuerySet[Evidence]:
    """Return what visitors may see today.

    A consent that ran out at midnight, or was withdrawn a moment ago, hides its photos here at once, whether or not
    the copies in public storage are gone already.
    """
    return Evidence.objects.filter(
        ~_with_lost_consent(),
        is_public=True,
        is_confidential=False,
        removed_at__isnull=True,
        erased_at__isnull=True,
        project__in=public_projects(),
    )


def public_photos_of(project: Project, most: int = 12) -> list[Evidence]:
    """Return the newest public photos of a project."""
    photos = public_evidence().filter(project=project, kind=EvidenceKind.PHOTO)
    return list(photos.order_by("-published_at", "-pk")[:most])


def public_papers_of(project: Project, most: int = 24) -> list[Evidence]:
    """Return the newest public files, links and figures of a project."""
    papers = public_evidence().filter(project=project).exclude(kind=EvidenceKind.PHOTO)
    return list(papers.order_by("-published_at", "-pk")[:most])


def public_piece(public_id: str, *, is_photo: bool) -> Evidence | None:
    """Return a public photo, or a public file, by its id."""
    kind = EvidenceKind.PHOTO if is_photo else EvidenceKind.FILE
    return public_evidence().filter(public_id=public_id, kind=kind).first()


def public_without_consent() -> QuerySet[Evidence]:
    """Return what is still marked as public though a consent of it ended: Plon takes it back (see `expiring`)."""
    return Evidence.objects.filter(_with_lost_consent(), is_public=True).select_related("project")
