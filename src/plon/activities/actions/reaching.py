"""Whom an act reached, and what it showed them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from plon.activities.actions.proven import lower_claims_in_bin, proofs_of_group, proven_of_group
from plon.activities.models import Activity, Reach
from plon.activities.refusals import LessThanProven
from plon.activities.splits import ReachRow, checked_split
from plon.plans.actions.saving import Changes
from plon.plans.enums import Purpose
from plon.plans.models import TargetGroup
from plon.plans.refusals import ElsewhereInPlon, NothingToShare
from plon.results.models import Result

# A group of the plan, the key of one that left it, or None for people of no group.
Reached = Mapping[TargetGroup | str | None, ReachRow]
Told = list[dict[str, Any]]


def check_links(activity: Activity, results: Iterable[Result], groups: Iterable[TargetGroup | str | None]) -> None:
    """Refuse links that mean nothing.

    Raises:
        ElsewhereInPlon: a result, a group, a plan line or a partner of another project.
        NothingToShare: dissemination that showed no result (domain.md §1.3).
    """
    elsewhere = ElsewhereInPlon(_("A result or group of another project can't be chosen."))
    project = activity.project
    if any(result.project_id != project.pk for result in results):
        raise elsewhere
    if any(isinstance(group, TargetGroup) and group.project_id != project.pk for group in groups):
        raise elsewhere
    if activity.planned is not None and activity.planned.project_id != project.pk:
        raise elsewhere
    responsible = activity.responsible_id
    if responsible is not None and not project.partnerships.filter(organisation_id=responsible).exists():
        raise ElsewhereInPlon(_("Only a partner of the project can have done it."), field="responsible")
    if activity.purpose == Purpose.DISSEMINATION and not list(results):
        raise NothingToShare(
            _("Dissemination shows a result: choose which. If nothing was shown, it was promotion."), field="results"
        )


def results_told(activity: Activity) -> Told:
    """Return the results that an act showed as the history keeps them."""
    return [{"id": result.public_id, "label": str(result)} for result in activity.results.all()]


def reach_told(activity: Activity) -> Told:
    """Return whom an act reached as the history keeps it."""
    return [_told(row) for row in activity.reach.all()]


def _told(row: Reach) -> dict[str, Any]:
    name = row.group_name or _("somebody else")
    return {
        "id": row.group_key, "name": row.group_name, "label": f"{name} ({row.people})", "people": row.people,
        "level": row.level, "split": row.split,
    }  # fmt: skip


def groups_again(activity: Activity) -> dict[TargetGroup | str | None, ReachRow]:
    """Return the groups of an act for another one that is still to come: nobody was reached yet."""
    rows = activity.reach.select_related("group")
    return {row.group: ReachRow(0, row.level) for row in rows if row.group or not row.group_key}


def write_results(activity: Activity, results: Iterable[Result]) -> Changes:
    """Set what an act showed; return what changed."""
    before = results_told(activity)
    activity.results.set(results)
    after = results_told(activity)
    return {} if {each["id"] for each in before} == {each["id"] for each in after} else {"results": [before, after]}


def write_reach(activity: Activity, reach: Reached) -> Changes:
    """Set whom an act reached; return what changed.

    Raises:
        BadSplit: a split does not add up.
        LessThanProven: evidence shows more people of a group than were to remain.
        ValidationError: a number or level is malformed.
    """
    before = reach_told(activity)
    known = {row.group_key: row for row in activity.reach.select_related("group")}
    kept: set[str] = set()
    for group, wanted in reach.items():
        row = _row_for(activity, group, known)
        row.people, row.level = wanted.people, wanted.level
        row.split = checked_split(wanted.split, wanted.people, row.group_name or _("somebody else"))
        _refuse_below_proof(activity, row.group_key, row.group_name, row.people)
        row.full_clean()
        row.save()
        kept.add(row.group_key)
    for key, row in known.items():
        if key not in kept:
            _refuse_below_proof(activity, key, row.group_name, 0)
            row.delete()
    after = reach_told(activity)
    return {} if _bare(before) == _bare(after) else {"reach": [before, after]}


def _bare(told: Told) -> dict[str, tuple[object, ...]]:
    return {each["id"]: (each["people"], each["level"], each["split"]) for each in told}


def _row_for(activity: Activity, group: TargetGroup | str | None, known: Mapping[str, Reach]) -> Reach:
    key = group.public_id if isinstance(group, TargetGroup) else group or ""
    if key in known:
        row = known[key]
    elif key and not isinstance(group, TargetGroup):
        raise ElsewhereInPlon(_("This target group is no longer in the plan."))
    else:
        row = Reach(activity=activity, group_key=key)
    if isinstance(group, TargetGroup):
        row.group, row.group_name = group, group.name
    return row


def _refuse_below_proof(activity: Activity, key: str, name: str, people: int) -> None:
    proven = proven_of_group(activity, key)
    if proven > people:
        pieces = ", ".join(f"“{proof.evidence}” ({proof.people})" for proof in proofs_of_group(activity, key)[:5])
        raise LessThanProven(
            _("Evidence shows %(proven)s people of “%(group)s”: %(pieces)s. Lower what the evidence shows first."),
            {"proven": proven, "group": name or _("somebody else"), "pieces": pieces},
        )
    lower_claims_in_bin(activity, key, people - proven)
