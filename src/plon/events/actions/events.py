"""What the office does with an event."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.events.actions.line import lock, move_up
from plon.events.actions.surveying import move_survey, take_survey_back
from plon.events.enums import About, EventState, RegistrationState
from plon.events.keeping import keep_days
from plon.events.letters.owing import owe
from plon.events.models import AgencyEvent, EventText
from plon.events.queries import confirmed_of
from plon.events.refusals import NotReady, TooFewPlaces, VersionConflict, WrongMoment
from plon.history.record import changed, record, snapshot
from plon.search.changes import mark_changed

FIELDS = (
    "kind", "starts_at", "ends_at", "time_zone", "place", "joining", "capacity", "opens_at", "closes_at", "asks_needs",
    "asks_diet", "contact", "gives_certificates", "hours", "signature", "survey_address", "report_address", "erase_on",
)  # fmt: skip
# A change of these is told to everybody who registered.
TOLD = ("starts_at", "ends_at", "time_zone", "place", "joining")
TEXTS = ("title", "summary", "description", "agenda", "accessibility", "consent")
_WEEK = datetime.timedelta(days=7)
Texts = Mapping[str, Mapping[str, str]]


@transaction.atomic
def add_event(*, by: User, values: Mapping[str, Any], texts: Texts) -> AgencyEvent:
    """Write down a new event as a draft.

    `values` are by the names of `FIELDS`, moments with their zone; `texts` by language, then by the names of `TEXTS`.

    Raises:
        NotReady: it ends before it begins, or other dates contradict each other.
        ValidationError: something is missing or malformed.
    """
    event = AgencyEvent(made_by=by, **values)
    _check_dates(event)
    event.full_clean(validate_constraints=False)
    event.save()
    _write_texts(event, texts)
    record("agencyevent.added", by=by, subject=event)
    return event


@transaction.atomic
def change_event(event: AgencyEvent, *, by: User, values: Mapping[str, Any], texts: Texts, version: int) -> AgencyEvent:
    """Change an event; who registered gets a letter when time, place or the way to join is another one.

    More places than before let people move up from the waiting list at once. Saving what is so already changes nothing.

    Raises:
        VersionConflict: somebody else saved since the form was opened.
        NotReady: it ends before it begins, other dates contradict each other, or it would come again though its
            names are erased.
        TooFewPlaces: more people have a place already.
        ValidationError: something is missing or malformed.
    """
    event = lock(event.pk)
    if event.version != version:
        raise VersionConflict(_("Somebody else has changed this event meanwhile. Open it again and compare."))
    if event.is_cancelled:
        raise WrongMoment(_("A cancelled event stays as it was. Copy it to plan it anew."))
    before = snapshot(event, FIELDS)
    for name, value in values.items():
        # As the database gives it back: the same moment in another zone is no change.
        setattr(event, name, value.astimezone(datetime.UTC) if isinstance(value, datetime.datetime) else value)
    _check_dates(event)
    _check_places(event)
    event.full_clean(validate_constraints=False)
    changes = changed(before, event)
    if not _write_texts(event, texts) and not changes:
        return event
    event.version += 1
    event.save()
    record("agencyevent.changed", by=by, subject=event, changes=changes)
    if "ends_at" in changes:
        move_survey(event, by=by)
    mark_changed("event", [event.pk])
    if event.is_published:
        if changes.keys() & set(TOLD) and not event.is_over:
            for registration in confirmed_of(event):
                owe(registration, About.CHANGED, number=event.version)
        move_up(event)
    return event


def _check_dates(event: AgencyEvent) -> None:
    if event.ends_at <= event.starts_at:
        raise NotReady(_("The event ends before it begins."), field="ends_at")
    if event.opens_at and event.closes_at and event.closes_at <= event.opens_at:
        raise NotReady(_("Registration closes before it opens."), field="closes_at")
    if event.opens_at and event.opens_at >= event.starts_at:
        raise NotReady(_("Registration opens only when the event has begun."), field="opens_at")
    if event.erase_on < event.local_end.date():
        raise NotReady(_("Names can't be erased before the event is over."), field="erase_on")
    # Names are erased once for each event: those of people who register anew would stay for good.
    if event.erased_at and not event.is_over:
        raise NotReady(_("The names of this event are erased. Copy it to plan it anew."), field="ends_at")


def _check_places(event: AgencyEvent) -> None:
    seated = event.registrations.filter(state=RegistrationState.SEATED).count()
    if event.capacity is not None and seated > event.capacity:
        raise TooFewPlaces(
            _("%(n)s people have a place already: there can't be fewer places than that."), {"n": seated},
            field="capacity",
        )  # fmt: skip


def _write_texts(event: AgencyEvent, texts: Texts) -> bool:
    """Write the texts; tell whether one is another than before."""
    is_other = False
    for language, words in texts.items():
        text = EventText.objects.filter(event=event, language=language).first()
        text = text or EventText(event=event, language=language)
        before = snapshot(text, TEXTS)
        for name in TEXTS:
            setattr(text, name, words.get(name, "").strip())
        text.full_clean(validate_constraints=False)
        if changed(before, text):
            text.save()
            is_other = True
    return is_other


@transaction.atomic
def publish_event(event: AgencyEvent, *, by: User) -> None:
    """Show an event to everybody and let people register.

    Raises:
        NotReady: it has no title, lies in the past or has neither place nor way to join.
        WrongMoment: it is cancelled.
    """
    event = lock(event.pk)
    if event.is_cancelled:
        raise WrongMoment(_("A cancelled event stays as it was. Copy it to plan it anew."))
    if event.is_published:
        return
    if not any(text.title for text in event.texts.all()):
        raise NotReady(_("Write a title first."), field="title_pl")
    if event.is_over:
        raise NotReady(_("The event is over already. Change its dates first."), field="starts_at")
    if not event.place and not event.joining:
        raise NotReady(_("Say where it is, or how to join."), field="place")
    event.state = EventState.PUBLISHED
    event.save(update_fields=["state", "updated_at"])
    record("agencyevent.published", by=by, subject=event)
    mark_changed("event", [event.pk])


@transaction.atomic
def cancel_event(event: AgencyEvent, *, by: User, reason: str) -> int:
    """Call an event off, for good; everybody who registered gets a letter. Return how many letters go.

    Raises:
        NotReady: nobody says why.
        WrongMoment: it is not public, or over.
    """
    event = lock(event.pk)
    if not reason.strip():
        raise NotReady(_("Say why: people read it in the letter and on the page."), field="reason")
    if event.is_cancelled:
        return 0
    if not event.is_published or event.is_over:
        raise WrongMoment(_("Only an event that is public and not over can be called off."))
    event.state, event.cancel_reason = EventState.CANCELLED, reason.strip()[:500]
    event.version += 1
    event.save(update_fields=["state", "cancel_reason", "version", "updated_at"])
    registered = list(confirmed_of(event))
    for registration in registered:
        owe(registration, About.CALLED_OFF)
    take_survey_back(event, by=by)
    mark_changed("event", [event.pk])
    record("agencyevent.cancelled", by=by, subject=event, reason=reason)
    return len(registered)


@transaction.atomic
def copy_event(event: AgencyEvent, *, by: User) -> AgencyEvent:
    """Make a draft with the same texts and settings, in whole weeks from then, after today; nobody is copied."""
    values = {name: getattr(event, name) for name in FIELDS}
    weeks = max((timezone.now() - event.starts_at) // _WEEK + 1, 1) * _WEEK
    for name in ("starts_at", "ends_at", "opens_at", "closes_at"):
        if values[name]:
            # The hour on the wall stays the same also where summer time lies between.
            local = values[name].astimezone(event.zone)
            values[name] = (local.replace(tzinfo=None) + weeks).replace(tzinfo=event.zone)
    values |= {"survey_address": "", "report_address": "",
               "erase_on": values["ends_at"].date() + datetime.timedelta(days=keep_days())}  # fmt: skip
    texts = {text.language: {name: getattr(text, name) for name in TEXTS} for text in event.texts.all()}
    made = AgencyEvent(made_by=by, **values)
    made.full_clean(validate_constraints=False)
    made.save()
    _write_texts(made, texts)
    record("agencyevent.copied", by=by, subject=made)
    return made
