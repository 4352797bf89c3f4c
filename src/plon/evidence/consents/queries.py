"""Reading the register. Names are for editors and coordinators; everybody else in the workspace gets numbers."""

import datetime
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from plon.accounts.models import User
from plon.evidence.consents.validity import SOON, ConsentState
from plon.evidence.enums import EvidenceKind
from plon.evidence.models import Consent, Evidence
from plon.history.models import Event
from plon.projects.models import Project
from plon.projects.queries import get_project_for
from plon.projects.rules import EDIT

_SHOWN = Q(photos__removed_at__isnull=True, photos__isnull=False)


def get_consent_for(user: User | AnonymousUser, project_id: str, public_id: str, permission: str = EDIT) -> Consent:
    """Return a consent with its names, if `user` may change content in its project.

    Raises:
        Http404: there is no such consent in this project, or the person is a stranger.
        PermissionDenied: the person may see the project, but not the register.
    """
    project = get_project_for(user, project_id, permission)
    return get_object_or_404(Consent.objects.select_related("project", "proof"), project=project, public_id=public_id)


def in_state(state: str, today: datetime.date) -> Q:
    """Return the condition for consents in a state; see `validity.state_of`, which says the same of one consent."""
    is_open = Q(erased_at__isnull=True, withdrawn_on__isnull=True)
    soon = Q(valid_until__gte=today, valid_until__lte=today + SOON)
    return {
        ConsentState.ERASED.value: Q(erased_at__isnull=False),
        ConsentState.WITHDRAWN.value: Q(erased_at__isnull=True, withdrawn_on__isnull=False),
        ConsentState.EXPIRED.value: is_open & Q(valid_until__lt=today),
        ConsentState.SOON.value: is_open & soon,
        ConsentState.VALID.value: is_open & (Q(valid_until__isnull=True) | Q(valid_until__gt=today + SOON)),
    }[state]


def consents_of(
    project: Project, *, today: datetime.date, words: str = "", state: str = "", scope: str = ""
) -> list[Consent]:
    """Return the consents of a project with how many photos each covers, in one query.

    `words` must be in the name, the guardian or the note; accents count as typed.
    """
    found: QuerySet[Consent] = Consent.objects.filter(project=project).annotate(
        photo_count=Count("photos", filter=_SHOWN, distinct=True),
        public_count=Count("photos", filter=_SHOWN & Q(photos__is_public=True), distinct=True),
    )
    for word in words.split()[:8]:
        found = found.filter(
            Q(name__icontains=word) | Q(guardian__icontains=word) | Q(note__icontains=word) | Q(public_id=word)
        )
    if state in ConsentState.values:
        found = found.filter(in_state(state, today))
    # Not every database finds things in JSON lists; a project has hundreds of consents, not millions.
    return [consent for consent in found.order_by("name", "pk") if not scope or scope in consent.scopes]


@dataclass(frozen=True, slots=True)
class Numbers:
    """The register in numbers, for those who see no names."""

    consents: int
    people: int
    states: tuple[tuple[str, str, int], ...]


def numbers_of(project: Project, today: datetime.date) -> Numbers:
    """Count the register in two queries."""
    states = [(state, Count("pk", filter=in_state(state, today))) for state in ConsentState.values]
    told = Consent.objects.filter(project=project).aggregate(**{f"in_{state}": count for state, count in states})
    people = sum(Consent.objects.filter(project=project, erased_at__isnull=True).values_list("people", flat=True))
    return Numbers(
        consents=sum(told.values()),
        people=people,
        states=tuple((state, str(ConsentState(state).label), told[f"in_{state}"]) for state in ConsentState.values),
    )


def photos_to_cover(project: Project) -> QuerySet[Evidence]:
    """Return the photos to which consents can be tied, newest first."""
    return Evidence.objects.filter(
        project=project, kind=EvidenceKind.PHOTO, removed_at__isnull=True, erased_at__isnull=True, is_confidential=False
    ).order_by("-added_at", "-pk")


def photos_of(consent: Consent) -> QuerySet[Evidence]:
    """Return the photos that a consent covers, the bin left out."""
    return consent.photos.filter(removed_at__isnull=True).select_related("project").order_by("-added_at", "-pk")


def consents_to_attach(photo: Evidence, today: datetime.date) -> list[Consent]:
    """Return the consents of the project that could stand behind a photo and do not yet."""
    open_ones = in_state(ConsentState.VALID, today) | in_state(ConsentState.SOON, today)
    return list(
        Consent.objects.filter(open_ones, project_id=photo.project_id).exclude(photos=photo.pk).order_by("name", "pk")
    )


def withdrawal_of(consent: Consent) -> Event | None:
    """Return what the history keeps of the withdrawal: the photos' ids and the places they were taken out of."""
    if consent.withdrawn_on is None:
        return None
    about = {"subject_type": consent._meta.label_lower, "subject_id": consent.pk}
    return Event.objects.filter(kind="consent.withdrawn", **about).first()
