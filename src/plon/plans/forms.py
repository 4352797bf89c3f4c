"""Forms of a plan."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from plon.organisations.models import Organisation
from plon.plans.actions import ACTIVITY_FIELDS, GROUP_FIELDS, INDICATOR_FIELDS, USE_FIELDS
from plon.plans.enums import Feeding, Measures, Nature, Phase, Purpose
from plon.plans.models import PlannedActivity, TargetGroup
from plon.programme.codelists import codelist
from plon.programme.places import language_name
from plon.projects.forms import AmountField, DayField, ReasonField
from plon.projects.models import Milestone, Project, WorkPackage
from plon.results.models import Result
from plon.results.presenting import licence_choices

MOST_INTERIM = 5


def _choices(name: str) -> list[tuple[str, str]]:
    return codelist(name).choices(get_language() or "en")


class PlanForm(forms.Form):
    """What the forms of plan items share: the project they are of, and the version the person saw."""

    FIELDS: tuple[str, ...] = ()
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = ReasonField()

    def __init__(self, *args: Any, project: Project, is_promised: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project = project
        if not is_promised:
            del self.fields["reason"]

    def offer(self, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  tells mypy which field it is
        field.choices = list(choices)

    def choose_from(self, name: str, queryset: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  tells mypy which field it is
        field.queryset = queryset

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name in self.FIELDS}

    def why(self) -> str:
        """Return the reason that was given, if one was asked."""
        return str(self.cleaned_data.get("reason", ""))


class GroupForm(PlanForm):
    FIELDS = GROUP_FIELDS
    name = forms.CharField(
        label=_("Who exactly?"),
        max_length=200,
        help_text=_("Not “teachers” but “science teachers in the rural schools of our region”."),
    )
    kind = forms.ChoiceField(label=_("Kind of group"), required=False)
    levels = forms.MultipleChoiceField(label=_("Level"), required=False, widget=forms.CheckboxSelectMultiple)
    size = forms.IntegerField(label=_("How many are they, about?"), min_value=1, max_value=500_000_000, required=False)
    need = forms.CharField(
        label=_("What do they need?"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    whereabouts = forms.CharField(
        label=_("Where are they already?"),
        max_length=1000,
        required=False,
        help_text=_("Meetings, networks, sites and groups that they visit anyway."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ("name", "kind", "size", "levels", "need", "whereabouts", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("kind", [("", "—"), *_choices("target_group_kinds")])
        self.offer("levels", _choices("levels"))


class MessageForm(forms.Form):
    """One sentence per language: Polish, English and the project's other working languages."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = ReasonField()

    def __init__(self, *args: Any, project: Project, is_promised: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_promised:
            del self.fields["reason"]
        reader = get_language() or "en"
        self.languages = list(dict.fromkeys(["pl", "en", *(project.languages or [])]))
        for code in self.languages:
            self.fields[code] = forms.CharField(
                label=language_name(code, reader).capitalize(),
                max_length=400,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2, "lang": code}),
            )
        self.order_fields([*self.languages, "reason"])

    def why(self) -> str:
        return str(self.cleaned_data.get("reason", ""))

    def sentences(self) -> dict[str, str]:
        return {code: self.cleaned_data.get(code, "") for code in self.languages}


def shown(bound: forms.BoundField, value: Any) -> str:
    """Return a saved value of a field in words: names instead of codes, dates and lists as people read them."""
    if value in (None, "", [], False):
        return "—"
    if value is True:
        return gettext("yes")
    if isinstance(value, list | tuple):
        return ", ".join(shown(bound, each) for each in value)
    if isinstance(value, datetime.date):
        return date_format(value)
    names = {} if isinstance(bound.field, forms.ModelChoiceField) else dict(getattr(bound.field, "choices", ()))
    return str(names.get(value, value))


