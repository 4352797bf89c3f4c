from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plon.review.enums import Verdict


def _text(label: str | Any, *, most: int, rows: int = 3, required: bool = True, help_text: str | Any = "") -> Any:
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )  # fmt: skip


class RemarkForm(forms.Form):
    """A message of the team."""

    text = _text(pgettext_lazy("review", "Message"), most=4000)


class OfficeRemarkForm(RemarkForm):
    internal = forms.BooleanField(label=_("Only for the office: the team does not read it"), required=False)


class ConflictForm(forms.Form):
    reason = _text(
        _("What ties you to the project"), most=500, rows=2,
        help_text=_("Colleagues of the office read it, the team does not. It can’t be taken back."),
    )  # fmt: skip


class HideResultForm(forms.Form):
    reason = _text(
        _("Why it leaves public"), most=1000, rows=3,
        help_text=_("The team and visitors read it: name the rule, not people."),
    )  # fmt: skip


class AppealForm(forms.Form):
    text = _text(_("Why it should be public again"), most=4000, rows=6)


class AnswerForm(forms.Form):
    answer = _text(
        pgettext_lazy("review", "Your answer"), most=4000, rows=4, required=False, help_text=_("The team reads it.")
    )


class FindForm(forms.Form):
    """The address of a result, as it stands in the browser."""

    address = forms.CharField(label=_("Address of the result’s page"), max_length=2000)


class DecisionForm(forms.Form):
    """What an officer sends: which submissions they saw, the verdict, and reasons chosen and written."""

    verdict = forms.ChoiceField(choices=Verdict.choices)
    reasons = forms.CharField(max_length=4000, required=False)
    keep = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        """Put chosen reasons before the written one; read the submissions that were seen."""
        told: dict[str, Any] = self.cleaned_data
        data: Any = self.data
        chosen = [each.replace("\0", "").strip() for each in data.getlist("template")[:20] if each.strip()]
        told["written"] = told.get("reasons", "")
        told["reasons"] = "\n\n".join([*chosen, *filter(None, [told["written"].strip()])])[:4000]
        told["rounds"] = _rounds(data.getlist("item"))
        if not told["rounds"]:
            self.add_error(None, _("Choose at least one result."))
        return told


def _rounds(sent: list[str]) -> dict[str, int]:
    """Return {item: the submission that was seen} of values such as "r7k2mq4:2"."""
    pairs = (each.partition(":") for each in sent[:500])
    return {
        item: int(number)
        for item, _colon, number in pairs
        if item.isalnum() and number.isdecimal() and len(number) < 10
    }
