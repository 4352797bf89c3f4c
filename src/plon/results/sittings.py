"""Keystrokes of one sitting are one event of the history."""

import datetime

from django.db import models
from django.utils import timezone

from plon.accounts.models import User
from plon.history.models import Event
from plon.history.record import record

ONE_SITTING = datetime.timedelta(minutes=10)


def record_in_sitting(
    kind: str, *, by: User, subject: models.Model, project_id: int, changes: dict[str, list[object]], reason: str = ""
) -> None:
    """Write one event per sitting: later keystrokes widen it, keeping what stood there first."""
    last = Event.objects.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk).first()
    is_same = (
        last is not None
        and last.kind == kind
        and last.actor_id == by.pk
        and last.reason == reason.strip()
        and timezone.now() - last.at < ONE_SITTING
    )
    if last is None or not is_same:
        record(kind, by=by, subject=subject, project_id=project_id, changes=changes, reason=reason)
        return
    for name, (before, after) in changes.items():
        last.changes[name] = [last.changes.get(name, [before])[0], after]
    last.save(update_fields=["changes"])
