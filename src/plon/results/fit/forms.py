"""The questions of the fit card as one form that saves itself field by field."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from plon.programme.fit import fit_list, fit_name
from plon.programme.places import language_name
from plon.results.enums import YesNo
from plon.results.fit.actions import CARD_FIELDS, TEXT_FIELDS
from plon.results.fit.facets import card_or_none
from plon.results.fit.guessing import Guess, guesses_for
from plon.results.fit.questions import QUESTIONS, Question
from plon.results.forms import FIRST_LANGUAGES
from plon.results.models import FitCard, Result
from plon.results.seeing import SeenForm

_TEXTS = {
    "materials": gettext_lazy("What must lie on the table?"),
    "preparation": gettext_lazy("How to prepare, step by step"),
    "quality_note": gettext_lazy("Who tried or judged it, when, and what came out?"),
}
_OPEN = ("", gettext_lazy("not answered"))


def _many(key: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=fit_name(key, get_language() or "en"),
        choices=fit_list(key).choices(get_language() or "en"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def _number(label: Any, *, least: int, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


def _yes_no(label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[*YesNo.choices, _OPEN], widget=forms.RadioSelect, required=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the page shows it."""

    question: Question
    fields: list[forms.BoundField]
    texts: list[tuple[str, list[forms.BoundField]]]
    guesses: list[tuple[Guess, str]]
    is_answered: bool
    is_row: bool


class FitForm(SeenForm):
    """Nine small questions. Each may stay open; none is ever filled in by a guess."""

    def __init__(self, *args: Any, result: Result, languages: tuple[str, ...], **kwargs: Any) -> None:
        self.result, self.card = result, card_or_none(result)
        self.text_languages = languages
        kwargs.setdefault("initial", initial_of(self.card))
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        self.fields |= {
            "audiences": _many("audience"),
            "learners": _many("learners"),
            "levels": _many("level"),
            "age_from": _number(_("From (years)"), least=0, most=120),
            "age_to": _number(_("To (years)"), least=0, most=120),
            "group_from": _number(_("From (people)"), least=1, most=10_000),
            "group_to": _number(_("To (people)"), least=1, most=10_000),
            "time_from": _number(_("From"), least=1, most=1000),
            "time_to": _number(_("To"), least=1, most=1000),
            "time_unit": forms.ChoiceField(label=_("Counted in"), choices=fit_list("unit").choices(language)),
            "preparation": forms.ChoiceField(
                label=_("How long does preparing take?"),
                choices=[*fit_list("preparation").choices(language), _OPEN],
                widget=forms.RadioSelect,
                required=False,
            ),
            "language_levels": _many("language_level"),
            "works_offline": _yes_no(_("Works without the internet")),
            "editable": _yes_no(_("Others can edit it")),
            "qualities": _many("quality"),
            "piloted_with": _number(_("How many people tried it out?"), least=1, most=1_000_000),
        }
        for code in languages:
            for name in TEXT_FIELDS:
                self.fields[f"{name}_{code}"] = forms.CharField(
                    label=_TEXTS[name],
                    max_length=1000,
                    required=False,
                    widget=forms.Textarea(attrs={"rows": 2, "lang": code}),
                )
        self.note_what_is_shown()

    def clean(self) -> dict[str, Any]:
        """Refuse a range that runs backwards, at its second field; what was not sent is judged by the action."""
        cleaned = super().clean() or {}
        for start, end in FitCard.RANGES:
            low, high = cleaned.get(start), cleaned.get(end)
            if low is not None and high is not None and low > high:
                self.add_error(end, ValidationError(_("“To” can’t be less than “from”.")))
        return cleaned

    def values(self, names: list[str]) -> dict[str, Any]:
        """Return the cleaned values of those of `names` that may be written."""
        known = {*CARD_FIELDS, *(f"{name}_{code}" for name in TEXT_FIELDS for code in self.text_languages)}
        return {name: value for name, value in self.cleaned_data.items() if name in known & set(names)}

    def rebased(self, names: list[str]) -> "FitForm":
        """Return the form over the card as it is now, with the person's own answers in the fields `names`."""
        fresh = Result.objects.select_related("project", "fit").get(pk=self.result.pk)
        form = FitForm(result=fresh, languages=self.text_languages)
        shown = {name: form[name].initial for name in form.fields}
        form.data = {**shown, **{name: self[name].data for name in names}}
        form.is_bound = True
        return form

    def asked(self) -> list[Asked]:
        """Return the questions with their fields, and what the data would answer."""
        language = get_language() or "en"
        guesses = guesses_for(self.result)
        return [
            Asked(
                question=question,
                fields=[self[name] for name in question.fields],
                texts=[
                    (language_name(code, language), [self[f"{name}_{code}"] for name in question.texts])
                    for code in self.text_languages
                    if question.texts
                ],
                guesses=[(guesses[name], guess_words(guesses[name], language)) for name in question.fields
                         if name in guesses],
                is_answered=question.is_answered(self.card),
                is_row=question.key in {"age", "size", "time"},
            )
            for question in QUESTIONS
        ]  # fmt: skip


def guess_words(guess: Guess, language: str) -> str:
    """Say a guess as its answer reads."""
    if isinstance(guess.value, str):
        key = {"works_offline": "offline", "editable": "editable"}[guess.field]
        return fit_list(key).terms[guess.value].name(language)
    terms = fit_list(FitCard.LISTS[guess.field]).terms
    return "; ".join(terms[code].name(language) for code in guess.value)


def initial_of(card: FitCard | None) -> dict[str, Any]:
    """Return what `FitForm` shows of a card; version 0 is before there is one."""
    shown = card or FitCard()
    initial = {name: getattr(shown, name) for name in CARD_FIELDS}
    for text in card.texts.all() if card else ():
        initial |= {f"{name}_{text.language}": getattr(text, name) for name in TEXT_FIELDS}
    return {**initial, "version": card.version if card else 0}


def languages_of(result: Result) -> tuple[str, ...]:
    """Return in which languages the card is written: those in which the result is, else Polish and English."""
    card = card_or_none(result)
    written = [text.language for text in result.texts.all() if text.title]
    written += [text.language for text in card.texts.all()] if card else []
    return tuple(dict.fromkeys(written)) or FIRST_LANGUAGES
