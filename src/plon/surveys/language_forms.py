"""Texts of one language in a form: what frames a survey, or translations beside what they are made from."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from plon.surveys.drafting.draft import Draft
from plon.surveys.drafting.places import LONGEST, Place, places_of
from plon.surveys.drafting.translating import is_stale, mark_of
from plon.surveys.wording import role_words

STILL = "still-"
# Longer texts get more lines to write in.
_LETTERS_IN_LINE, _MOST_LINES = 45, 10


class WordsForm(forms.Form):
    """What people read around the questions, in the language that the survey is written in."""

    title = forms.CharField(label=_("Title that people see"), max_length=LONGEST["title"])
    intro = forms.CharField(
        label=_("Welcome"), max_length=LONGEST["intro"], required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences: what it is about, how long it takes."),
    )  # fmt: skip
    privacy = forms.CharField(
        label=_("What becomes of the answers"), max_length=LONGEST["privacy"],
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text=_("What for, who sees them, which rights people have. Who asks, whom to ask and until when stand "
                    "beside it by themselves."),
    )  # fmt: skip
    thanks = forms.CharField(
        label=_("Thanks at the end"), max_length=LONGEST["thanks"], required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("title", "intro", "privacy", "thanks")}


@dataclass(frozen=True, slots=True)
class Line:
    """One text to translate.

    Attributes:
        place: where it stands.
        base: what it is made from.
        is_missing, is_stale: how it is.
        before: the base text that it was made from, where that has changed since; "" if nobody knows.
    """

    place: Place
    base: str
    text: str
    is_missing: bool
    is_stale: bool
    before: str

    @property
    def role(self) -> str:
        return role_words(self.place.role)


def lines_of(draft: Draft, language: str, *, only_open: bool = False) -> list[Line]:
    """Return the texts to translate into a language, in the order of reading.

    Args:
        draft: the survey.
        language: another than its base one.
        only_open: only what is missing or stale.
    """
    base, lines = draft.questionnaire.base, []
    for place in places_of(draft.questionnaire):
        source, text = place.words.get(base, ""), place.words.get(language, "")
        stale = is_stale(draft, place, language)
        if source and (not only_open or stale or not text):
            before = draft.made_from.get(place.key, {}).get(language, "") if stale else ""
            lines.append(Line(place, source, text, not text, stale, before))
    return lines


class TranslationForm(forms.Form):
    """Translations of some texts, each beside what it is made from."""

    marks = forms.CharField(widget=forms.HiddenInput, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, lines: Sequence[Line], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            rows = min(1 + len(line.base) // _LETTERS_IN_LINE, _MOST_LINES)
            self.fields[line.place.key] = forms.CharField(
                label=line.base[:60], required=False, max_length=line.place.longest,
                widget=forms.Textarea(attrs={"rows": rows, "lang": language, "dir": "auto"}),
            )  # fmt: skip
            if line.is_stale:
                self.fields[f"{STILL}{line.place.key}"] = forms.BooleanField(
                    label=_("The translation still fits"), required=False
                )

    @property
    def pairs(self) -> list[tuple[Line, forms.BoundField, forms.BoundField | None]]:
        """Each text with its field, and the tick that it still fits where its source has changed."""
        return [
            (line, self[line.place.key], self[f"{STILL}{line.place.key}"] if line.is_stale else None)
            for line in self.lines
        ]

    def texts(self) -> dict[str, str]:
        return {line.place.key: self.cleaned_data[line.place.key] for line in self.lines}

    def seen(self) -> Mapping[str, str]:
        """Return {place: mark of the base text that the translator saw}; nothing if the form says nonsense."""
        try:
            found = json.loads(self.cleaned_data["marks"])
        except (ValueError, RecursionError):
            return {}
        return {str(place): str(mark) for place, mark in found.items()} if isinstance(found, dict) else {}

    def still_right(self) -> frozenset[str]:
        keys = (line.place.key for line in self.lines if line.is_stale)
        return frozenset(key for key in keys if self.cleaned_data.get(f"{STILL}{key}"))


def translations_of(lines: Sequence[Line], version: int) -> dict[str, Any]:
    """Return what the form of translations shows."""
    marks = {line.place.key: mark_of(line.base) for line in lines}
    return {line.place.key: line.text for line in lines} | {"marks": json.dumps(marks), "version": version}
