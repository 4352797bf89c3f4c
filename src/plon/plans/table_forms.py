"""The table of a plan: one small form per row, and what is applied to many rows at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from plon.plans.enums import Feeding, Measures, Nature, Phase, Purpose
from plon.plans.queries import Plan
from plon.programme.codelists import codelist
from plon.projects.forms import AmountField, DayField, ReasonField

Choices = Sequence[tuple[str, str]]


class RowForm(forms.Form):
    """What of one row can be changed in the table; the rest is in the item's own form."""

    FIELDS: tuple[str, ...] = ()

    def __init__(self, data: Mapping[str, Any] | None = None, *, choices: dict[str, Choices] | None = None) -> None:
        super().__init__(data)
        for name, offered in (choices or {}).items():
            if name in self.fields:
                field = self.fields[name]
                assert isinstance(field, forms.ChoiceField)  # noqa: S101  tells mypy which field it is
                field.choices = list(offered)

    def values(self, names: Iterable[str], plan: Plan) -> dict[str, Any]:
        """Return the cleaned values of some fields, with partners, packages and milestones looked up."""
        return {name: looked_up(name, self.cleaned_data[name], plan) for name in names}


def looked_up(name: str, value: Any, plan: Plan) -> Any:
    """Return the partner, work package or milestone that a field's public id means; any other value as it is."""
    lists: dict[str, Iterable[Any]] = {
        "responsible": plan.partners, "work_package": plan.work_packages, "milestone": plan.milestones,
    }  # fmt: skip
    if name not in lists:
        return value
    return next((each for each in lists[name] if each.public_id == value), None)


class ActivityRow(RowForm):
    FIELDS = ("title", "purpose", "phase", "start", "end", "responsible", "kind", "channel", "objective", "place",
              "cost", "work_package", "milestone")  # fmt: skip
    title = forms.CharField(label=_("Activity"), max_length=300)
    purpose = forms.ChoiceField(label=_("Purpose"), choices=Purpose.choices)
    phase = forms.ChoiceField(label=_("Phase"), choices=Phase.choices)
    start = DayField(label=_("From"), required=False)
    end = DayField(label=_("To"), required=False)
    responsible = forms.ChoiceField(label=_("Partner"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    objective = forms.ChoiceField(label=_("What should it achieve?"), required=False)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    cost = AmountField(label=_("Cost (EUR)"), required=False)
    work_package = forms.ChoiceField(label=_("Work package"), required=False)
    milestone = forms.ChoiceField(label=_("Milestone"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", _("The activity can't end before it starts."))
        return cleaned


class GroupRow(RowForm):
    FIELDS = ("name", "kind", "size", "need", "whereabouts")
    name = forms.CharField(label=_("Target group"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind of group"), required=False)
    size = forms.IntegerField(label=pgettext_lazy("people", "Size"), min_value=1, max_value=500_000_000, required=False)
    need = forms.CharField(label=_("What do they need?"), max_length=2000, required=False, widget=forms.Textarea)
    whereabouts = forms.CharField(
        label=_("Where are they already?"), max_length=1000, required=False, widget=forms.Textarea
    )


class IndicatorRow(RowForm):
    FIELDS = ("name", "measures", "level", "nature", "baseline", "target", "unit", "target_date", "source", "feeding",
              "work_package")  # fmt: skip
    name = forms.CharField(label=_("Indicator"), max_length=300)
    measures = forms.ChoiceField(label=_("It measures"), choices=Measures.choices)
    level = forms.ChoiceField(label=_("Level"), required=False)
    nature = forms.ChoiceField(label=_("Number or statement?"), choices=Nature.choices)
    baseline = forms.CharField(label=_("Today (baseline)"), max_length=200, required=False)
    target = forms.CharField(label=_("Target"), max_length=200, required=False)
    unit = forms.CharField(label=_("Unit"), max_length=60, required=False)
    target_date = DayField(label=_("By when"), required=False)
    source = forms.CharField(label=_("Source of verification"), max_length=300, required=False)
    feeding = forms.ChoiceField(label=_("Fed by"), required=False, choices=[("", "—"), *Feeding.choices])
    work_package = forms.ChoiceField(label=_("Work package"), required=False)


ROWS: dict[str, type[RowForm]] = {"activities": ActivityRow, "groups": GroupRow, "indicators": IndicatorRow}
# What can be given to many ticked rows at once.
APPLIED = {
    "activities": ("responsible", "phase", "purpose", "kind", "channel", "objective", "work_package", "milestone"),
    "groups": ("kind",),
    "indicators": ("measures", "level", "nature", "feeding", "work_package"),
}


def choices_for(kind: str, plan: Plan) -> dict[str, Choices]:
    """Return what the choices of a row offer; looked up once for the whole table."""
    language = get_language() or "en"
    none = ("", "—")

    def codes(name: str) -> Choices:
        return [none, *codelist(name).choices(language)]

    def things(items: Iterable[Any]) -> Choices:
        return [none, *((item.public_id, str(item)) for item in items)]

    shared = {"work_package": things(plan.work_packages)}
    if kind == "activities":
        return shared | {
            "responsible": things(plan.partners), "kind": codes("activity_kinds"), "channel": codes("channels"),
            "objective": codes("activity_objectives"), "milestone": things(plan.milestones),
        }  # fmt: skip
    if kind == "groups":
        return {"kind": codes("target_group_kinds")}
    return shared | {"level": codes("indicator_levels")}


# Chosen for many rows, it empties the field.
NOTHING = "-"


class ApplyForm(forms.Form):
    """One value for many ticked rows."""

    def __init__(self, data: QueryDict | None, *, kind: str, choices: dict[str, Choices]) -> None:
        super().__init__(data, prefix="apply")
        self.kind = kind
        for name in APPLIED[kind]:
            base = ROWS[kind].base_fields[name]
            assert isinstance(base, forms.ChoiceField)  # noqa: S101  only choices are applied
            offered = [each for each in choices.get(name, base.choices) if each[0]]  # type: ignore[union-attr]  # pairs
            empty = [] if base.required else [(NOTHING, _("empty it"))]
            self.fields[name] = forms.ChoiceField(
                label=base.label, required=False, choices=[("", _("leave as it is")), *empty, *offered]
            )

    def chosen(self) -> dict[str, str]:
        """Return what was chosen, as the cells of a row send it."""
        return {
            name: "" if value == NOTHING else value
            for name in APPLIED[self.kind]
            if (value := self.cleaned_data.get(name))
        }


class PasteForm(forms.Form):
    text = forms.CharField(
        label=_("Paste the cells here, with their headings"),
        required=False,
        max_length=2_000_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
    )
    file = forms.FileField(label=_("Or choose a file (XLSX, ODS, CSV)"), required=False)
    reason = ReasonField()
