"""Events and people who registered, made through the same actions as everywhere."""

import datetime
from typing import Any

from django.utils import timezone

from plon.accounts.models import User
from plon.events import actions
from plon.events.actions.events import TEXTS
from plon.events.models import AgencyEvent, Registration

_numbers = iter(range(1, 1_000_000))


def values(**changes: Any) -> dict[str, Any]:
    """Return the facts of an event in four weeks, three hours long."""
    start = timezone.now().replace(microsecond=0, second=0) + datetime.timedelta(days=28)
    return {
        "kind": "training", "starts_at": start, "ends_at": start + datetime.timedelta(hours=3),
        "time_zone": "Europe/Warsaw", "place": "Warsaw", "joining": "Room 7, code 4321", "capacity": 2,
        "opens_at": None, "closes_at": None, "asks_needs": True, "asks_diet": True, "contact": "help@example.org",
        "gives_certificates": True, "hours": "3 hours", "signature": "The agency", "survey_address": "",
        "report_address": "", "erase_on": start.date() + datetime.timedelta(days=90),
    } | changes  # fmt: skip


def texts(**changes: str) -> dict[str, dict[str, str]]:
    empty = dict.fromkeys(TEXTS, "")
    return {
        "pl": empty | {"title": "Pierwszy plan", "summary": "Plan w trzy godziny"},
        "en": empty | {"title": "The first plan", "summary": "A plan in three hours"} | changes,
    }


def make_event(by: User, *, is_public: bool = True, **changes: Any) -> AgencyEvent:
    event = actions.add_event(by=by, values=values(**changes), texts=texts())
    if is_public:
        actions.publish_event(event, by=by)
    event.refresh_from_db()
    return event


def ask(event: AgencyEvent, email: str = "", **told: str) -> Registration:
    """Register without clicking the link."""
    number = next(_numbers)
    return actions.register(
        event, email=email or f"person{number}@example.org", values={"name": f"Person {number}"} | told,
        agreed_to="Yes", language="en",
    )  # fmt: skip


def seat(event: AgencyEvent, email: str = "", **told: str) -> Registration:
    """Register and click."""
    return actions.confirm(ask(event, email, **told))


def finish(event: AgencyEvent) -> AgencyEvent:
    """Let an event be over since yesterday."""
    now = timezone.now()
    start = now - datetime.timedelta(days=1)
    AgencyEvent.objects.filter(pk=event.pk).update(starts_at=start, ends_at=start + datetime.timedelta(hours=3))
    event.refresh_from_db()
    return event


def past_event(by: User, **changes: Any) -> AgencyEvent:
    """Return an event that is over, with one person who was there."""
    event = make_event(by, **changes)
    person = seat(event)
    finish(event)
    actions.tick_attendance(event, by=by, present=[person.public_id], listed=[person.public_id])
    return event
