"""Filters of the list, the agenda and the calendar, kept in the address."""

import datetime
from typing import Any

from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from plon.activities.agenda import PROMISED, Agenda, Narrowing
from plon.activities.enums import ActivityState
from plon.plans.enums import Purpose

LATE = "late"
Filter = tuple[str, str, list[tuple[str, str, bool]]]


def narrowing_of(sent: QueryDict, agenda: Agenda) -> Narrowing:
    """Return what an address narrows a view to; what is not known narrows nothing."""

    def key_of(name: str, things: Any) -> int | None:
        wanted = sent.get(name, "")
        return next((thing.pk for thing in things if thing.public_id == wanted), None)

    state, purpose = sent.get("state", ""), sent.get("purpose", "")
    return Narrowing(
        words=sent.get("q", "").strip()[:200],
        partner=key_of("partner", agenda.partners),
        result=key_of("result", agenda.results.values()),
        state=state if state in {PROMISED, LATE, *ActivityState.values} else "",
        purpose=purpose if purpose in Purpose.values else "",
        since=_day(sent.get("since", "")),
        until=_day(sent.get("until", "")),
        only_unproven="unproven" in sent,
    )


def _day(text: str) -> datetime.date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def filters_for(agenda: Agenda, narrowing: Narrowing, language: str) -> list[Filter]:
    """Return (name, label, [(value, label, is it chosen)]) of each filter that is a choice."""
    states = [(PROMISED, _("in the plan, not logged yet")), *ActivityState.choices, (LATE, _("late"))]
    return [
        ("state", _("State"), [(value, str(label), value == narrowing.state) for value, label in states]),
        ("purpose", _("Purpose"), [(p.value, str(p.label), p == narrowing.purpose) for p in Purpose]),
        ("partner", _("Partner"), [(p.public_id, p.name, p.pk == narrowing.partner) for p in agenda.partners]),
        ("result", _("Result"), [
            (r.public_id, r.title_in(language), r.pk == narrowing.result) for r in agenda.results.values()
        ]),
    ]  # fmt: skip
