"""The audit log as CSV; no text runs as a formula."""

import csv
import io
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from plon.history.models import Event
from plon.history.sentences import sentence
from plon.office.auditing.queries import shown_changes
from plon.projects.models import Project

# More than a spreadsheet shows with ease; who wants more narrows the days down.
MOST = 50_000
_RISKY = ("=", "+", "-", "@", "\t", "\r")


def csv_of(events: Iterable[Event], projects: dict[int, Project]) -> bytes:
    """Return a line per event. Spreadsheets recognise the encoding by the mark at its beginning."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow([_("When"), _("Who"), _("What happened"), _("Project"), _("Reason"), _("What changed")])
    for event in events:
        project = projects.get(event.project_id or 0)
        changes = "; ".join(f"{each.label}: {each.before} → {each.after}" for each in shown_changes(event))
        cells = [
            timezone.localtime(event.at).isoformat(timespec="seconds"), event.actor_label or "Plon", sentence(event),
            (project.number or project.title) if project else "", event.reason, changes[:5_000],
        ]  # fmt: skip
        writer.writerow([f"'{cell}" if cell.startswith(_RISKY) else cell for cell in cells])
    return made.getvalue().encode("utf-8-sig")
