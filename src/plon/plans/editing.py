"""How each kind of item is shown in its form and saved from it: one table for the board and the item pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.plans import actions
from plon.plans.forms import ActivityForm, GroupForm, IndicatorForm, PlanForm, ResultCardForm, UseForm
from plon.plans.models import Indicator, PlannedActivity, TargetGroup, UsePlan
from plon.plans.refusals import ChangedMeanwhile
from plon.projects.models import Project
from plon.results.actions import change_result
from plon.results.models import Result

Values = dict[str, Any]


@dataclass(frozen=True)
class Editor:
    """What is particular to one kind of item."""

    form: type[PlanForm]
    heading: Promise
    section: str
    add: Callable[[Project, User, PlanForm], TargetGroup | PlannedActivity | Indicator] | None
    initial: Callable[[Any], Values]
    change: Callable[[Any, User, PlanForm], object]


def _group(group: TargetGroup) -> Values:
    return {name: getattr(group, name) for name in actions.GROUP_FIELDS} | {"version": group.version}


def _activity(activity: PlannedActivity) -> Values:
    initial = {name: getattr(activity, name) for name in actions.ACTIVITY_FIELDS} | {"version": activity.version}
    initial["results"] = list(activity.results.all())
    for reach in activity.reach.all():
        initial |= {f"reaches_{reach.group_id}": True, f"people_{reach.group_id}": reach.people}
    return initial


def _indicator(indicator: Indicator) -> Values:
    return {name: getattr(indicator, name) for name in actions.INDICATOR_FIELDS} | {"version": indicator.version}


def initial_use(result: Result) -> Values:
    use = UsePlan.objects.filter(result=result).first()
    return {"version": 0} if use is None else {
        **{name: getattr(use, name) for name in actions.USE_FIELDS}, "version": use.version,
    }  # fmt: skip


def _result(result: Result) -> Values:
    names = ("kind", "licence", "planned_for", "responsible", "work_package")
    initial = {name: getattr(result, name) for name in names}
    return {**initial, "title": result.title_in(get_language() or "en"), "version": result.version}


def _change_result(result: Result, by: User, form: PlanForm) -> None:
    language = (get_language() or "en")[:2]
    values = {name: value for name, value in form.values().items() if name in form.changed_data}
    if "title" in values:
        values[f"title_{language}"] = values.pop("title")
    outcome = change_result(result, by=by, values=values, version=form.cleaned_data["version"], reason=form.why())
    if outcome.conflicts:
        raise ChangedMeanwhile(_("Somebody else saved this meanwhile. Look at both and save again."))


def _add_activity(project: Project, by: User, form: PlanForm) -> PlannedActivity:
    assert isinstance(form, ActivityForm)  # noqa: S101  the table below pairs them
    return actions.add_activity(
        project, by=by, results=form.cleaned_data["results"], reach=form.reach(), **form.values()
    )


def _change_activity(activity: PlannedActivity, by: User, form: PlanForm) -> PlannedActivity:
    assert isinstance(form, ActivityForm)  # noqa: S101  the table below pairs them
    return actions.change_activity(
        activity, by=by, version=form.cleaned_data["version"], reason=form.why(),
        results=form.cleaned_data["results"], reach=form.reach(), **form.values(),
    )  # fmt: skip


EDITORS: Mapping[str, Editor] = {
    "result": Editor(ResultCardForm, _("Result"), "results", None, _result, _change_result),
    "group": Editor(
        GroupForm, _("Target group"), "groups",
        lambda project, by, form: actions.add_group(project, by=by, **form.values()),
        _group,
        lambda group, by, form: actions.change_group(
            group, by=by, version=form.cleaned_data["version"], reason=form.why(), **form.values()
        ),
    ),
    "activity": Editor(ActivityForm, _("Planned activity"), "activities", _add_activity, _activity, _change_activity),
    "indicator": Editor(
        IndicatorForm, _("Indicator"), "indicators",
        lambda project, by, form: actions.add_indicator(project, by=by, **form.values()),
        _indicator,
        lambda indicator, by, form: actions.change_indicator(
            indicator, by=by, version=form.cleaned_data["version"], reason=form.why(), **form.values()
        ),
    ),
    "use_plan": Editor(
        UseForm, _("What stays"), "use", None, initial_use,
        lambda result, by, form: actions.plan_use(
            result, by=by, version=form.cleaned_data["version"], reason=form.why(), **form.values()
        ),
    ),
}  # fmt: skip
