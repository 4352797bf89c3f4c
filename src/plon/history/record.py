"""Write to the history. Every action of every room ends with one call of `record`."""

import datetime
import decimal
from collections.abc import Iterable, Mapping
from typing import Protocol

from django.db import models

from plon.history.models import Event


class Actor(Protocol):
    """Who acts: anything with a readable name, and with a key if they have an account."""

    @property
    def pk(self) -> int | None: ...


Changes = Mapping[str, list[object]]


def snapshot(subject: models.Model, fields: Iterable[str]) -> dict[str, object]:
    """Return the values of `fields` as JSON, to be compared after the change."""
    return {field: _as_json(getattr(subject, field)) for field in fields}


def changed(before: Mapping[str, object], subject: models.Model) -> dict[str, list[object]]:
    """Return {field: [before, after]} for the fields of a `snapshot` that differ now."""
    after = snapshot(subject, before)
    return {field: [before[field], after[field]] for field in before if before[field] != after[field]}


def record(
    kind: str,
    *,
    by: Actor | None,
    subject: models.Model,
    project_id: int | None = None,
    changes: Changes | None = None,
    reason: str = "",
) -> Event:
    """Add one event, e.g. ``record("result.published", by=user, subject=result, project_id=…)``.

    Args:
        kind: what happened, dotted.
        by: who did it; None is Plon itself.
        subject: to what.
        project_id: in which project's history it stands.
        changes: {field: [before, after]}.
        reason: why a promised thing changed (see `plon.projects.promises`).
    """
    return Event.objects.create(
        kind=kind,
        actor_id=by.pk if by else None,
        actor_label=str(by)[:200] if by else "",
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        subject_label=str(subject)[:300],
        project_id=project_id,
        changes=dict(changes or {}),
        reason=reason.strip()[:1000],
    )


def _as_json(value: object) -> object:
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return str(value)
    if isinstance(value, models.Model):
        return {"id": value.pk, "label": str(value)}
    if value is None or isinstance(value, str | int | float | bool | list | dict):
        return value
    return str(value)
