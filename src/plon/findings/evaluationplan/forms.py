"""The form of a question of the evaluation plan."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plon.findings.actions.questions import QUESTION_FIELDS
from plon.findings.enums import ASKS, Criterion, Method, When
from plon.findings.models import EvaluationQuestion
from plon.organisations.models import Organisation
from plon.plans.forms import PlanForm
from plon.plans.models import Indicator
from plon.projects.forms import DayField
from plon.results.models import Result
from plon.surveys.models import Survey

FIVE = [Criterion.RELEVANCE, Criterion.EFFECTIVENESS, Criterion.EFFICIENCY, Criterion.IMPACT, Criterion.SUSTAINABILITY]
TRAININGS = [each for each in Criterion if each not in FIVE]


def criterion_choices() -> list[tuple[str | Promise, Any]]:
    """Return the criteria in two groups: of any project, and of trainings."""
    return [
        (_("Of any project"), [(each.value, each.label) for each in FIVE]),
        (_("Of a training (Kirkpatrick)"), [(each.value, each.label) for each in TRAININGS]),
    ]


class ResultField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic when it runs
    """Results by their titles in the reader's language."""

    def label_from_instance(self, obj: Result) -> str:
        return obj.title_in(get_language() or "en")


class QuestionForm(PlanForm):
    """One question; the first two answers make a row, the others make it one that can be carried out."""

    FIELDS = QUESTION_FIELDS
    question = forms.CharField(
        label=_("What do you want to know?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("E.g. “Do teachers use the lessons again when the project is over?”"),
    )  # fmt: skip
    criterion = forms.ChoiceField(label=_("By which criterion?"), choices=criterion_choices)
    moment = forms.ChoiceField(label=_("When?"), choices=When.choices, widget=forms.RadioSelect)
    due_on = DayField(label=_("By which day?"), required=False)
    methods = forms.MultipleChoiceField(
        label=_("How do you find out?"), choices=Method.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Two methods that say the same are worth more than one."),
    )  # fmt: skip
    who = forms.CharField(
        label=_("Who asks, and whom?"), max_length=300, required=False,
        help_text=_("E.g. “Anna asks all teachers who took part”."),
    )  # fmt: skip
    responsible = forms.ModelChoiceField(
        label=_("Responsible partner"), queryset=Organisation.objects.none(), required=False, empty_label="—",
        help_text=_("It stands in that partner's calendar, too."),
    )  # fmt: skip
    indicator = forms.ModelChoiceField(
        label=_("Of which indicator?"), queryset=Indicator.objects.none(), required=False, empty_label="—"
    )
    survey = forms.ModelChoiceField(
        label=_("By which survey?"), queryset=Survey.objects.none(), required=False, empty_label="—"
    )
    result = ResultField(label=_("Of which result?"), queryset=Result.objects.none(), required=False, empty_label="—")
    use = forms.CharField(
        label=_("What is the answer used for?"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Who decides what with it. A question whose answer changes nothing can be left out."),
    )  # fmt: skip
    done_on = DayField(label=_("Done on"), required=False, help_text=_("Empty as long as it is planned."))
    field_order = (
        "question", "criterion", "moment", "due_on", "methods", "who", "responsible", "indicator", "survey", "result",
        "use", "done_on",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from("responsible", Organisation.objects.filter(partnerships__project=self.project))
        self.choose_from("indicator", Indicator.objects.filter(project=self.project))
        self.choose_from("survey", Survey.objects.filter(project=self.project))
        self.choose_from("result", Result.objects.filter(project=self.project).prefetch_related("texts"))

    @property
    def criteria(self) -> list[tuple[str | Promise, str | Promise]]:
        """Return each criterion with what it asks."""
        return [(each.label, ASKS[each]) for each in Criterion]


def initial_question(question: EvaluationQuestion | None) -> dict[str, Any]:
    """Return what the form shows at first."""
    if question is None:
        return {"version": 0, "moment": When.DURING}
    return {name: getattr(question, name) for name in QUESTION_FIELDS} | {"version": question.version}
