"""Reading the ledger: a constant number of queries, however much was done."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from plon.activities.ledger.entries import Ledger, ledger_of
from plon.activities.ledger.facts import Act, Facts, ItemShown, Piece, Reached, Shown
from plon.activities.ledger.measured import Measured, measured_in
from plon.activities.ledger.planned import planned_in
from plon.activities.ledger.promises import Key
from plon.activities.ledger.uses import uses_of
from plon.activities.models import Activity, ItemProof, Proof, Reach
from plon.evidence.models import Evidence
from plon.plans.commitment import newest_commitment
from plon.plans.comparing import reasons_in
from plon.projects.models import Project

Value = TypeVar("Value")


def load_ledger(
    project: Project,
    *,
    today: datetime.date,
    as_if_promised: bool = False,
    measured: Mapping[str, Measured] | None = None,
) -> Ledger:
    """Return the ledger of the newest commitment; without one, an empty ledger.

    Args:
        project: the project.
        today: the day on which a promise is late or not.
        as_if_promised: take the plan of today for the promise, to see what the ledger would say.
        measured: the latest values of indicators, if the caller has read them already.
    """
    commitment = None if as_if_promised else newest_commitment(project)
    current = planned_in(project)
    reasons: dict[Key, list[str]] = reasons_in(project, commitment, None) if commitment else {}
    promised = commitment.content if commitment else current if as_if_promised else {}
    ledger = ledger_of(
        promised,
        current,
        _facts(
            project,
            {result["id"]: result["state"] for result in current["results"]},
            measured_in(project) if measured is None else measured,
        ),
        commitment=commitment.number if commitment else 0,
        reasons=reasons,
        today=today,
        end=project.end,
    )
    return replace(ledger, uses=uses_of(project))


def _facts(project: Project, results: dict[str, str], measured: Mapping[str, Measured]) -> Facts:
    reached, groups = _reached(project)
    shown = _shown(project)
    about = _results_of(project)
    acts = tuple(
        Act(
            id=public_id, title=title, state=state, promise=promise, reason=reason, start=start, end=end,
            owner=owner or "", purpose=purpose, results=frozenset(about.get(key, ())),
            reached=tuple(reached.get(key, ())), shown=tuple(shown.get(key, ())),
        )
        for key, public_id, title, state, promise, reason, start, end, owner, purpose in (
            Activity.objects.filter(project=project).order_by("start", "id").values_list(
                "pk", "public_id", "title", "state", "promise", "reason", "start", "end", "responsible__name",
                "purpose",
            )
        )
    )  # fmt: skip
    return Facts(acts, _pieces(project), _item_proofs(project), results, groups, measured)


def _by_key(pairs: Iterable[tuple[int, Value]]) -> dict[int, list[Value]]:
    found: dict[int, list[Value]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return found


def _reached(project: Project) -> tuple[dict[int, list[Reached]], dict[str, str]]:
    rows = list(
        Reach.objects.filter(activity__project=project).values_list(
            "activity_id", "group_key", "group_name", "people", "level"
        )
    )
    people = _by_key((key, Reached(group, people, level)) for key, group, _name, people, level in rows)
    return people, {group: name for _key, group, name, _people, _level in rows if group}


def _shown(project: Project) -> dict[int, list[Shown]]:
    rows = Proof.objects.filter(activity__project=project, evidence__removed_at__isnull=True).values_list(
        "activity_id", "evidence__public_id", "group_key", "people"
    )
    return _by_key((key, Shown(evidence, group, people)) for key, evidence, group, people in rows)


def _results_of(project: Project) -> dict[int, list[str]]:
    rows = Activity.results.through.objects.filter(activity__project=project)
    return _by_key(rows.values_list("activity_id", "result__public_id"))


def _pieces(project: Project) -> dict[str, Piece]:
    rows = Evidence.objects.filter(project=project, removed_at__isnull=True).values_list(
        "public_id", "title", "name", "url", "kind", "dated", "erased_at", "is_confidential"
    )
    return {
        public_id: Piece(public_id, title or name or url, kind, dated, erased_at is not None, is_confidential)
        for public_id, title, name, url, kind, dated, erased_at, is_confidential in rows
    }


def _item_proofs(project: Project) -> dict[Key, tuple[ItemShown, ...]]:
    rows = ItemProof.objects.filter(project=project, evidence__removed_at__isnull=True).values_list(
        "item_kind", "item_public_id", "evidence__public_id", "value"
    )
    found: dict[Key, list[ItemShown]] = defaultdict(list)
    for kind, public_id, evidence, value in rows:
        found[kind, public_id].append(ItemShown(evidence, value))
    return {key: tuple(proofs) for key, proofs in found.items()}
