"""Compare two commitments, or a commitment with the plan of today: added, dropped, changed."""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from plon.history.models import Event
from plon.plans.commitment import KINDS, Content, content_of
from plon.plans.models import Commitment, Indicator, PlannedActivity, TargetGroup, UsePlan
from plon.plans.queries import Plan
from plon.projects.models import Project
from plon.results.models import Result

Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ItemChange:
    """What became of one item: `old` of None was added, `new` of None was dropped; `fields` are those that differ."""

    kind: str
    id: str
    old: Item | None
    new: Item | None
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """The difference of two contents, each list in the plan's order."""

    added: tuple[ItemChange, ...]
    dropped: tuple[ItemChange, ...]
    changed: tuple[ItemChange, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.dropped or self.changed)

    def __len__(self) -> int:
        return len(self.added) + len(self.dropped) + len(self.changed)


def compare(old: Content, new: Content) -> Comparison:
    """Return what differs between two contents (see `commitment.content_of`); the order of items is no difference."""
    added: list[ItemChange] = []
    dropped: list[ItemChange] = []
    changed: list[ItemChange] = []
    if fields := _differing(old.get("project", {}), new.get("project", {})):
        changed.append(ItemChange("project", new["project"]["id"], old["project"], new["project"], fields))
    for name, kind in KINDS.items():
        before = {item["id"]: item for item in old.get(name, [])}
        after = {item["id"]: item for item in new.get(name, [])}
        added += [ItemChange(kind, key, None, item) for key, item in after.items() if key not in before]
        dropped += [ItemChange(kind, key, item, None) for key, item in before.items() if key not in after]
        changed += [
            ItemChange(kind, key, before[key], item, fields)
            for key, item in after.items()
            if key in before and (fields := _differing(before[key], item))
        ]
    return Comparison(tuple(added), tuple(dropped), tuple(changed))


def _differing(old: Item, new: Item) -> tuple[str, ...]:
    names = [*old, *(name for name in new if name not in old)]
    return tuple(name for name in names if old.get(name) != new.get(name))


def changed_since(plan: Plan, commitment: Commitment | None) -> dict[tuple[str, str], str]:
    """Return {(kind, public id): "added" or "changed"} for items of a plan that differ from a commitment."""
    if commitment is None:
        return {}
    found = compare(commitment.content, content_of(plan))
    return {(each.kind, each.id): "added" for each in found.added} | {
        (each.kind, each.id): "changed" for each in found.changed
    }


_KIND_OF = {
    "results.result": ("result", Result),
    "plans.targetgroup": ("group", TargetGroup),
    "plans.plannedactivity": ("activity", PlannedActivity),
    "plans.indicator": ("indicator", Indicator),
    "plans.useplan": ("use_plan", UsePlan),
}


def reasons_in(project: Project, since: Commitment, until: Commitment | None) -> dict[tuple[str, str], list[str]]:
    """Return {(kind, public id): reasons given} for promised items changed between two commitments, oldest first."""
    events = Event.objects.filter(project_id=project.pk, at__gte=since.made_at).exclude(reason="")
    if until is not None:
        events = events.filter(at__lte=until.made_at)
    told = list(events.order_by("at", "id"))
    ids: dict[tuple[str, int], str] = {}
    for label, (_kind, model) in _KIND_OF.items():
        keys = [event.subject_id for event in told if event.subject_type == label]
        known = model._default_manager.filter(pk__in=keys).values_list("pk", "public_id") if keys else []
        ids |= {(label, key): public_id for key, public_id in known}
    reasons: dict[tuple[str, str], list[str]] = {}
    for event in told:
        key = _key_of(event, ids)
        if key and event.reason not in reasons.setdefault(key, []):
            reasons[key].append(event.reason)
    return reasons


def _key_of(event: Event, ids: Mapping[tuple[str, int], str]) -> tuple[str, str] | None:
    if event.subject_type == "plans.message" and "_pair" in event.changes:
        return ("message", ":".join(event.changes["_pair"]))
    if event.subject_type not in _KIND_OF:
        return None
    kind, _model = _KIND_OF[event.subject_type]
    public_id = ids.get((event.subject_type, event.subject_id)) or event.changes.get("_item", [{}])[0].get("public_id")
    return (kind, public_id) if public_id else None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words: "same", "gone" or "new"."""

    state: str
    text: str


def words_compared(old: str, new: str) -> list[Piece]:
    """Return what two texts share and where they differ, word by word."""
    before, after = (re.findall(r"\s+|[^\s]+", text) for text in (old, new))
    pieces: list[Piece] = []
    for what, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(Piece("same", "".join(before[a:b])))
            continue
        pieces += [Piece("gone", "".join(before[a:b]))] if b > a else []
        pieces += [Piece("new", "".join(after[c:d]))] if d > c else []
    return pieces
