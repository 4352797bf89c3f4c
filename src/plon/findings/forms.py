"""Forms of findings and decisions."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from plon.findings.actions.decisions import DECISION_FIELDS
from plon.findings.actions.findings import FINDING_FIELDS
from plon.findings.enums import DecisionState, Strength
from plon.findings.figures import Figure
from plon.findings.models import Decision, EvaluationQuestion, Finding, FindingFigure
from plon.organisations.models import Organisation
from plon.plans.forms import PlanForm
from plon.projects.forms import DayField


class FindingForm(PlanForm):
    """What was seen, how sure that is, on which figures it rests."""

    FIELDS = FINDING_FIELDS
    title = forms.CharField(
        label=_("What did you see? In a sentence"), max_length=300,
        help_text=_("What is so, not what is to be done: “Teachers of small schools come to no workshop”."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("More about it"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("How you know it, what people said, what speaks against it."),
    )  # fmt: skip
    strength = forms.ChoiceField(
        label=_("How far can it be relied on?"), choices=Strength.choices, widget=forms.RadioSelect
    )
    seen_on = DayField(label=_("Seen on"))
    question = forms.ModelChoiceField(
        label=_("Which question of the evaluation plan does it answer?"), queryset=EvaluationQuestion.objects.none(),
        required=False, empty_label="—",
    )  # fmt: skip
    figures = forms.MultipleChoiceField(
        label=_("On which figures does it rest?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("They are kept as they are today, with their source, whatever they become later."),
    )  # fmt: skip
    field_order = ("title", "text", "strength", "figures", "seen_on", "question")

    def __init__(
        self, *args: Any, offered: Sequence[Figure] = (), kept: Sequence[FindingFigure] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from("question", EvaluationQuestion.objects.filter(project=self.project).order_by("due_on", "id"))
        self.kept = {figure.key for figure in kept}
        self.offered = {figure.key: figure for figure in offered if figure.key not in self.kept}
        choices: list[tuple[Any, Any]] = []
        if kept:
            choices.append((_("Kept with this finding"), [(each.key, _said(each)) for each in kept]))
        for group, figures in groupby(self.offered.values(), key=lambda figure: figure.group):
            choices.append((group, [(each.key, _said(each)) for each in figures]))
        self.offer("figures", choices)
        if not choices:
            del self.fields["figures"]

    def new_figures(self) -> list[Figure]:
        """Return what was chosen and is not kept yet."""
        return [self.offered[key] for key in self.cleaned_data.get("figures", ()) if key in self.offered]

    def dropped(self) -> set[str]:
        """Return the keys of what is kept and was not chosen any more."""
        return self.kept - set(self.cleaned_data.get("figures", ()))


def _said(figure: Figure | FindingFigure) -> str:
    day = f" ({date_format(figure.as_of)})" if figure.as_of else ""
    return f"{figure.label}: {figure.value}{day}"


def initial_finding(
    finding: Finding | None, question: EvaluationQuestion | None, chosen: Sequence[str]
) -> dict[str, Any]:
    """Return what the form shows at first: a finding, or a new one that begins from a question or a figure."""
    if finding is None:
        return {"version": 0, "strength": Strength.FAIR, "seen_on": timezone.localdate(), "question": question,
                "figures": list(chosen)}  # fmt: skip
    values = {name: getattr(finding, name) for name in FINDING_FIELDS}
    return {**values, "version": finding.version, "figures": [each.key for each in finding.figures.all()]}


class DecisionForm(PlanForm):
    """What follows from a finding."""

    FIELDS = DECISION_FIELDS
    text = forms.CharField(
        label=_("What will be done?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("E.g. “Two workshops move from the town to village schools”."),
    )  # fmt: skip
    who = forms.CharField(label=_("Who does it?"), max_length=200, required=False)
    responsible = forms.ModelChoiceField(
        label=_("Responsible partner"), queryset=Organisation.objects.none(), required=False, empty_label="—"
    )
    due_on = DayField(label=_("By which day?"), required=False)
    decided_on = DayField(label=_("Decided on"))
    field_order = ("text", "who", "responsible", "due_on", "decided_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from("responsible", Organisation.objects.filter(partnerships__project=self.project))


def initial_decision(decision: Decision | None) -> dict[str, Any]:
    if decision is None:
        return {"version": 0, "decided_on": timezone.localdate()}
    return {name: getattr(decision, name) for name in DECISION_FIELDS} | {"version": decision.version}


class ClosingForm(forms.Form):
    """What became of a decision."""

    state = forms.ChoiceField(
        label=_("What became of the decision?"),
        choices=[
            (DecisionState.DONE.value, _("It was carried out")),
            (DecisionState.DROPPED.value, _("It was dropped")),
        ],
        widget=forms.RadioSelect,
    )  # fmt: skip
    reason = forms.CharField(
        label=_("How it went, or why it was dropped"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("The report tells it."),
    )  # fmt: skip
    on = DayField(label=_("On which day?"))


class ItemForm(forms.Form):
    """Which item of the plan is to change."""

    item = forms.ChoiceField(label=_("What in the plan changes?"))

    def offer(self, choices: Sequence[tuple[Any, Any]]) -> None:
        field = self.fields["item"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  tells mypy which field it is
        field.choices = list(choices)