class ActivityForm(PlanForm):
    FIELDS = ACTIVITY_FIELDS
    title = forms.CharField(
        label=_("What will you do?"),
        max_length=300,
        help_text=_("E.g. “Workshop by the river for teachers of the district”."),
    )
    purpose = forms.ChoiceField(
        label=_("What is it for?"), choices=Purpose.choices, initial=Purpose.DISSEMINATION, widget=forms.RadioSelect,
        help_text=_("Dissemination shares a result with people who could use it. Promotion makes the project known."),
    )  # fmt: skip
    results = forms.ModelMultipleChoiceField(
        label=_("Which results does it share?"),
        queryset=Result.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    kind = forms.ChoiceField(label=_("Kind of activity"), required=False)
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    phase = forms.ChoiceField(label=_("When in the project's life?"), choices=Phase.choices, initial=Phase.DURING)
    start = DayField(label=_("From"), required=False)
    end = DayField(label=_("To"), required=False)
    place = forms.CharField(label=_("Place"), max_length=200, required=False, help_text=_("A town, or “online”."))
    responsible = forms.ModelChoiceField(
        label=_("Which partner is responsible?"), queryset=Organisation.objects.none(), required=False, empty_label="—"
    )
    cost = AmountField(label=_("Cost (EUR)"), required=False)
    objective = forms.ChoiceField(label=_("What should it achieve?"), required=False)
    work_package = forms.ModelChoiceField(
        label=_("Work package"), queryset=WorkPackage.objects.none(), required=False, empty_label="—"
    )
    milestone = forms.ModelChoiceField(
        label=_("Milestone"), queryset=Milestone.objects.none(), required=False, empty_label="—"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("kind", [("", "—"), *_choices("activity_kinds")])
        self.offer("objective", [("", "—"), *_choices("activity_objectives")])
        self.choose_from("work_package", WorkPackage.objects.filter(project=self.project))
        self.choose_from("milestone", Milestone.objects.filter(project=self.project))
        self.offer("channel", [("", "—"), *_choices("channels")])
        self.choose_from("results", Result.objects.filter(project=self.project))
        self.choose_from("responsible", Organisation.objects.filter(partnerships__project=self.project))
        self.groups = list(TargetGroup.objects.filter(project=self.project))
        for group in self.groups:
            self.fields[f"reaches_{group.pk}"] = forms.BooleanField(label=group.name, required=False)
            self.fields[f"people_{group.pk}"] = forms.IntegerField(
                label=_("People to reach"), min_value=0, max_value=500_000_000, required=False,
                widget=forms.NumberInput(attrs={"aria-label": f"{gettext('People to reach')}: {group.name}"}),
            )  # fmt: skip

    def chosen_reach(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return the (tick, people) fields of the groups it reaches."""
        return [pair for pair in self._reach_fields() if pair[0].value() or pair[1].value()]

    def other_reach(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return the (tick, people) fields of the groups it does not reach."""
        return [pair for pair in self._reach_fields() if not (pair[0].value() or pair[1].value())]

    def _reach_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"reaches_{group.pk}"], self[f"people_{group.pk}"]) for group in self.groups]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", _("The activity can't end before it starts."))
        return cleaned

    def reach(self) -> dict[TargetGroup, int | None]:
        """Return the groups that were ticked or given a number of people."""
        return {
            group: self.cleaned_data.get(f"people_{group.pk}")
            for group in self.groups
            if self.cleaned_data.get(f"reaches_{group.pk}") or self.cleaned_data.get(f"people_{group.pk}") is not None
        }


