"""What can be done to a plan: its groups, messages, planned activities and indicators."""

import datetime
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.history.models import Event
from plon.history.record import changed, record, snapshot
from plon.plans.enums import Purpose
from plon.plans.models import (
    ExpectedReach,
    Indicator,
    Message,
    MessageText,
    PlannedActivity,
    TargetGroup,
)
from plon.plans.refusals import ChangedMeanwhile, ElsewhereInPlon, NothingToShare
from plon.projects.models import Project
from plon.results.models import Result

GROUP_FIELDS = ("name", "kind", "levels", "size", "need", "whereabouts")
ACTIVITY_FIELDS = ("title", "kind", "channel", "purpose", "phase", "start", "end", "place", "responsible", "cost")
INDICATOR_FIELDS = (
    "name", "measures", "result", "activity", "level", "nature", "unit", "baseline", "target", "target_date", "source",
)  # fmt: skip

Item = TypeVar("Item", TargetGroup, PlannedActivity, Indicator)
Reach = Mapping[TargetGroup, int | None]


def _next_position(model: type[TargetGroup] | type[PlannedActivity] | type[Indicator], project: Project) -> int:
    last = model._default_manager.filter(project=project).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _locked(item: Item, version: int | None) -> Item:
    fresh = type(item)._default_manager.select_for_update().get(pk=item.pk)
    if version is not None and fresh.version != version:
        raise ChangedMeanwhile(_("Somebody else saved this meanwhile. Look at both and save again."))
    return fresh


def _save(item: Item, fields: Mapping[str, Any], known: Iterable[str]) -> dict[str, list[object]]:
    before = snapshot(item, known)
    for name, value in fields.items():
        setattr(item, name, value)
    changes = changed(before, item)
    if changes:
        item.version += 1
    item.full_clean()
    item.save()
    return changes


@transaction.atomic
def add_group(project: Project, *, by: User, **fields: Any) -> TargetGroup:
    """Add a target group: people who could use the results, as exactly as possible (Guide 2025, p. 13).

    Raises:
        ValidationError: a field is malformed.
    """
    group = TargetGroup(project=project, position=_next_position(TargetGroup, project), **fields)
    group.full_clean()
    group.save()
    record("group.added", by=by, subject=group, project_id=project.pk)
    return group


@transaction.atomic
def change_group(group: TargetGroup, *, by: User, version: int | None = None, **fields: Any) -> TargetGroup:
    """Change a target group.

    Raises:
        ChangedMeanwhile: somebody saved since `version`.
        ValidationError: a field is malformed.
    """
    group = _locked(group, version)
    if changes := _save(group, fields, GROUP_FIELDS):
        record("group.changed", by=by, subject=group, project_id=group.project_id, changes=changes)
    return group


@transaction.atomic
def write_message(
    result: Result, group: TargetGroup, *, by: User, texts: Mapping[str, str], version: int | None = None
) -> Message | None:
    """Say why one group would want one result, in one sentence per language.

    Languages that `texts` does not name stay as they are; when no sentence is left, the message goes.

    Args:
        result: what is wanted.
        group: who would want it.
        by: who writes.
        texts: {language: sentence, or "" to take it out}.
        version: the version the writer saw, 0 if there was no message; None asks no question.

    Raises:
        ChangedMeanwhile: somebody saved since `version`.
        ElsewhereInPlon: result and group are of different projects.
        ValidationError: a sentence is longer than 400 characters.
    """
    if result.project_id != group.project_id:
        raise ElsewhereInPlon(_("The result and the group belong to different projects."))
    message = Message.objects.select_for_update().filter(result=result, group=group).first()
    if version is not None and version != (message.version if message else 0):
        raise ChangedMeanwhile(_("Somebody else saved this meanwhile. Look at both and save again."))
    stay = {text.language: text.text for text in message.texts.all()} if message else {}
    if not any(text.strip() for text in {**stay, **texts}.values()):
        if message:
            # What was written stays in the history.
            gone: dict[str, list[object]] = {language: [text, ""] for language, text in stay.items()}
            record("message.removed", by=by, subject=message, project_id=result.project_id, changes=gone)
            message.delete()
        return None
    if message is None:
        message = Message(result=result, group=group)
        message.full_clean()
        message.save()
    if changes := _write_sentences(message, texts):
        message.version += 1
        message.save(update_fields=["version", "updated_at"])
        record("message.changed", by=by, subject=message, project_id=result.project_id, changes=changes)
    return message


