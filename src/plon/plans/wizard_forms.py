"""The rows of the wizard: small forms, many on a page, of which only those count that somebody touched."""

import datetime
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plon.organisations.models import Organisation
from plon.plans.enums import Feeding, Nature, Phase
from plon.programme.codelists import codelist
from plon.programme.places import country_choices
from plon.projects.forms import DayField, ReasonField


def named_choices(name: str) -> list[tuple[str, str]]:
    return [("", "—"), *codelist(name).choices(get_language() or "en")]


def partner_choices(partners: Iterable[Organisation]) -> list[tuple[str, str]]:
    return [("", "—"), *((str(partner.pk), partner.name) for partner in partners)]


class RowForm(forms.Form):
    """A row knows what the page showed (`was`), so that what the person did not touch is never written.

    Two people may change different fields of one item; only the same field of both is a conflict.
    """

    was = forms.Field(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, is_promised: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_promised:
            self.fields["reason"] = ReasonField()
        for field in self.fields.values():
            field.widget.attrs.pop("required", None)
        self.use_required_attribute = False
        self.initial["was"] = json.dumps({name: _as_posted(self.get_initial_for_field(self.fields[name], name))
                                          for name in self.asked()}, ensure_ascii=False)  # fmt: skip

    def asked(self) -> list[str]:
        """Return the names of the fields that hold content."""
        return [name for name in self.fields if name not in {"was", "reason"}]

    def shown_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name != "reason"]

    def touched(self) -> list[str]:
        """Return the fields that hold something else than the page had shown."""
        if not self.is_bound:
            return []
        was = self._was()
        return [name for name in self.asked() if self._posted(name) != was.get(name, [])]

    def values(self) -> dict[str, Any]:
        """Return the new values of the touched fields."""
        return {name: self.cleaned_data[name] for name in self.touched() if name in self.cleaned_data}

    def reason_given(self) -> str:
        return str(self.cleaned_data.get("reason", ""))

    def conflicts(self) -> list[str]:
        """Return the touched fields that somebody else has changed meanwhile, to something else."""
        now, was = json.loads(self.initial["was"]), self._was()
        return [name for name in self.touched() if now[name] not in (was.get(name, []), self._posted(name))]

    def rebase(self) -> None:
        """Show the person's own text over what is saved now, so that saving again keeps theirs knowingly."""
        assert isinstance(self.data, QueryDict)  # noqa: S101  only what a browser sent is rebased
        data, touched = self.data.copy(), self.touched()
        for name in self.asked():
            if name not in touched:
                data.setlist(self.add_prefix(name), json.loads(self.initial["was"])[name])
        data[self.add_prefix("was")] = self.initial["was"]
        self.data = data

    def _was(self) -> Mapping[str, list[str]]:
        try:
            was = json.loads(self.data.get(self.add_prefix("was")) or self.initial["was"])
        except (ValueError, RecursionError):
            return {}
        return was if isinstance(was, dict) else {}

    def _posted(self, name: str) -> list[str]:
        getlist = getattr(self.data, "getlist", None)
        raw = getlist(self.add_prefix(name)) if getlist else []
        return _as_posted([value.replace("\r\n", "\n") for value in raw])


def _as_posted(value: object) -> list[str]:
    """Return a value as a browser sends it, blanks around it and an empty choice aside."""
    if value is None or value is False:
        return []
    if isinstance(value, list | tuple):
        return sorted(text for each in value for text in _as_posted(each))
    if isinstance(value, datetime.date):
        return [value.isoformat()]
    text = "on" if value is True else str(value).replace("\r\n", "\n").strip()
    return [text] if text else []


