"""Give back what a merge moved or set aside."""

from typing import Any

from django.core import serializers
from django.db import models

from plon.office.merging.references import references
from plon.projects.models import Partnership


def give_back(kept_rows: dict[str, Any], *, kept_id: int, gone_id: int) -> int:
    """Let the rows of a merge point at the record that is back; return how many could not be given back.

    Rows that were deleted since, or that point elsewhere by now, are left alone.
    """
    lost = 0
    for each in references():
        moved = kept_rows["moved"].get(each.name, [])
        back = each.rows(kept_id).filter(pk__in=moved).update(**{each.column: gone_id})
        lost += len(moved) - back
    for pk, role in kept_rows["roles"]:
        Partnership.objects.filter(pk=pk, organisation=kept_id).update(role=role)
    return lost + restore_rows(kept_rows["aside"])


def restore_rows(written: list[dict[str, Any]]) -> int:
    """Save rows as they were, and return how many had no place any more."""
    lost = 0
    for restored in serializers.deserialize("python", written):
        row = restored.object
        if _has_place(row):
            restored.save()
        else:
            lost += 1
    return lost


def _has_place(row: models.Model) -> bool:
    """Whether all that a row points at is still there, and nothing else took its place."""
    for field in row._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and (key := getattr(row, field.attname)) is not None:
            related: Any = field.related_model
            if not related._base_manager.filter(pk=key).exists():
                return False
    if type(row)._base_manager.filter(pk=row.pk).exists():
        return False
    return not any(_is_taken(row, each) for each in row._meta.constraints)


def _is_taken(row: models.Model, constraint: models.BaseConstraint) -> bool:
    """Whether a row that is there now has what only one may have."""
    if not isinstance(constraint, models.UniqueConstraint) or not constraint.fields:
        return False
    same = {name: getattr(row, row._meta.get_field(name).attname) for name in constraint.fields}  # type: ignore[union-attr]
    condition = constraint.condition or models.Q()
    if constraint.condition is not None and not constraint.condition.check(_values_of(row)):
        return False
    return None not in same.values() and type(row)._base_manager.filter(condition, **same).exists()


def _values_of(row: models.Model) -> dict[str, object]:
    return {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields}
