"""Reading events: what the public sees, what the office looks through, who is in line."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from plon.events.enums import EventState, RegistrationState
from plon.events.models import AgencyEvent, Registration, TrainingsProject
from plon.projects.queries import hash_of
from plon.surveys.enums import SurveyState
from plon.surveys.models import Round, Survey
from plon.surveys.presenting import address_of

# How many surveys and rounds the office chooses from.
MOST_OFFERED = 50
SEATED = Q(registrations__state=RegistrationState.SEATED)
WAITING = Q(registrations__state=RegistrationState.WAITING)
ATTENDED = SEATED & Q(registrations__attended=True)


def public_events() -> QuerySet[AgencyEvent]:
    """Return what everybody may see: published, and cancelled after it was published."""
    return AgencyEvent.objects.exclude(state=EventState.DRAFT).prefetch_related("texts")


def upcoming(language: str, count: int | None = None) -> QuerySet[AgencyEvent]:
    """Return published events that are not over, the next one first; 2 queries.

    Args:
        language: of the reader; an event that has no texts in it is told in the other one.
        count: at most so many; None for all.
    """
    del language  # texts of all languages come along: who has none in theirs reads the other
    found = public_events().filter(state=EventState.PUBLISHED, ends_at__gt=timezone.now())
    return found.order_by("starts_at", "pk")[:count]


def past(language: str, count: int | None = None) -> QuerySet[AgencyEvent]:
    """Return published events that are over, the newest first; 2 queries."""
    del language  # as above
    found = public_events().filter(state=EventState.PUBLISHED, ends_at__lte=timezone.now())
    return found.order_by("-starts_at", "-pk")[:count]


def office_events() -> QuerySet[AgencyEvent]:
    """Return all events with their numbers: `seated`, `waiting`, `attended`; the newest first."""
    return (
        AgencyEvent.objects.select_related("survey_round__survey__project")
        .prefetch_related("texts")
        .annotate(
            seated=Count("registrations", SEATED),
            waiting=Count("registrations", WAITING),
            attended=Count("registrations", ATTENDED),
        )
        .order_by("-starts_at", "-pk")
    )


@dataclass(frozen=True, slots=True)
class Places:
    """How many places an event has and how many are taken; `free` is None where as many may come as want."""

    taken: int
    waiting: int
    capacity: int | None

    @property
    def free(self) -> int | None:
        return None if self.capacity is None else max(self.capacity - self.taken, 0)

    @property
    def is_full(self) -> bool:
        """Tell whether who comes now waits: no place is free, or somebody waits for it already."""
        return self.capacity is not None and (self.taken >= self.capacity or self.waiting > 0)


def places_of(event: AgencyEvent) -> Places:
    """Count who has a place and who waits; 1 query."""
    rows: Mapping[str, int] = dict(
        event.registrations.order_by().values_list("state").annotate(n=Count("pk")).values_list("state", "n")
    )
    return Places(rows.get(RegistrationState.SEATED, 0), rows.get(RegistrationState.WAITING, 0), event.capacity)


def find_registration(secret: str) -> Registration | None:
    """Return whose personal page this is; None for a secret that opens nothing."""
    found = Registration.objects.filter(secret_hash=hash_of(secret)).select_related("event__survey_round")
    return found.prefetch_related("event__texts").first()


def answering_address(event: AgencyEvent) -> str:
    """Return where those who were there answer, the same for all of them; "" if nobody is asked, or not any more.

    A round in Plon comes before an address elsewhere.
    """
    found = event.survey_round
    if found is None:
        return event.survey_address
    return "" if found.state == SurveyState.CLOSED else address_of(found)


def surveys_to_choose() -> tuple[list[Survey], list[Round]]:
    """Return the agency's surveys, and its rounds that are not closed and no event has; in 2 queries."""
    home = TrainingsProject.objects.values("project")
    free = Round.objects.filter(survey__project__in=home, agency_events=None).exclude(state=SurveyState.CLOSED)
    return (
        list(Survey.objects.filter(project__in=home).order_by("-created_at", "-pk")[:MOST_OFFERED]),
        list(free.select_related("survey").order_by("-pk")[:MOST_OFFERED]),
    )


def confirmed_of(event: AgencyEvent) -> QuerySet[Registration]:
    """Return who has a place and who waits, in the order of the line."""
    states = (RegistrationState.SEATED, RegistrationState.WAITING)
    return event.registrations.filter(state__in=states).order_by("number", "pk")


def waiting_before(registration: Registration) -> int:
    """Return how many wait before somebody on the waiting list."""
    return registration.event.registrations.filter(
        state=RegistrationState.WAITING, number__lt=registration.number
    ).count()
