"""Forms of the office: a number in both languages side by side, one thing of it, the hour of sending."""

import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plon.attendance.forms import YEARS, MomentInput
from plon.newsletter.actions.issues import TEXTS
from plon.newsletter.actions.items import MOST_SUMMARY, MOST_TITLE
from plon.newsletter.models import LANGUAGES, Issue, IssueItem
from plon.newsletter.topics import choices_in


class IssueForm(forms.Form):
    """Topics once, texts in each language; a language without a subject stays at home."""

    topics = forms.MultipleChoiceField(
        label=_("Who gets it: subscribers of"), widget=forms.CheckboxSelectMultiple, required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["topics"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  declared above
        field.choices = choices_in(get_language() or "pl")
        for language, _name in LANGUAGES:
            self.fields |= _text_fields(language)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not any(told.get(f"subject_{language}", "").strip() for language, _name in LANGUAGES):
            self.add_error("subject_pl", _("Write a subject in at least one language."))
        return told

    def written(self) -> dict[str, dict[str, str]]:
        return {
            language: {name: self.cleaned_data[f"{name}_{language}"] for name in TEXTS} for language, _name in LANGUAGES
        }

    @property
    def languages(self) -> list[tuple[str, list[forms.BoundField]]]:
        """Return the fields of each language, for the page."""
        return [(language, [self[f"{each}_{language}"] for each in TEXTS]) for language, _name in LANGUAGES]


def _text_fields(language: str) -> dict[str, forms.Field]:
    def area(label: Any, most: int, rows: int, hint: Any) -> forms.CharField:
        widget = forms.Textarea(attrs={"rows": rows, "lang": language})
        return forms.CharField(label=label, max_length=most, required=False, help_text=hint, widget=widget)

    subject = forms.CharField(
        label=_("Subject"), max_length=150, required=False, widget=forms.TextInput(attrs={"lang": language}),
        help_text=_("People decide by it whether they open the letter. Empty: it does not go out in this language."),
    )  # fmt: skip
    return {
        f"subject_{language}": subject,
        f"intro_{language}": area(
            _("Introduction"),
            5_000,
            8,
            _("Your own words. An empty line begins a paragraph, **bold**, [link](https://…)."),
        ),
        f"closing_{language}": area(_("Closing words"), 2_000, 3, _("At the end, for example who wrote it.")),
    }


def initial_of(issue: Issue) -> dict[str, Any]:
    """Return a number as its form shows it."""
    held = {text.language: text for text in issue.texts.all()}
    texts = {
        f"{name}_{language}": getattr(held[language], name)
        for language, _name in LANGUAGES
        if language in held
        for name in TEXTS
    }
    return {"topics": issue.topics, "version": issue.version} | texts


class ItemForm(forms.Form):
    """Title and summary of a thing in the languages that it has, for this number alone."""

    def __init__(self, *args: Any, item: IssueItem, **kwargs: Any) -> None:
        initial = {
            f"{name}_{language}": told[name] for language, told in item.texts.items() for name in ("title", "summary")
        }
        super().__init__(*args, **{"initial": initial} | kwargs)
        self.item_languages = [language for language, _name in LANGUAGES if language in item.texts]
        for language in self.item_languages:
            self.fields[f"title_{language}"] = forms.CharField(
                label=_("Title"), max_length=MOST_TITLE, widget=forms.TextInput(attrs={"lang": language})
            )
            self.fields[f"summary_{language}"] = forms.CharField(
                label=_("Summary"), max_length=MOST_SUMMARY, required=False,
                widget=forms.Textarea(attrs={"rows": 4, "lang": language}),
            )  # fmt: skip

    @property
    def languages(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [
            (language, [self[f"title_{language}"], self[f"summary_{language}"]]) for language in self.item_languages
        ]

    def written(self) -> dict[str, dict[str, str]]:
        return {
            language: {name: self.cleaned_data[f"{name}_{language}"] for name in ("title", "summary")}
            for language in self.item_languages
        }


def _refuse_odd_year(on: datetime.date) -> None:
    if not YEARS[0] <= on.year <= YEARS[1]:
        raise forms.ValidationError(_("Look at the year, please."))


class SendForm(forms.Form):
    """When a number goes."""

    at = forms.DateTimeField(
        label=_("At what hour"), required=False, widget=MomentInput,
        help_text=_("Empty: now. Hours are those of your time zone; until then the number can be changed."),
    )  # fmt: skip

    def clean_at(self) -> datetime.datetime | None:
        at: datetime.datetime | None = self.cleaned_data["at"]
        if at is not None:
            _refuse_odd_year(at)
        return at


class SinceForm(forms.Form):
    """From which day on things are offered."""

    since = forms.DateField(
        label=_("New since"),
        validators=[_refuse_odd_year],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class AddressForm(forms.Form):
    """An address that somebody asked the office about."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
