"""Put back what the history remembers of an act: an old value, or the whole of it with its proofs."""

import datetime
import uuid
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.activities.actions.acts import change_logged_activity
from plon.activities.actions.removing import STATE_FIELDS
from plon.activities.actions.saving import ACT_FIELDS
from plon.activities.actions.states import set_state
from plon.activities.models import Activity, Proof, Reach
from plon.activities.splits import ReachRow
from plon.evidence.models import Evidence
from plon.history.models import Event
from plon.history.record import record
from plon.plans.models import TargetGroup
from plon.plans.refusals import ElsewhereInPlon
from plon.results.models import Result


def put_back(event: Event, by: User) -> None:
    """Restore what an event changed in an act, or the act that it removed (see `plon.projects.restoring`).

    Raises:
        ElsewhereInPlon: the act is gone, or it is there again already.
        DomainError, ValidationError: the old value is no longer allowed.
    """
    if event.kind.endswith(".removed"):
        _bring_back(event, by)
        return
    activity = Activity.objects.filter(pk=event.subject_id).first() or _again(event)
    if activity is None:
        raise ElsewhereInPlon(_("This activity was removed. Put it back first."))
    with transaction.atomic():
        if "state" in event.changes or "reason" in event.changes:
            days = {name: _value_of(name, event.changes[name][0]) for name in ("start", "end") if name in event.changes}
            state = (event.changes.get("state") or [activity.state])[0]
            reason = (event.changes.get("reason") or [activity.reason])[0]
            set_state(activity, by=by, state=state, reason=reason, **days)
            return
        values = {name: _value_of(name, event.changes[name][0]) for name in ACT_FIELDS if name in event.changes}
        change_logged_activity(activity, by=by, **_links_before(event, activity), **values)


def _again(event: Event) -> Activity | None:
    """Find an act that was removed and brought back since: it has another key, but is the same."""
    removed = Event.objects.filter(
        subject_type=event.subject_type, subject_id=event.subject_id, kind="act.removed"
    ).first()
    known = removed.changes.get("_act", [{}])[0].get("public_id") if removed else None
    return Activity.objects.filter(public_id=known).first() if known else None


def _value_of(name: str, value: Any) -> Any:
    field = Activity._meta.get_field(name)
    if value is None:
        return None
    if isinstance(field, models.DateField):
        return datetime.date.fromisoformat(value)
    if isinstance(field, models.TimeField):
        return datetime.time.fromisoformat(value)
    if isinstance(field, models.DecimalField):
        return Decimal(value)
    if isinstance(field, models.ForeignKey):
        return field.remote_field.model._default_manager.filter(pk=value["id"]).first()
    return value


def _links_before(event: Event, activity: Activity) -> dict[str, Any]:
    links: dict[str, Any] = {}
    if "results" in event.changes:
        links["results"] = _results_in(activity.project_id, event.changes["results"][0])
    if "reach" in event.changes:
        told = event.changes["reach"][0]
        groups = _groups_in(activity.project_id, told)
        there = set(activity.reach.values_list("group_key", flat=True))
        links["reach"] = {
            groups.get(each["id"]) or each["id"] or None: ReachRow(each["people"], each["level"], each["split"])
            for each in told
            if each["id"] in groups or each["id"] in there or not each["id"]
        }
    return links


def _results_in(project_id: int, told: list[dict[str, Any]]) -> list[Result]:
    return list(Result.objects.filter(project_id=project_id, public_id__in=[each["id"] for each in told]))


def _groups_in(project_id: int, told: list[dict[str, Any]]) -> dict[str, TargetGroup]:
    groups = TargetGroup.objects.filter(project_id=project_id, public_id__in=[each["id"] for each in told])
    return {group.public_id: group for group in groups}


@transaction.atomic
def _bring_back(event: Event, by: User) -> None:
    known, changes, project_id = event.changes["_act"][0], event.changes, event.project_id or 0
    if Activity.objects.filter(public_id=known["public_id"]).exists():
        raise ElsewhereInPlon(_("This activity is there already."))
    values = {name: _value_of(name, changes[name][0]) for name in (*ACT_FIELDS, *STATE_FIELDS) if name in changes}
    activity = Activity(
        project_id=project_id,
        public_id=known["public_id"],
        promise=known["promise"],
        device_key=uuid.UUID(known["device_key"]) if known["device_key"] else None,
        series=uuid.UUID(known["series"]) if known["series"] else None,
        logged_by=User.objects.filter(pk=known["logged_by"] or 0).first(),
        logged_label=known["logged_label"],
        **values,
    )
    activity.full_clean(validate_unique=False)
    activity.save()
    activity.results.set(_results_in(project_id, changes["results"][0]))
    _reach_again(activity, changes["reach"][0])
    _prove_again(activity, changes.get("_proofs", []))
    record("act.restored", by=by, subject=activity, project_id=project_id)


def _reach_again(activity: Activity, told: list[dict[str, Any]]) -> None:
    groups = _groups_in(activity.project_id, told)
    for each in told:
        Reach.objects.create(
            activity=activity, group=groups.get(each["id"]), group_key=each["id"], group_name=each["name"],
            people=each["people"], level=each["level"], split=each["split"],
        )  # fmt: skip


def _prove_again(activity: Activity, proofs: list[dict[str, Any]]) -> None:
    pieces = Evidence.objects.filter(project_id=activity.project_id).in_bulk(
        [proof["evidence"] for proof in proofs], field_name="public_id"
    )
    for proof in proofs:
        if proof["evidence"] in pieces:
            Proof.objects.create(
                activity=activity, evidence=pieces[proof["evidence"]], group_key=proof["group"], people=proof["people"]
            )
