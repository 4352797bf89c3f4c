"""The order of a plan's lists."""

from django.db import transaction

from plon.accounts.models import User
from plon.history.record import record
from plon.plans.models import Indicator, PlannedActivity, TargetGroup

Orderable = TargetGroup | PlannedActivity | Indicator


@transaction.atomic
def place_item(item: Orderable, *, by: User, position: int) -> None:
    """Put an item at a place of its list.

    Args:
        item: the group, activity or indicator.
        by: who orders.
        position: the new place, counted from 0; what lies outside the list means its first or last place.
    """
    model = type(item)
    ordered = list(model._default_manager.select_for_update().filter(project_id=item.project_id))
    old = next(place for place, other in enumerate(ordered) if other.pk == item.pk)
    new = max(0, min(position, len(ordered) - 1))
    if new == old:
        return
    ordered.insert(new, ordered.pop(old))
    moved = [each for place, each in enumerate(ordered) if each.position != place]
    for place, each in enumerate(ordered):
        each.position = place
    model._default_manager.bulk_update(moved, ["position"])  # type: ignore[arg-type]  # one model at a time
    record("plan.reordered", by=by, subject=item, project_id=item.project_id)


@transaction.atomic
def move_item(item: Orderable, *, by: User, up: bool) -> None:
    """Move an item one place in its list."""
    keys = list(type(item)._default_manager.filter(project_id=item.project_id).values_list("pk", flat=True))
    place_item(item, by=by, position=keys.index(item.pk) + (-1 if up else 1))
