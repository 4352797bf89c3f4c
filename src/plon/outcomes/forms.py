"""Forms: the questions for people outside; for the team its letters' words and what is hidden."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plon.contact.guarding import too_many_links
from plon.outcomes.enums import Change, Shown, Still
from plon.outcomes.models import MOST_PEOPLE


class AnswerForm(forms.Form):
    """What is asked; the first two questions are enough."""

    still = forms.ChoiceField(label=_("Do you still use it?"), choices=Still.choices, widget=forms.RadioSelect)
    change = forms.ChoiceField(label=_("Did anything change by it?"), choices=Change.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What changed, or why not?"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you do otherwise now, what others noticed. Team and agency read it. No names of children."),
    )  # fmt: skip
    people = forms.IntegerField(
        label=_("For how many people, about?"), min_value=0, max_value=MOST_PEOPLE, required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}), help_text=_("E.g. pupils, colleagues, clients."),
    )  # fmt: skip
    shown = forms.ChoiceField(
        label=_("May we show it to others?"), choices=Shown.choices, initial=Shown.NOTHING, widget=forms.RadioSelect,
        help_text=_("In reports and where the project tells of its results."),
    )  # fmt: skip
    quote = forms.CharField(
        label=_("The sentence that we may show"), max_length=600, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    signed = forms.CharField(
        label=_("How to sign it"), max_length=200, required=False,
        help_text=_("E.g. “Anna, teacher, primary school in Lubrza”."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for name in ("words", "quote"):
            if trouble := too_many_links(str(told.get(name, "")), 0):
                self.add_error(name, trouble)
        shown = told.get("shown")
        if shown and shown != Shown.NOTHING and not str(told.get("quote", "")).strip() and "quote" not in self.errors:
            self.add_error("quote", _("Write a sentence that we may show, or choose to show nothing."))
        if shown == Shown.SIGNED and not str(told.get("signed", "")).strip() and "signed" not in self.errors:
            self.add_error("signed", _("Say how to sign it, or choose to show it without a name."))
        return told


class TextForm(forms.Form):
    """The team's own words for the beginning of a letter."""

    opening = forms.CharField(
        label=_("Beginning of the letter"), max_length=1500, required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Empty brings back Plon's own words. The link and the way out stand below by themselves."),
    )  # fmt: skip


class TurnForm(forms.Form):
    """That somebody looked at the letter before the first one goes."""

    has_looked = forms.BooleanField(label=_("I have read the letter as it goes."), required=False)


class HideForm(forms.Form):
    reason = forms.CharField(label=_("Why is it hidden?"), max_length=500)