class ShortForm(RowForm):
    """The project in short."""

    action_type = forms.ChoiceField(label=_("Which action is it?"), required=False)
    start = DayField(label=_("First day of the project"), required=False)
    end = DayField(label=_("Last day of the project"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = str(self.initial.get("action_type") or "")
        known = [(code, f"{code}: {name}") for code, name in codelist("action_types").choices(get_language() or "en")]
        extra = [(chosen, chosen)] if chosen and chosen not in codelist("action_types") else []
        _offer(self, "action_type", [("", "—"), *known, *extra])

    def clean(self) -> dict[str, Any]:
        return _in_order(self, _("The project can't end before it starts."))


class PartnerRow(RowForm):
    name = forms.CharField(label=_("Name of the organisation"), max_length=400)
    country = forms.ChoiceField(label=_("Country of the organisation"), initial="PL")
    city = forms.CharField(label=_("Town or city"), max_length=150, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "country", country_choices(get_language() or "en"))


class ResultRow(RowForm):
    title = forms.CharField(label=_("What will there be?"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), initial="tangible")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        _offer(self, "kind", [(t.code, f"{t.name(language)}: {t.explanation(language)}") for t in
                              codelist("result_kinds")])  # fmt: skip


class GroupRow(RowForm):
    name = forms.CharField(label=_("Who exactly?"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind of group"), required=False)
    size = forms.IntegerField(label=_("How many are they, about?"), min_value=1, max_value=500_000_000, required=False)
    levels = forms.MultipleChoiceField(label=_("Level"), required=False, widget=forms.CheckboxSelectMultiple)
    need = forms.CharField(
        label=_("What do they need?"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "kind", named_choices("target_group_kinds"))
        _offer(self, "levels", codelist("levels").choices(get_language() or "en"))


class MessageRow(RowForm):
    text = forms.CharField(max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label
        self.fields["text"].widget.attrs["lang"] = (get_language() or "en")[:2]


class SharedForm(RowForm):
    """Which results the chosen activities share."""

    results = forms.MultipleChoiceField(
        label=_("Which results do they share?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, results: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "results", results)


class OfferRow(RowForm):
    """A ready kind of activity. Without the tick nothing of it enters the plan."""

    take = forms.BooleanField(label=_("Add"), required=False)
    title = forms.CharField(label=_("What will you do?"), max_length=300)
    start = DayField(label=_("From"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("take"):
            self.add_error("take", _("You have changed this activity but not ticked it. Tick it to plan it."))
        return cleaned


class OwnActivityRow(RowForm):
    title = forms.CharField(label=_("What else will you do?"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind of activity"), required=False)
    phase = forms.ChoiceField(label=_("When in the project's life?"), choices=Phase.choices, initial=Phase.DURING)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "kind", named_choices("activity_kinds"))


class ScheduleRow(RowForm):
    start = DayField(label=_("From"), required=False)
    end = DayField(label=_("To"), required=False)
    responsible = forms.ChoiceField(label=_("Which partner is responsible?"), required=False)

    def __init__(self, *args: Any, partners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "responsible", partners)

    def clean(self) -> dict[str, Any]:
        return _in_order(self, _("The activity can't end before it starts."))


class TickRow(RowForm):
    """A ready indicator."""

    take = forms.BooleanField(required=False)

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["take"].label = label


class IndicatorRow(RowForm):
    baseline = forms.CharField(label=_("Today (baseline)"), max_length=200, required=False)
    target = forms.CharField(label=_("Target"), max_length=200, required=False)
    target_date = DayField(label=_("By when"), required=False)
    source = forms.CharField(
        label=_("How will you know? (source of verification)"), max_length=300, required=False,
        help_text=_("Attendance list, survey, declarations of use …"),
    )  # fmt: skip
    feeding = forms.ChoiceField(label=_("What will bring the figures?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "feeding", [("", "—"), *((str(code), str(name)) for code, name in Feeding.choices)])


class OwnIndicatorRow(RowForm):
    name = forms.CharField(label=_("What else will you measure?"), max_length=300)
    nature = forms.ChoiceField(label=_("Number or statement?"), choices=Nature.choices, initial=Nature.QUANTITATIVE)
    unit = forms.CharField(label=_("Unit"), max_length=60, required=False, help_text=_("Schools, people, % …"))


class UseRow(RowForm):
    form = forms.ChoiceField(label=_("How will it go on?"))
    users = forms.CharField(label=_("Who will use it?"), max_length=300, required=False)
    keeper = forms.ChoiceField(label=_("Who keeps it?"), required=False)
    resources = forms.CharField(
        label=_("On what means?"), max_length=500, required=False,
        help_text=_("Hours, money, a server, a room; “nothing more is needed” is an answer too."),
    )  # fmt: skip
    until = DayField(label=_("Until when?"), required=False)

    def __init__(self, *args: Any, partners: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "form", named_choices("use_forms"))
        _offer(self, "keeper", partners)


def _offer(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  tells mypy which field it is
    known = {code for code, _label in choices}
    present = _as_posted(form.get_initial_for_field(field, name))
    field.choices = [*choices, *((code, code) for code in present if code not in known)]


def _in_order(form: RowForm, refusal: Any) -> dict[str, Any]:
    cleaned: dict[str, Any] = forms.Form.clean(form) or {}
    start, end = cleaned.get("start"), cleaned.get("end")
    if start and end and end < start:
        form.add_error("end", refusal)
    return cleaned
