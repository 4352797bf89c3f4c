"""The table of a plan: one small form per row, and what is applied to many rows at once."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plon.plans.enums import Feeding, Nature, Phase, Purpose
from plon.plans.queries import Plan
from plon.plans.sheets import Row
from plon.programme.codelists import codelist
from plon.projects.forms import AmountField, DayField, ReasonField

Choices = Sequence[tuple[str, str]]


class RowForm(forms.Form):
    """What of one row can be changed in the table; the rest is in the item's own form."""

    FIELDS: tuple[str, ...] = ()
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: QueryDict | None, *, item: Row, choices: dict[str, Choices]) -> None:
        initial = {name: _initial(item, name) for name in self.FIELDS} | {"version": item.version}
        super().__init__(data, prefix=item.public_id, initial=initial)
        self.item = item
        for name, offered in choices.items():
            if name in self.fields:
                field = self.fields[name]
                assert isinstance(field, forms.ChoiceField)  # noqa: S101  tells mypy which field it is
                field.choices = list(offered)
        for name, field in self.fields.items():
            field.widget.attrs["aria-label"] = f"{field.label}: {item}" if name != "version" else ""

    def cells(self) -> list[forms.BoundField]:
        return [self[name] for name in self.FIELDS]

    def changes(self, plan: Plan) -> dict[str, Any]:
        """Return the values that differ from what the row showed, with partners and packages looked up."""
        lists: dict[str, Iterable[Any]] = {
            "responsible": plan.partners, "work_package": plan.work_packages, "milestone": plan.milestones,
        }  # fmt: skip
        values: dict[str, Any] = {}
        for name in self.changed_data:
            if name in self.FIELDS:
                value = self.cleaned_data[name]
                if name in lists:
                    value = next((each for each in lists[name] if each.public_id == value), None)
                values[name] = value
        return values


def _initial(item: Row, name: str) -> Any:
    value = getattr(item, name)
    return getattr(value, "public_id", value)


class ActivityRow(RowForm):
    FIELDS = (
        "title",
        "purpose",
        "phase",
        "start",
        "end",
        "responsible",
        "channel",
        "objective",
        "cost",
        "work_package",
        "milestone",
    )
    title = forms.CharField(label=_("Activity"), max_length=300)
    purpose = forms.ChoiceField(label=_("Purpose"), choices=Purpose.choices)
    phase = forms.ChoiceField(label=_("Phase"), choices=Phase.choices)
    start = DayField(label=_("From"), required=False)
    end = DayField(label=_("To"), required=False)
    responsible = forms.ChoiceField(label=_("Partner"), required=False)
    channel = forms.ChoiceField(label=_("Channel"), required=False)
    objective = forms.ChoiceField(label=_("What should it achieve?"), required=False)
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
    FIELDS = ("name", "kind", "size", "need")
    name = forms.CharField(label=_("Target group"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind of group"), required=False)
    size = forms.IntegerField(label=_("Size"), min_value=1, max_value=500_000_000, required=False)
    need = forms.CharField(label=_("What do they need?"), max_length=2000, required=False)


class IndicatorRow(RowForm):
    FIELDS = (
        "name",
        "level",
        "nature",
        "baseline",
        "target",
        "unit",
        "target_date",
        "source",
        "feeding",
        "work_package",
    )
    name = forms.CharField(label=_("Indicator"), max_length=300)
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
    "activities": ("responsible", "phase", "purpose", "channel", "objective", "work_package", "milestone"),
    "groups": ("kind",),
    "indicators": ("level", "feeding", "work_package"),
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
            "responsible": things(plan.partners), "channel": codes("channels"),
            "objective": codes("activity_objectives"), "milestone": things(plan.milestones),
        }  # fmt: skip
    if kind == "groups":
        return {"kind": codes("target_group_kinds")}
    return shared | {"level": codes("indicator_levels")}


class ApplyForm(forms.Form):
    """One value for many ticked rows."""

    reason = ReasonField()

    def __init__(self, data: QueryDict | None, *, kind: str, choices: dict[str, Choices]) -> None:
        super().__init__(data, prefix="apply")
        self.kind = kind
        for name in APPLIED[kind]:
            base = ROWS[kind].base_fields[name]
            assert isinstance(base, forms.ChoiceField)  # noqa: S101  only choices are applied
            offered = [each for each in choices.get(name, base.choices) if each[0]]  # type: ignore[union-attr]  # pairs
            self.fields[name] = forms.ChoiceField(
                label=base.label, required=False, choices=[("", _("leave as it is")), *offered]
            )

    def chosen(self, plan: Plan) -> dict[str, Any]:
        lists: dict[str, Iterable[Any]] = {
            "responsible": plan.partners, "work_package": plan.work_packages, "milestone": plan.milestones,
        }  # fmt: skip
        return {
            name: next((each for each in lists[name] if each.public_id == value), None) if name in lists else value
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
