"""The audit log as CSV; no text runs as a formula."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from plon import tables
from plon.history.models import Event
from plon.history.sentences import sentence
from plon.office.auditing.queries import shown_changes
from plon.projects.models import Project

# More than a spreadsheet shows with ease; who wants more narrows the days down.
MOST = 50_000


def csv_of(events: Iterable[Event], projects: dict[int, Project]) -> bytes:
    """Return a line per event."""
    head = [_("When"), _("Who"), _("What happened"), _("Project"), _("Reason"), _("What changed")]
    return tables.csv_of(head, (_line(event, projects.get(event.project_id or 0)) for event in events))


def _line(event: Event, project: Project | None) -> list[str]:
    changes = "; ".join(f"{each.label}: {each.before} → {each.after}" for each in shown_changes(event))
    return [
        timezone.localtime(event.at).isoformat(timespec="seconds"), event.actor_label or "Plon", sentence(event),
        (project.number or project.title) if project else "", event.reason, changes[:5_000],
    ]  # fmt: skip
