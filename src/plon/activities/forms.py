"""The form of an act: short for what everybody knows, the rest folded away."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from plon.activities.enums import ActivityState, Mode
from plon.activities.models import Activity
from plon.activities.splits import FEWER, PARTS, ReachRow
from plon.organisations.models import Organisation
from plon.plans.enums import Purpose
from plon.plans.forms import PlanForm
from plon.plans.models import PlannedActivity, TargetGroup
from plon.programme.codelists import codelist
from plon.programme.places import language_choices
from plon.projects.forms import AmountField, DayField
from plon.results.models import Result

OTHER = "other"
MOST_PEOPLE = 500_000_000
# Days between the first and the last one; what the plan gives longer is a period, no event.
LONGEST_EVENT = 6


@dataclass(frozen=True)
class GroupFields:
    """The fields that count the people of one group."""

    key: str
    name: str
    people: forms.BoundField
    level: forms.BoundField
    totals: tuple[tuple[str, tuple[forms.BoundField, ...]], ...]
    fewer: forms.BoundField
    is_split: bool


class CountsPeople(PlanForm):
    """A form with a number of people per group, and folded away who they were."""

    def count(self, groups: Iterable[tuple[str, TargetGroup | None, str]], first: Iterable[str]) -> None:
        """Add the fields of groups.

        Args:
            groups: (key, group or None, name) of each; the key "" is for people of no group.
            first: keys of the groups that stand in sight; the others are folded away.
        """
        self.counted = {key: (group, name) for key, group, name in groups}
        self.in_sight = set(first)
        for key, (_group, name) in self.counted.items():
            for field, label in self._labels(key):
                self.fields[field] = forms.IntegerField(
                    label=label, min_value=0, max_value=MOST_PEOPLE, required=False,
                    widget=forms.NumberInput(attrs={"inputmode": "numeric", "aria-label": f"{name}: {label}"}),
                )  # fmt: skip
            self.fields[f"level_{key or OTHER}"] = forms.ChoiceField(
                label=_("Level"), required=False, choices=[("", "—"), *codelist("levels").choices(_language())],
                widget=forms.Select(attrs={"aria-label": f"{name}: {gettext('Level')}"}),
            )  # fmt: skip

    def _labels(self, key: str) -> list[tuple[str, str]]:
        stem = key or OTHER
        found = [(f"people_{stem}", gettext("People reached"))]
        for part, codes in PARTS.items():
            found += [(f"{part}_{stem}_{term.code}", term.name(_language())) for term in codelist(codes)]
        return [*found, (f"fewer_{stem}", gettext("with fewer opportunities"))]

    def reach_in_sight(self) -> list[GroupFields]:
        return [each for each in self._groups() if each.key in self.in_sight or each.people.value() not in (None, "")]

    def reach_folded(self) -> list[GroupFields]:
        shown = {each.key for each in self.reach_in_sight()}
        return [each for each in self._groups() if each.key not in shown]

    def _groups(self) -> list[GroupFields]:
        found = []
        names = {"role": gettext("Their role"), "age": gettext("Their age")}
        for key, (_group, name) in self.counted.items():
            stem = key or OTHER
            totals = tuple(
                (names[part], tuple(self[f"{part}_{stem}_{code}"] for code in codelist(codes).codes))
                for part, codes in PARTS.items()
            )
            fewer = self[f"fewer_{stem}"]
            fields = [fewer, *(field for _name, part in totals for field in part)]
            is_split = any(field.value() not in (None, "") or field.errors for field in fields)
            found.append(GroupFields(key, name, self[f"people_{stem}"], self[f"level_{stem}"], totals, fewer, is_split))
        return found

    def check_counts(self) -> None:
        """Ask for the whole where only parts are given."""
        for key in self.counted:
            stem = key or OTHER
            if self.cleaned_data.get(f"people_{stem}") is None and self._split_of(stem):
                self.add_error(f"people_{stem}", _("Say how many people there were in all."))

    def _split_of(self, stem: str) -> dict[str, Any]:
        split: dict[str, Any] = {}
        for part, codes in PARTS.items():
            totals = {code: self.cleaned_data.get(f"{part}_{stem}_{code}") for code in codelist(codes).codes}
            if any(totals.values()):
                split[part] = {code: number for code, number in totals.items() if number}
        if self.cleaned_data.get(f"fewer_{stem}"):
            split[FEWER] = self.cleaned_data[f"fewer_{stem}"]
        return split

    def reach(self) -> dict[TargetGroup | str | None, ReachRow]:
        """Return whom it reached: every group that got a number."""
        found: dict[TargetGroup | str | None, ReachRow] = {}
        for key, (group, _name) in self.counted.items():
            stem = key or OTHER
            people = self.cleaned_data.get(f"people_{stem}")
            if people is not None:
                level = self.cleaned_data.get(f"level_{stem}", "")
                found[group or key or None] = ReachRow(people, level, self._split_of(stem))
        return found


class ActForm(CountsPeople):
    """What was done, when, where, for whom, what was shown and learnt."""

    FIELDS = (
        "title", "kind", "channel", "purpose", "start", "end", "starts_at", "ends_at", "mode", "place", "language",
        "responsible", "cost", "learnt", "link", "planned",
    )  # fmt: skip
    planned = forms.ModelChoiceField(
        label=_("Which line of the plan does it keep?"), queryset=PlannedActivity.objects.none(), required=False,
        to_field_name="public_id", empty_label=_("none, it was not planned"),
    )  # fmt: skip
    title = forms.CharField(
        label=_("What did you do?"), max_length=300,
        help_text=_("E.g. “Workshop by the river for 24 science teachers”."),
    )  # fmt: skip
    state = forms.ChoiceField(
        label=_("Is it done?"), initial=ActivityState.DONE, widget=forms.RadioSelect,
        choices=[
            (ActivityState.DONE, _("it is done")),
            (ActivityState.IN_PROGRESS, _("it goes on at the moment")),
            (ActivityState.PLANNED, _("it is still to come")),
        ],
    )  # fmt: skip
    start = DayField(label=_("When?"), error_messages={"required": _("When was it? A thing done has its date.")})
    end = DayField(label=_("Until (if several days)"), required=False)
    starts_at = forms.TimeField(
        label=_("From (hour)"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends_at = forms.TimeField(
        label=_("Until (hour)"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    mode = forms.ChoiceField(label=_("Where?"), choices=Mode.choices, initial=Mode.ON_SITE, widget=forms.RadioSelect)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    responsible = forms.ModelChoiceField(
        label=_("Which partner did it?"), queryset=Organisation.objects.none(), required=False, empty_label="—"
    )
    purpose = forms.ChoiceField(
        label=_("What was it for?"), choices=Purpose.choices, initial=Purpose.DISSEMINATION, widget=forms.RadioSelect,
        help_text=_("Dissemination shows a result to people who could use it. Promotion makes the project known."),
    )  # fmt: skip
    results = forms.ModelMultipleChoiceField(
        label=_("Which results did you show?"), queryset=Result.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    learnt = forms.CharField(
        label=_("What did you learn? What did people say?"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("Kind of activity"), required=False)
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    cost = AmountField(label=_("Cost (EUR)"), required=False)
    link = forms.URLField(
        label=_("Link"), max_length=1000, required=False, assume_scheme="https",
        help_text=_("Where one can read about it: a post, an article, a programme."),
    )  # fmt: skip

    def __init__(self, *args: Any, activity: Activity | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activity = activity
        language = _language()
        self.choose_from("planned", PlannedActivity.objects.filter(project=self.project))
        self.choose_from("responsible", Organisation.objects.filter(partnerships__project=self.project))
        self.choose_from("results", Result.objects.filter(project=self.project).prefetch_related("texts"))
        self.offer("kind", [("", "—"), *codelist("activity_kinds").choices(language)])
        self.offer("channel", [("", "—"), *codelist("channels").choices(language)])
        self.offer("language", [("", "—"), *_languages(self.project.languages, language)])
        if activity is not None:
            del self.fields["state"]
        self.fields["start"].required = self._state() == ActivityState.DONE
        self.count(self._all_groups(), self._groups_in_sight())

    def _state(self) -> str:
        if self.activity is not None:
            return self.activity.state
        return str(self.data.get("state") or self.initial.get("state") or ActivityState.DONE)

    def _all_groups(self) -> list[tuple[str, TargetGroup | None, str]]:
        groups: list[tuple[str, TargetGroup | None, str]] = [
            (group.public_id, group, group.name) for group in TargetGroup.objects.filter(project=self.project)
        ]
        known = {key for key, _group, _name in groups}
        if self.activity is not None:
            # People of a group that left the plan since stay counted.
            groups += [
                (row.group_key, None, row.group_name)
                for row in self.activity.reach.all()
                if row.group_key and row.group_key not in known
            ]
        return [*groups, ("", None, gettext("Somebody else"))]

    def _groups_in_sight(self) -> set[str]:
        chosen = self.initial.get("planned")
        planned = chosen if isinstance(chosen, PlannedActivity) else None
        if planned is not None:
            return {each.group.public_id for each in planned.reach.select_related("group")} | {""}
        groups = TargetGroup.objects.filter(project=self.project).values_list("public_id", flat=True)
        return {*groups[:6], ""}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", _("The activity can't end before it starts."))
        if start and start > timezone.localdate() and self._state() == ActivityState.DONE:
            self.add_error("start", _("This day is still to come. Choose “it is still to come”, or mend the date."))
        self.check_counts()
        return cleaned


def initial_of(activity: Activity) -> dict[str, Any]:
    """Return what the form shows of an act."""
    initial = {name: getattr(activity, name) for name in ActForm.FIELDS} | {"version": activity.version}
    initial["results"] = list(activity.results.all())
    for row in activity.reach.all():
        initial |= _initial_reach(row.group_key or OTHER, row.people, row.level, row.split)
    return initial


def _initial_reach(stem: str, people: int | None, level: str, split: dict[str, Any]) -> dict[str, Any]:
    initial: dict[str, Any] = {f"people_{stem}": people, f"level_{stem}": level, f"fewer_{stem}": split.get(FEWER)}
    for part in PARTS:
        initial |= {f"{part}_{stem}_{code}": number for code, number in split.get(part, {}).items()}
    return initial


def initial_from(planned: PlannedActivity, today: datetime.date) -> dict[str, Any]:
    """Return what the form of a new act takes over from a line of the plan."""
    initial: dict[str, Any] = {
        name: getattr(planned, name) for name in ("title", "kind", "channel", "purpose", "place", "responsible")
    }
    start, end = planned.start, planned.end
    if start and end and (end - start).days > LONGEST_EVENT:
        # A period in which something was to happen says nothing about the day on which it did.
        start, end = today if start <= today <= end else None, None
    start = start if planned.start else today
    initial |= {"planned": planned, "results": list(planned.results.all()), "start": start, "end": end}
    initial["state"] = ActivityState.PLANNED if (planned.start or today) > today else ActivityState.DONE
    for each in planned.reach.select_related("group"):
        if len(each.group.levels) == 1:
            initial[f"level_{each.group.public_id}"] = each.group.levels[0]
    return initial


def _language() -> str:
    return get_language() or "en"


def _languages(own: list[str] | None, language: str) -> list[tuple[str, str]]:
    """Return the languages to choose from, those of the project first."""
    all_of = language_choices(language)
    mine = set(own or [])
    return [each for each in all_of if each[0] in mine] + [each for each in all_of if each[0] not in mine]


class StateForm(forms.Form):
    """Where an act goes from here, and why if it did not happen."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    state = forms.ChoiceField(label=_("How far is it?"), widget=forms.RadioSelect)
    start = DayField(label=_("Date"), required=False, help_text=_("When it took place, or when it is now to be."))
    reason = forms.CharField(
        label=_("Why was it postponed or cancelled?"), max_length=500, required=False,
        help_text=_("One sentence. The report will ask for it."), widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, *args: Any, states: Iterable[str], day: datetime.date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        field = self.fields["state"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  tells mypy which field it is
        wanted = set(states)
        field.choices = [(value, label) for value, label in ActivityState.choices if value in wanted]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        day = cleaned.get("start") or self.day
        if cleaned.get("state") == ActivityState.DONE and day and day > timezone.localdate():
            self.add_error("start", _("This day is still to come, so it can't be done yet. Mend the date."))
        return cleaned
