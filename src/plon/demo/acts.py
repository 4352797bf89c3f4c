"""What the fullest example project has done, with proofs: made through the same actions as everything else."""

import io
import tomllib
from datetime import timedelta
from decimal import Decimal
from importlib import resources
from typing import Any

from django.utils import timezone

from plon.accounts.models import User
from plon.activities.actions import ReachRow, log_activity, repeat_activity
from plon.activities.models import Activity
from plon.activities.proofs import prove
from plon.activities.series import dates_until
from plon.demo.landscapes import draw_landscape
from plon.evidence.actions import add_figure, add_file, add_link, change_evidence
from plon.evidence.models import Evidence
from plon.evidence.receiving import receive
from plon.organisations.models import Organisation
from plon.plans.models import PlannedActivity, TargetGroup
from plon.projects.models import Project
from plon.results.models import Result
from plon.typeset.documents import simple_document

FIELDS = ("title", "kind", "channel", "purpose", "mode", "place", "language", "learnt", "link", "starts_at", "ends_at")


def add_acts(
    project: Project,
    organisations: dict[str, Organisation],
    results: dict[str, Result],
    groups: dict[str, TargetGroup],
    people: dict[str, User],
) -> None:
    """Log the acts of the example project, each by somebody of its team."""
    raw = tomllib.loads(resources.files(__package__).joinpath("data", "acts.toml").read_text("utf-8"))
    lines = list(PlannedActivity.objects.filter(project=project))
    for entry in raw["act"]:
        by = people[entry["by"]]
        act = _act(entry, project, lines, organisations, results, groups, by)
        for each in entry.get("evidence", []):
            piece = _piece(each, act, by)
            shows = {groups[key].public_id: number for key, number in each.get("people", {}).items()}
            prove(act, piece, by=by, people=shows)
        if entry.get("weeks") and act.start:
            until = act.start + timedelta(weeks=entry["weeks"])
            repeat_activity(act, by=by, days=dates_until(act.start, every="week", until=until))


def _act(
    entry: dict[str, Any],
    project: Project,
    lines: list[PlannedActivity],
    organisations: dict[str, Organisation],
    results: dict[str, Result],
    groups: dict[str, TargetGroup],
    by: User,
) -> Activity:
    today = timezone.localdate()
    start = entry.get("start") or today + timedelta(days=entry["days"])
    fields: dict[str, Any] = {name: entry[name] for name in FIELDS if name in entry}
    if "responsible" in entry:
        fields["responsible"] = organisations[entry["responsible"]]
    if "cost" in entry:
        fields["cost"] = Decimal(entry["cost"])
    if "lasts" in entry:
        fields["end"] = start + timedelta(days=entry["lasts"])
    # Whoever looks at the example before its dates sees it planned.
    state = entry.get("state", "done" if start <= today else "planned")
    return log_activity(
        project,
        by=by,
        planned=lines[entry["line"]] if "line" in entry else None,
        results=[results[key] for key in entry["results"]] if "results" in entry else None,
        reach={groups[each["group"]] if "group" in each else None: _reach(each) for each in entry.get("reach", [])},
        state=state,
        reason=entry.get("reason", ""),
        start=start,
        **fields,
    )


def _reach(entry: dict[str, Any]) -> ReachRow:
    split = {"role": entry.get("role", {}), "fewer_opportunities": entry.get("fewer", 0)}
    return ReachRow(entry["people"], entry.get("level", ""), split)


def _piece(entry: dict[str, Any], act: Activity, by: User) -> Evidence:
    project, title, organisation = act.project, entry["title"], act.responsible
    told: dict[str, Any] = {"by": by, "title": title, "organisation": organisation, "dated": act.start}
    if entry["kind"] == "link":
        return add_link(project, url=entry["url"], **told)
    if entry["kind"] == "figure":
        return add_figure(project, value=Decimal(entry["value"]), unit=entry["unit"], **told)
    is_list = entry["kind"] == "list"
    if is_list:
        words = "Podpisy uczestników. Plik przykładowy: nie ma w nim nazwisk."
        content, name = simple_document(title, [words], language="pl", footer="Plon · Plik przykładowy"), "lista.pdf"
    else:
        content, name = draw_landscape(title), "rzeka.jpg"
    received = receive(io.BytesIO(content), name, folder=f"evidence/{project.pk}")
    piece = add_file(project, received=received, is_confidential=is_list, **told)
    return piece if is_list else change_evidence(piece, by=by, alt=entry["alt"], people_shown="nobody")