def _write_sentences(message: Message, texts: Mapping[str, str]) -> dict[str, list[object]]:
    changes: dict[str, list[object]] = {}
    known = {text.language: text for text in message.texts.all()}
    for language, words in texts.items():
        text = known.get(language) or MessageText(message=message, language=language)
        if text.text == words.strip():
            continue
        changes[language] = [text.text, words.strip()]
        text.text = words.strip()
        if text.text:
            text.full_clean()
            text.save()
        elif text.pk:
            text.delete()
    return changes


def _check_activity(project: Project, purpose: str, results: Iterable[Result], reach: Reach) -> None:
    if any(result.project_id != project.pk for result in results) or any(g.project_id != project.pk for g in reach):
        raise ElsewhereInPlon(_("A result or group of another project can't be chosen."))
    if purpose == Purpose.DISSEMINATION and not list(results):
        raise NothingToShare(
            _("Dissemination shares a result: choose which. If nothing is shared, it is promotion."), field="results"
        )


def _connect(activity: PlannedActivity, results: Iterable[Result], reach: Reach) -> dict[str, list[object]]:
    changes: dict[str, list[object]] = {}
    before = [str(result) for result in activity.results.all()]
    activity.results.set(results)
    if before != (after := [str(result) for result in activity.results.all()]):
        changes["results"] = [before, after]
    old = {each.group.name: each.people for each in activity.reach.select_related("group")}
    activity.reach.all().delete()
    ExpectedReach.objects.bulk_create(
        ExpectedReach(activity=activity, group=group, people=people) for group, people in reach.items()
    )
    if old != (new := {group.name: people for group, people in reach.items()}):
        changes["groups"] = [old, new]
    return changes


@transaction.atomic
def add_activity(
    project: Project, *, by: User, results: Iterable[Result] = (), reach: Reach | None = None, **fields: Any
) -> PlannedActivity:
    """Plan an activity.

    Args:
        project: the project.
        by: who plans.
        results: what it shares.
        reach: {group: people to reach, or None}.
        **fields: see `ACTIVITY_FIELDS`.

    Raises:
        NothingToShare: it is dissemination and points to no result.
        ValidationError: a field is malformed.
    """
    activity = PlannedActivity(project=project, position=_next_position(PlannedActivity, project), **fields)
    results, reach = list(results), reach or {}
    _check_activity(project, activity.purpose, results, reach)
    activity.full_clean()
    activity.save()
    _connect(activity, results, reach)
    record("activity.planned", by=by, subject=activity, project_id=project.pk)
    return activity


@transaction.atomic
def change_activity(
    activity: PlannedActivity,
    *,
    by: User,
    version: int | None = None,
    results: Iterable[Result] | None = None,
    reach: Reach | None = None,
    **fields: Any,
) -> PlannedActivity:
    """Change a planned activity; `results` and `reach` of None stay as they are.

    Raises:
        NothingToShare, ChangedMeanwhile, ValidationError: see `add_activity` and `change_group`.
    """
    activity = _locked(activity, version)
    chosen = list(activity.results.all() if results is None else results)
    reached = {each.group: each.people for each in activity.reach.select_related("group")} if reach is None else reach
    _check_activity(activity.project, fields.get("purpose", activity.purpose), chosen, reached)
    changes = _save(activity, fields, ACTIVITY_FIELDS) | _connect(activity, chosen, reached)
    if changes:
        record("activity.changed", by=by, subject=activity, project_id=activity.project_id, changes=changes)
    return activity


@transaction.atomic
def add_indicator(project: Project, *, by: User, **fields: Any) -> Indicator:
    """Say how we will know.

    Raises:
        ValidationError: a field is malformed.
    """
    indicator = Indicator(project=project, position=_next_position(Indicator, project), **fields)
    indicator.full_clean()
    indicator.save()
    record("indicator.added", by=by, subject=indicator, project_id=project.pk)
    return indicator


@transaction.atomic
def change_indicator(indicator: Indicator, *, by: User, version: int | None = None, **fields: Any) -> Indicator:
    """Change an indicator.

    Raises:
        ChangedMeanwhile, ValidationError: see `change_group`.
    """
    indicator = _locked(indicator, version)
    if changes := _save(indicator, fields, INDICATOR_FIELDS):
        record("indicator.changed", by=by, subject=indicator, project_id=indicator.project_id, changes=changes)
    return indicator


