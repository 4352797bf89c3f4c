"""Somebody registers, confirms, changes what they told, gives the place back."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.events.actions.line import lock, move_up, take_place
from plon.events.enums import About, RegistrationState
from plon.events.letters.owing import owe
from plon.events.models import AgencyEvent, Registration
from plon.events.refusals import NotOpen
from plon.events.secret import secret_of
from plon.history.record import record
from plon.projects.queries import hash_of

# Letters with the link that one registration may ask for.
MOST_LETTERS = 4


@transaction.atomic
def register(
    event: AgencyEvent, *, email: str, values: Mapping[str, Any], agreed_to: str, language: str = "en"
) -> Registration:
    """Keep a registration until its letter is answered; it takes no place and no history names it before.

    `values` are name, organisation, needs, diet; `agreed_to` is the consent in the words that stood on the form.

    Raises:
        NotOpen: the event is not public, is over, or registration is closed.
        ValidationError: something is missing or malformed.
    """
    event = AgencyEvent.objects.get(pk=event.pk)
    refuse_closed(event)
    registration = Registration(
        event=event, email=email.strip().lower(), language=language, agreed_to=agreed_to[:3000], **_tidied(values)
    )
    registration.secret_hash = hash_of(secret_of(registration))
    registration.full_clean(exclude=["event"])
    registration.save()
    owe(registration, About.CONFIRM, at_once=True)
    return registration


def refuse_closed(event: AgencyEvent) -> None:
    """Refuse when nobody can register.

    Raises:
        NotOpen: and why.
    """
    if event.is_cancelled:
        raise NotOpen(_("This event is cancelled."))
    if event.is_over:
        raise NotOpen(_("This event is over."))
    if event.opens_later:
        raise NotOpen(_("Registration has not opened yet."))
    if not event.is_open:
        raise NotOpen(_("Registration is closed."))


def _tidied(values: Mapping[str, Any]) -> dict[str, Any]:
    tidy = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    if "name" in tidy:
        tidy["name"] = " ".join(tidy["name"].split())
    return tidy


@transaction.atomic
def confirm(registration: Registration) -> Registration:
    """Give somebody a place, or the next one on the waiting list; a second click changes nothing.

    Who registered twice with one address has one place: the newer answers replace the older ones. The link counts
    also after registration has closed, as long as the event has not begun.

    Raises:
        NotOpen: the event is cancelled or has begun, or the registration was erased meanwhile.
    """
    event = lock(registration.event_id)
    registration = _kept(registration)
    if registration.state != RegistrationState.UNCONFIRMED:
        return registration
    if not event.is_published or event.starts_at <= timezone.now():
        raise NotOpen(_("This event is cancelled or has begun: nobody can register any more."))
    if earlier := _earlier(event, registration):
        return _replace(earlier, registration)
    take_place(event, registration)
    registration.save()
    record("registration.confirmed", by=None, subject=registration)
    owe(registration, About.SEATED if registration.is_seated else About.WAITING, at_once=True)
    return registration


def _kept(registration: Registration) -> Registration:
    """Return a registration as it is now; by its public id, which goes along when newer answers replace older ones.

    Raises:
        NotOpen: it was erased, or newer answers stand in its place.
    """
    found = Registration.objects.select_related("event").filter(public_id=registration.public_id).first()
    if found is None:
        raise NotOpen(_("This registration is no longer kept."))
    return found


def _earlier(event: AgencyEvent, registration: Registration) -> Registration | None:
    states = (RegistrationState.SEATED, RegistrationState.WAITING)
    return event.registrations.filter(email=registration.email, state__in=states).first()


def _replace(earlier: Registration, newer: Registration) -> Registration:
    """Let the newer answers stand in the earlier place. The earlier link stops; the newer one opens the page."""
    told = ("name", "organisation", "needs", "diet", "language", "agreed_to", "nonce", "secret_hash", "public_id")
    values = {name: getattr(newer, name) for name in told}
    newer.delete()
    for name, value in values.items():
        setattr(earlier, name, value)
    earlier.save()
    record("registration.changed", by=None, subject=earlier)
    return earlier


@transaction.atomic
def change_registration(registration: Registration, *, values: Mapping[str, Any]) -> Registration:
    """Change what somebody told about themselves.

    Raises:
        NotOpen: the registration is cancelled or its data are erased.
        ValidationError: something is malformed.
    """
    lock(registration.event_id)
    registration = _kept(registration)
    if not registration.is_confirmed or not registration.email:
        raise NotOpen(_("This registration is no longer kept."))
    for name, value in _tidied(values).items():
        setattr(registration, name, value)
    registration.full_clean(exclude=["event"])
    registration.save()
    record("registration.changed", by=None, subject=registration)
    return registration


@transaction.atomic
def cancel(registration: Registration) -> bool:
    """Give a place back; the next on the waiting list has it at once. What was never confirmed is erased whole.

    Return whether nothing of it is kept; what was confirmed stays, as cancelled, until the event's names go.
    """
    event = lock(registration.event_id)
    found = Registration.objects.filter(public_id=registration.public_id).first()
    if found is None:
        return True
    if found.is_cancelled:
        return False
    if found.state == RegistrationState.UNCONFIRMED:
        found.delete()
        return True
    found.state, found.cancelled_at = RegistrationState.CANCELLED, timezone.now()
    found.save(update_fields=["state", "cancelled_at"])
    record("registration.cancelled", by=None, subject=found)
    owe(found, About.GAVE_UP, at_once=True)
    move_up(event)
    return False


@transaction.atomic
def choose_letters(registration: Registration, *, wants: bool) -> None:
    """Begin or stop reminders and the letter afterwards; what the place itself needs is told always."""
    Registration.objects.filter(pk=registration.pk).update(wants_letters=wants)


@transaction.atomic
def send_again(registration: Registration) -> None:
    """Send the link once more, a few times at most."""
    sent = registration.letters.filter(about=About.CONFIRM).count()
    if registration.state == RegistrationState.UNCONFIRMED and sent < MOST_LETTERS:
        owe(registration, About.CONFIRM, number=sent, at_once=True)
