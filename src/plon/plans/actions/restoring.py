"""Put back what the history remembers: an old value, an old link, an item that was taken out."""

import datetime
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.history.models import Event
from plon.history.record import record
from plon.plans.actions.items import change_activity, change_group, change_indicator
from plon.plans.actions.linking import write_links
from plon.plans.actions.messages import write_message
from plon.plans.actions.use_plans import plan_use
from plon.plans.models import Indicator, Message, PlannedActivity, TargetGroup, UsePlan
from plon.plans.refusals import ElsewhereInPlon
from plon.projects.models import Project
from plon.results.models import Result

MODELS: dict[str, type[TargetGroup] | type[PlannedActivity] | type[Indicator] | type[UsePlan]] = {
    "plans.targetgroup": TargetGroup,
    "plans.plannedactivity": PlannedActivity,
    "plans.indicator": Indicator,
    "plans.useplan": UsePlan,
}


def put_back(event: Event, by: User) -> None:
    """Restore what an event changed in, or took out of, a plan (see `plon.projects.restoring`).

    A promised item that is changed back says so as its reason.

    Raises:
        ElsewhereInPlon: what it belongs to is gone, or it is there again already.
    """
    if event.kind.endswith(".removed"):
        _bring_back(event, by)
        return
    model = MODELS[event.subject_type]
    item = model._default_manager.filter(pk=event.subject_id).first() or _again(model, event)
    if item is None:
        raise ElsewhereInPlon(_("It is no longer in the plan, so nothing can be put back."))
    values = _values_of(model, event)
    reason = _("put back from the history")
    if isinstance(item, TargetGroup):
        change_group(item, by=by, reason=reason, **values)
    elif isinstance(item, Indicator):
        change_indicator(item, by=by, reason=reason, **values)
    elif isinstance(item, UsePlan):
        plan_use(item.result, by=by, reason=reason, **values)
    else:
        change_activity(item, by=by, reason=reason, **_links_before(event, item), **values)


def _again(model: type[models.Model], event: Event) -> Any:
    """Find an item that was taken out and brought back since: it has another key, but is the same."""
    removed = Event.objects.filter(
        subject_type=event.subject_type, subject_id=event.subject_id, kind__endswith=".removed"
    ).first()
    known = removed.changes.get("_item", [{}])[0].get("public_id") if removed else None
    return model._default_manager.filter(public_id=known).first() if known else None


def _values_of(model: type[models.Model], event: Event) -> dict[str, Any]:
    names = {field.name for field in model._meta.get_fields()} - {"results", "groups"}
    return {name: _value_of(model, name, told[0]) for name, told in event.changes.items() if name in names}


def _links_before(event: Event, activity: PlannedActivity) -> dict[str, Any]:
    links: dict[str, Any] = {}
    if "results" in event.changes:
        links["results"] = _results_in(activity.project_id, event.changes["results"][0])
    if "groups" in event.changes:
        links["reach"] = _reach_in(activity.project_id, event.changes["groups"][0])
    return links


def _results_in(project_id: int, told: list[dict[str, Any]]) -> list[Result]:
    ids = [each["id"] for each in told]
    return list(Result.objects.filter(project_id=project_id, public_id__in=ids))


def _reach_in(project_id: int, told: list[dict[str, Any]]) -> dict[TargetGroup, int | None]:
    people = {each["id"]: each.get("people") for each in told}
    groups = TargetGroup.objects.filter(project_id=project_id, public_id__in=people)
    return {group: people[group.public_id] for group in groups}


@transaction.atomic
def _bring_back(event: Event, by: User) -> None:
    model, project = MODELS[event.subject_type], Project.objects.get(pk=event.project_id or 0)
    known = event.changes.get("_item", [{}])[0]
    if "public_id" not in known:
        raise ElsewhereInPlon(_("This was taken out before Plon remembered what it was; it can't be put back."))
    if model._default_manager.filter(public_id=known["public_id"]).exists():
        raise ElsewhereInPlon(_("It is in the plan already."))
    item = model(project=project, **known, **_values_of(model, event))
    if isinstance(item, UsePlan):
        result = Result.objects.filter(project=project, public_id=event.changes["_result"][0]).first()
        if result is None or UsePlan.objects.filter(result=result).exists():
            raise ElsewhereInPlon(_("Its result is gone, or has another use plan by now."))
        item.result = result
    item.full_clean()
    item.save()
    _link_again(item, event, by)
    record("plan.restored", by=by, subject=item, project_id=project.pk)


def _link_again(item: TargetGroup | PlannedActivity | Indicator | UsePlan, event: Event, by: User) -> None:
    changes, project_id = event.changes, item.project_id
    if isinstance(item, PlannedActivity):
        results = _results_in(project_id, changes.get("results", [[]])[0])
        write_links(item, results, _reach_in(project_id, changes.get("groups", [[]])[0]))
        Indicator.objects.filter(project_id=project_id, public_id__in=changes.get("_indicators", [])).update(
            activity=item
        )
    if isinstance(item, TargetGroup):
        for each in changes.get("_messages", [[]])[0]:
            result = Result.objects.filter(project_id=project_id, public_id=each["result"]).first()
            if result:
                write_message(result, item, by=by, texts=each["texts"])
        people = {each["activity"]: each["people"] for each in changes.get("_activities", [])}
        for activity in PlannedActivity.objects.filter(project_id=project_id, public_id__in=people):
            activity.reach.create(group=item, people=people[activity.public_id])


def put_message_back(event: Event, by: User) -> None:
    """Restore the sentences that stood in a message before an event.

    Raises:
        ElsewhereInPlon: its result or its group is gone.
    """
    project_id, (result_id, group_id) = event.project_id or 0, event.changes.get("_pair", ["", ""])
    result = Result.objects.filter(project_id=project_id, public_id=result_id).first()
    group = TargetGroup.objects.filter(project_id=project_id, public_id=group_id).first()
    if not (result and group):
        message = Message.objects.select_related("result", "group").filter(pk=event.subject_id).first()
        if message is None:
            raise ElsewhereInPlon(_("It is no longer in the plan, so nothing can be put back."))
        result, group = message.result, message.group
    texts = {name: str(told[0] or "") for name, told in event.changes.items() if not name.startswith("_")}
    write_message(result, group, by=by, texts=texts, reason=_("put back from the history"))


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
