"""What every change of this room has in common: the lock, the version, what changed; and what brings a row back."""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from plon.findings.models import Decision, EvaluationQuestion, Finding
from plon.findings.refusals import OfAnotherProject
from plon.history.record import changed, snapshot
from plon.plans.actions.saving import refuse_if_newer

Row = TypeVar("Row", EvaluationQuestion, Finding, Decision)


def locked(row: Row, version: int | None) -> Row:
    """Return the row as it is now, locked.

    Raises:
        ChangedMeanwhile: somebody saved since `version`; None asks no question.
    """
    found = type(row)._default_manager.select_for_update().get(pk=row.pk)
    refuse_if_newer(found.version, version)
    return found


def save_row(row: Row, fields: Mapping[str, Any], known: Iterable[str]) -> dict[str, list[object]]:
    """Write `fields` into a locked row; return what changed.

    Raises:
        ValidationError: a field is malformed.
    """
    before = snapshot(row, known)
    for name, value in fields.items():
        setattr(row, name, value)
    row.full_clean()
    changes = changed(before, row)
    if changes:
        row.version += 1
    row.save()
    return changes


def check_project(project_id: int, *links: models.Model | None) -> None:
    """Refuse links to things of other projects.

    Raises:
        OfAnotherProject: one of them is.
    """
    if any(link is not None and getattr(link, "project_id", project_id) != project_id for link in links):
        raise OfAnotherProject(_("That belongs to another project."))


def kept_of(row: models.Model, fields: Iterable[str]) -> dict[str, object]:
    """Return a row as JSON from which `again` makes its fields; links go by their keys."""
    kept: dict[str, object] = {}
    for name in fields:
        value = getattr(row, row._meta.get_field(name).attname)  # type: ignore[union-attr]  # concrete fields alone
        is_moment = isinstance(value, datetime.date | datetime.datetime)
        kept[name] = value.isoformat() if is_moment else value
    return kept


def again(model: type[models.Model], kept: Mapping[str, Any], project_id: int) -> dict[str, Any]:
    """Return the fields of a row as `kept_of` wrote them; links to what is gone by now stay empty."""
    return {name: value_again(model, name, value, project_id) for name, value in kept.items()}


def value_again(model: type[models.Model], name: str, value: Any, project_id: int) -> Any:
    """Return one value as it was before it became JSON."""
    field = model._meta.get_field(name)
    if value is None:
        return None
    if isinstance(field, models.ForeignKey):
        key = value["id"] if isinstance(value, dict) else value
        found = field.remote_field.model._default_manager.filter(pk=key).first()
        return None if found is None or getattr(found, "project_id", project_id) != project_id else found
    if isinstance(field, models.DateTimeField):
        return parse_datetime(value)
    return datetime.date.fromisoformat(value) if isinstance(field, models.DateField) else value
