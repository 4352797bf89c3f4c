"""Who has a place and who waits. Everything here happens under the lock of the event's row, one after the other."""

from django.utils import timezone

from plon.events.enums import About, EventState, RegistrationState
from plon.events.letters.owing import owe
from plon.events.models import AgencyEvent, Registration


def lock(event_id: int) -> AgencyEvent:
    """Take an event for oneself until the transaction ends.

    PostgreSQL locks the row; SQLite lets only one transaction write at a time, from its first line (BEGIN IMMEDIATE).
    """
    return AgencyEvent.objects.select_for_update().get(pk=event_id)


def free_places(event: AgencyEvent) -> int | None:
    """Return how many places nobody has; None where as many may come as want."""
    if event.capacity is None:
        return None
    return max(event.capacity - event.registrations.filter(state=RegistrationState.SEATED).count(), 0)


def take_place(event: AgencyEvent, registration: Registration) -> None:
    """Give somebody the next number in line, and a place if one is free and nobody waits for it."""
    free = free_places(event)
    waits = free is not None and (free == 0 or event.registrations.filter(state=RegistrationState.WAITING).exists())
    event.last_number += 1
    event.save(update_fields=["last_number"])
    now = timezone.now()
    registration.number = event.last_number
    registration.confirmed_at = registration.confirmed_at or now
    registration.state = RegistrationState.WAITING if waits else RegistrationState.SEATED
    registration.seated_at = None if waits else now


def move_up(event: AgencyEvent) -> list[Registration]:
    """Give free places to those who wait, in the order of the line, and owe them the letter.

    The place is theirs at once: nobody has to answer in time, and who can't come gives it back with one click. Once
    the event has begun nobody moves up any more.
    """
    if event.state != EventState.PUBLISHED or event.starts_at <= timezone.now():
        return []
    free = free_places(event)
    waiting = event.registrations.filter(state=RegistrationState.WAITING).order_by("number")
    moved = list(waiting if free is None else waiting[:free])
    now = timezone.now()
    for registration in moved:
        registration.state, registration.seated_at = RegistrationState.SEATED, now
        registration.save(update_fields=["state", "seated_at"])
        owe(registration, About.MOVED_UP)
    return moved
