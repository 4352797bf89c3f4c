"""What every change of an item has in common: the lock, the version, the reason."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from plon.history.record import changed, snapshot
from plon.plans.models import Indicator, PlannedActivity, TargetGroup, UsePlan
from plon.plans.refusals import ChangedMeanwhile
from plon.projects.models import Project
from plon.projects.promises import require_reason

Item = TypeVar("Item", TargetGroup, PlannedActivity, Indicator, UsePlan)
KINDS: dict[type, str] = {
    TargetGroup: "group",
    PlannedActivity: "activity",
    Indicator: "indicator",
    UsePlan: "use_plan",
}
Changes = dict[str, list[object]]


def kind_of(item: TargetGroup | PlannedActivity | Indicator | UsePlan) -> str:
    """Return how the item's kind is called in addresses and in the history: "group", "activity", ..."""
    return KINDS[type(item)]


def next_position(model: type[Item], project: Project) -> int:
    last = model._default_manager.filter(project=project).order_by("-position").values_list("position", flat=True)[:1]
    return next(iter(last), -1) + 1


def refuse_if_newer(found: int, seen: int | None) -> None:
    """Refuse to write over what somebody saved since version `seen`; None asks no question.

    Raises:
        ChangedMeanwhile: the item has another version by now.
    """
    if seen is not None and found != seen:
        raise ChangedMeanwhile(_("Somebody else saved this meanwhile. Look at both and save again."))


def locked(item: Item, version: int | None) -> Item:
    fresh = type(item)._default_manager.select_for_update().get(pk=item.pk)
    refuse_if_newer(fresh.version, version)
    return fresh


def save_item(item: Item, fields: Mapping[str, Any], known: Iterable[str], *, more: Changes, reason: str) -> Changes:
    """Write `fields` into a locked item; return what changed, with `more` that changed around it.

    Raises:
        ReasonNeeded: it is promised, something changes, and nobody says why.
        ValidationError: a field is malformed.
    """
    before = snapshot(item, known)
    for name, value in fields.items():
        setattr(item, name, value)
    changes = changed(before, item) | more
    if changes:
        require_reason(item.project_id, kind_of(item), item.public_id, reason)
        item.version += 1
    item.full_clean()
    item.save()
    return changes
