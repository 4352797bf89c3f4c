"""What a page offers to undo: the event that its address names after something was added or taken out."""

from django.http import HttpRequest

from plon.history.models import Event
from plon.projects.models import Project

# Keys of the database are shorter.
LONGEST_KEY = 18


def event_to_undo(request: HttpRequest, project: Project, name: str, kind: str) -> Event | None:
    """Return the event of that kind in this project whose key stands in the address as `name`; None for none."""
    key = request.GET.get(name, "")
    if not (key.isdecimal() and len(key) < LONGEST_KEY):
        return None
    return Event.objects.filter(pk=int(key), project_id=project.pk, kind=kind).first()
