"""Because of what a plan is changed: a room above names the cause, the plan's forms carry it along in their address.

`?because=<name>` on the page of an item shows the cause, offers it as the reason of a promise that changes, and what
is saved there is told to the room that named it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.http import HttpRequest

from plon.accounts.models import User
from plon.history.models import Event
from plon.projects.models import Project

Saved = TypeVar("Saved")


@dataclass(frozen=True, slots=True)
class Cause:
    """Why somebody changes the plan.

    Attributes:
        name: in addresses.
        told: the cause in a sentence, for the page.
        reason: what is offered as the reason in the history.
        url: where the person came from, and goes back to.
    """

    name: str
    told: str
    reason: str
    url: str


Find = Callable[[Project, str], Cause | None]
Note = Callable[[Project, str, Event, User], None]
_rooms: list[tuple[Find, Note]] = []


def register_causes(find: Find, note: Note) -> None:
    """Let a room say what a cause is, and hear which events it led to."""
    if (find, note) not in _rooms:
        _rooms.append((find, note))


def cause_of(request: HttpRequest, project: Project) -> Cause | None:
    """Return the cause that an address carries; None for none, or one that nobody knows."""
    name = request.GET.get("because", "")
    found = (find(project, name) for find, _note in _rooms) if name else iter(())
    return next((cause for cause in found if cause), None)


def save_because(cause: Cause | None, project: Project, *, by: User, write: Callable[[], Saved]) -> Saved:
    """Change something of a plan, in the caller's transaction, and tell the cause's room what events that made."""
    if cause is None:
        return write()
    of_project = Event.objects.filter(project_id=project.pk)
    newest = of_project.order_by("-pk").values_list("pk", flat=True).first() or 0
    saved = write()
    for event in list(of_project.filter(actor_id=by.pk, pk__gt=newest).order_by("pk")):
        for _find, note in _rooms:
            note(project, cause.name, event, by)
    return saved