@transaction.atomic
def remove_item(item: TargetGroup | PlannedActivity | Indicator, *, by: User) -> None:
    """Take a group, activity or indicator out of the plan, with what hangs on it."""
    kind = {"targetgroup": "group", "plannedactivity": "activity", "indicator": "indicator"}[
        item._meta.model_name or ""
    ]
    record(_REMOVED[kind], by=by, subject=item, project_id=item.project_id)
    item.delete()


_REMOVED = {"group": "group.removed", "activity": "activity.removed", "indicator": "indicator.removed"}


@transaction.atomic
def move_item(item: TargetGroup | PlannedActivity | Indicator, *, by: User, up: bool) -> None:
    """Move an item one place in its list."""
    model = type(item)
    ordered = list(model._default_manager.select_for_update().filter(project_id=item.project_id))
    place = next(i for i, other in enumerate(ordered) if other.pk == item.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(ordered):
        return
    ordered[place], ordered[other] = ordered[other], ordered[place]
    for position, each in enumerate(ordered):
        each.position = position
    model._default_manager.bulk_update(ordered, ["position"])  # type: ignore[arg-type]  # one model at a time
    record("plan.reordered", by=by, subject=item, project_id=item.project_id)


def put_back(event: Event, by: User) -> None:
    """Restore what an event changed in a group, activity or indicator (see `plon.projects.restoring`)."""
    change = {
        "plans.targetgroup": (TargetGroup, change_group),
        "plans.plannedactivity": (PlannedActivity, change_activity),
        "plans.indicator": (Indicator, change_indicator),
    }[event.subject_type]
    model: type[models.Model] = change[0]
    item = model._default_manager.filter(pk=event.subject_id).first()
    if item is None:
        raise ElsewhereInPlon(_("It is no longer in the plan, so nothing can be put back."))
    values = {name: _value_of(model, name, before) for name, (before, _after) in event.changes.items()
              if name not in {"results", "groups"}}  # fmt: skip
    change[1](item, by=by, **values)  # type: ignore[operator]  # each model with its own function


def put_message_back(event: Event, by: User) -> None:
    """Restore the sentences that stood in a message before an event."""
    message = Message.objects.select_related("result", "group").filter(pk=event.subject_id).first()
    if message is None:
        raise ElsewhereInPlon(_("It is no longer in the plan, so nothing can be put back."))
    texts = {language: str(before or "") for language, (before, _after) in event.changes.items()}
    write_message(message.result, message.group, by=by, texts=texts)


@transaction.atomic
def duplicate_item(
    item: TargetGroup | PlannedActivity | Indicator, *, by: User
) -> TargetGroup | PlannedActivity | Indicator:
    """Put a copy of a group, activity or indicator at the end of its list.

    A group's messages stay with the original: a message answers one group's need. An activity's copy
    shares the same results with the same groups, but has no dates yet.
    """
    ending = _(" (copy)")
    if isinstance(item, TargetGroup):
        values = {name: getattr(item, name) for name in GROUP_FIELDS}
        return add_group(item.project, by=by, **values | {"name": item.name[: 200 - len(ending)] + ending})
    if isinstance(item, Indicator):
        values = {name: getattr(item, name) for name in INDICATOR_FIELDS}
        return add_indicator(item.project, by=by, **values | {"name": item.name[: 300 - len(ending)] + ending})
    values = {name: getattr(item, name) for name in ACTIVITY_FIELDS}
    values |= {"title": item.title[: 300 - len(ending)] + ending, "start": None, "end": None}
    reach = {each.group: each.people for each in item.reach.select_related("group")}
    return add_activity(item.project, by=by, results=list(item.results.all()), reach=reach, **values)


def _value_of(model: type[models.Model], name: str, value: Any) -> Any:
    field = model._meta.get_field(name)
    if value is None:
        return None
    if isinstance(field, models.DateField):
        return datetime.date.fromisoformat(value)
    if isinstance(field, models.DecimalField):
        return Decimal(value)
    if isinstance(field, models.ForeignKey):
        return field.remote_field.model._default_manager.filter(pk=value["id"]).first()
    return value