class IndicatorForm(PlanForm):
    FIELDS = INDICATOR_FIELDS
    name = forms.CharField(
        label=_("What will you measure?"),
        max_length=300,
        help_text=_("E.g. “Schools outside the partnership that use the lessons”."),
    )
    measures = forms.ChoiceField(label=_("It measures"), choices=Measures.choices, initial=Measures.RESULT)
    result = forms.ModelChoiceField(label=_("Result"), queryset=Result.objects.none(), required=False, empty_label="—")
    activity = forms.ModelChoiceField(
        label=_("Planned activity"), queryset=PlannedActivity.objects.none(), required=False, empty_label="—"
    )
    level = forms.ChoiceField(label=_("Level"), required=False)
    nature = forms.ChoiceField(label=_("Number or statement?"), choices=Nature.choices, initial=Nature.QUANTITATIVE)
    unit = forms.CharField(label=_("Unit"), max_length=60, required=False, help_text=_("Schools, people, % …"))
    baseline = forms.CharField(label=_("Today (baseline)"), max_length=200, required=False)
    target = forms.CharField(label=_("Target"), max_length=200, required=False)
    target_date = DayField(label=_("By when"), required=False)
    source = forms.CharField(
        label=_("How will you know? (source of verification)"), max_length=300, required=False,
        help_text=_("Attendance list, survey, declarations of use …"),
    )  # fmt: skip

    feeding = forms.ChoiceField(
        label=_("Where will its figures come from?"),
        required=False,
        choices=[("", _("nothing feeds it yet")), *Feeding.choices],
    )
    work_package = forms.ModelChoiceField(
        label=_("Work package"), queryset=WorkPackage.objects.none(), required=False, empty_label="—"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._add_interim_targets(kwargs.get("initial") or {})
        self.choose_from("work_package", WorkPackage.objects.filter(project=self.project))
        self.offer("level", [("", "—"), *_choices("indicator_levels")])
        self.choose_from("result", Result.objects.filter(project=self.project))
        self.choose_from("activity", PlannedActivity.objects.filter(project=self.project))

    def _add_interim_targets(self, initial: Mapping[str, Any]) -> None:
        known = initial.get("interim_targets") or []
        for number in range(max(MOST_INTERIM, len(known))):
            step = {"number": number + 1}
            self.fields[f"interim_date_{number}"] = DayField(
                label=gettext("Step %(number)s: by when") % step, required=False
            )
            self.fields[f"interim_value_{number}"] = forms.CharField(
                label=gettext("Step %(number)s: how much") % step, max_length=60, required=False
            )
            if number < len(known):
                self.initial[f"interim_date_{number}"] = known[number].get("date")
                self.initial[f"interim_value_{number}"] = known[number].get("value")

    def interim_fields(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return the (date, value) fields of the targets on the way."""
        count = sum(name.startswith("interim_date_") for name in self.fields)
        return [(self[f"interim_date_{number}"], self[f"interim_value_{number}"]) for number in range(count)]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        targets: list[dict[str, str]] = []
        for date, value in self.interim_fields():
            day, wanted = cleaned.get(date.name), cleaned.get(value.name)
            if day and wanted:
                targets.append({"date": day.isoformat(), "value": wanted})
            elif day and value.name not in self.errors:
                self.add_error(value.name, _("Say how much there should be by then."))
            elif wanted and date.name not in self.errors:
                self.add_error(date.name, _("Say by when."))
        cleaned["interim_targets"] = sorted(targets, key=lambda each: each["date"])
        return cleaned


class UseForm(PlanForm):
    """How a result goes on after funding."""

    FIELDS = USE_FIELDS
    form = forms.ChoiceField(
        label=_("How will it be used?"), help_text=_("Not everything must last: to retire it on purpose is a plan too.")
    )
    users = forms.CharField(
        label=_("Who will use it?"),
        max_length=300,
        required=False,
        help_text=_("E.g. “science teachers of the three schools, each spring”."),
    )
    keeper = forms.ModelChoiceField(
        label=_("Which partner keeps it?"), queryset=Organisation.objects.none(), required=False, empty_label="—"
    )
    resources = forms.CharField(
        label=_("On what means?"),
        max_length=500,
        required=False,
        help_text=_(
            "Hours and euros a year, and who has them: “2 hours a month of the librarian, 60 EUR for the domain”."
        ),
    )
    until = DayField(label=_("Until when?"), required=False)
    risk = forms.CharField(
        label=_("What could go wrong, or why is it retired?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ("form", "users", "keeper", "resources", "until", "risk", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        self.offer("form", [("", "—"), *codelist("use_forms").choices(language)])
        self.choose_from("keeper", Organisation.objects.filter(partnerships__project=self.project))


class ResultCardForm(PlanForm):
    """What the board changes of a result in place; all else is on the result's own page."""

    FIELDS = ("title", "kind", "licence", "planned_for", "responsible", "work_package")
    title = forms.CharField(label=_("What will there be?"), max_length=300)
    kind = forms.ChoiceField(label=_("Thing or change?"))
    licence = forms.ChoiceField(label=_("Licence"), required=False)
    planned_for = DayField(label=_("Planned for"), required=False)
    responsible = forms.ModelChoiceField(
        label=_("Which partner is responsible?"), queryset=Organisation.objects.none(), required=False, empty_label="—"
    )
    work_package = forms.ModelChoiceField(
        label=_("Work package"), queryset=WorkPackage.objects.none(), required=False, empty_label="—"
    )
    field_order = ("title", "kind", "licence", "planned_for", "responsible", "work_package", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("kind", _choices("result_kinds"))
        self.offer("licence", licence_choices(get_language() or "en"))
        self.choose_from("responsible", Organisation.objects.filter(partnerships__project=self.project))
        self.choose_from("work_package", WorkPackage.objects.filter(project=self.project))


class LinkForm(forms.Form):
    """With which activity a result or group is linked, or from which it is taken."""

    reason = ReasonField()

    def __init__(self, *args: Any, subject: Result | TargetGroup, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        activities = list(PlannedActivity.objects.filter(project=project))
        linked = set(subject.planned_activities.values_list("pk", flat=True))
        self.known = {activity.public_id: activity for activity in activities}
        self.linked = [activity for activity in activities if activity.pk in linked]
        choices = [(each.public_id, each.title) for each in activities if each.pk not in linked]
        self.fields["activity"] = forms.CharField(
            label=_("Planned activity"),
            required="disconnect" not in self.data,
            widget=forms.Select(choices=[("", "—"), *choices]),
        )
        self.order_fields(["activity", "reason"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        wanted = self.data.get("disconnect") or cleaned.get("activity")
        if "activity" not in self.errors and wanted not in self.known:
            self.add_error("activity", _("Choose an activity."))
        return cleaned

    def chosen(self) -> tuple[PlannedActivity, bool]:
        """Return the activity, and whether the link is to be taken away."""
        undone = self.known.get(self.data.get("disconnect", ""))
        return (undone, True) if undone else (self.known[self.cleaned_data["activity"]], False)


class RemoveForm(forms.Form):
    """Why a promised item is taken out."""

    reason = ReasonField(required=True)


class PairForm(forms.Form):
    """Which group and which result a new message is for."""

    result = forms.ChoiceField(label=_("Result"))
    group = forms.ChoiceField(label=_("Target group"))

    def offer(self, results: list[tuple[str, str]], groups: list[tuple[str, str]]) -> None:
        for name, choices in (("result", results), ("group", groups)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  tells mypy which field it is
            field.choices = choices


class PosterForm(forms.Form):
    paper = forms.ChoiceField(label=_("Paper"), choices=[(p, p) for p in ("A3", "A2", "A1", "A0")], initial="A3")
    orientation = forms.ChoiceField(
        label=_("Orientation"),
        choices=[("landscape", _("landscape")), ("portrait", _("portrait"))],
        initial="landscape",
    )
    language = forms.ChoiceField(label=_("Language"), choices=[("pl", "polski"), ("en", "English")])
    content = forms.ChoiceField(
        label=_("Content"),
        choices=[("plan", _("our plan")), ("blank", _("blank, to fill in at a workshop"))],
        initial="plan",
    )
    gaps = forms.BooleanField(label=_("Mark what is missing"), required=False)
    output = forms.ChoiceField(choices=[("pdf", "PDF"), ("png", "PNG")], required=False)
    sheet = forms.IntegerField(min_value=1, max_value=99, required=False, widget=forms.HiddenInput)
