"""Reading messages for the office."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone

from plon.contact.enums import State
from plon.contact.models import Entry, Message

WAITING = (State.NEW, State.OPEN)


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many messages wait.

    Attributes:
        open: neither closed nor spam.
        new: of these, come since a moment.
        late: of these, without an answer after the day on which one was owed.
    """

    open: int
    new: int
    late: int


def waiting_counts(since: datetime.datetime) -> Waiting:
    """Count what waits; in 1 query."""
    found = Message.objects.filter(state__in=WAITING).aggregate(
        open=Count("pk"), new=Count("pk", filter=Q(sent_at__gte=since)), late=Count("pk", filter=_late())
    )
    return Waiting(**found)


def _late() -> Q:
    return Q(due_on__lt=timezone.localdate(), answered_at=None)


def office_messages(
    *,
    states: tuple[str, ...],
    category: str = "",
    since: datetime.date | None = None,
    until: datetime.date | None = None,
) -> QuerySet[Message]:
    """Return messages for the office: those that wait by the day on which an answer is owed, others the newest first.

    `since` and `until` are the days between which they came, both included, where the agency is. Each has
    `is_unreached`: an answer could not be delivered.
    """
    failed = Entry.objects.filter(message=OuterRef("pk"), failed_at__isnull=False)
    found = Message.objects.filter(state__in=states).select_related("assigned_to").annotate(is_unreached=Exists(failed))
    if category:
        found = found.filter(category=category)
    if since:
        found = found.filter(sent_at__gte=_midnight(since))
    if until:
        found = found.filter(sent_at__lt=_midnight(until) + datetime.timedelta(days=1))
    return found.order_by("due_on", "pk") if set(states) <= set(WAITING) else found


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), timezone.get_default_timezone())


def get_message(public_id: str) -> Message:
    """Return a message with what was written under it, for views behind `officer_required`.

    Raises:
        Http404: there is none.
    """
    found = Message.objects.select_related("assigned_to").prefetch_related("entries")
    return get_object_or_404(found, public_id=public_id)
