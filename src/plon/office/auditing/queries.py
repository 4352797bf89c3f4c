"""Finding events of the whole house."""

import datetime
import re
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from plon.history.models import Event
from plon.projects.models import Project
from plon.projects.telling import Change, changes_in_words

# Whatever a room writes into the history, a value under such a name is shown to nobody.
_SECRET = re.compile(r"secret|token|password|nonce|hash|device_key", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sought:
    """What of the history is asked for; "" and None ask for everything.

    Attributes:
        person: words in the name of who acted.
        project: the project's id in addresses, or its number.
        since: the first day, in the reader's time zone.
        until: the last day.
    """

    person: str = ""
    kind: str = ""
    project: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None


def events(sought: Sought) -> QuerySet[Event]:
    """Return the events asked for, the newest first."""
    found = Event.objects.all()
    if sought.person:
        found = found.filter(actor_label__icontains=sought.person)
    if sought.kind:
        found = found.filter(kind=sought.kind)
    if sought.project:
        # Deleted projects have no row any more; their events are found by person, kind and date.
        named = Project.objects.filter(Q(public_id=sought.project) | Q(number__iexact=sought.project))
        found = found.filter(project_id__in=list(named.values_list("pk", flat=True)[:10]))
    if sought.since:
        found = found.filter(at__gte=_start_of(sought.since))
    if sought.until:
        found = found.filter(at__lt=_start_of(sought.until) + datetime.timedelta(days=1))
    return found


def projects_of(some: list[Event]) -> dict[int, Project]:
    """Return the projects that some events stand in, by key; those that were deleted are missing."""
    return Project.objects.in_bulk({event.project_id for event in some if event.project_id})


def shown_changes(event: Event) -> list[Change]:
    """Return what an event changed, without anything secret."""
    event.changes = {name: values for name, values in event.changes.items() if not _SECRET.search(name)}
    return changes_in_words(event)


def _start_of(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
