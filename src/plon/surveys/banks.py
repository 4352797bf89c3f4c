"""Ready questions, well-worded, in Polish and English: whole surveys to start from, single questions to pick."""

import functools
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from importlib import resources
from typing import Any

from plon.surveys.drafting.places import rewritten
from plon.surveys.questionnaire import Condition, Option, Question, Questionnaire, Section, Words

# In the order in which they are offered.
CODES = ("event", "training", "use", "self_assessment", "people")
LANGUAGES = ("pl", "en")


@dataclass(frozen=True, slots=True)
class Bank:
    """Questions about one kind of thing. Their keys are names that hold within the bank.

    Attributes:
        code: of the bank; that of a SurveyKind where it has a whole survey.
        name, about: for the team.
        survey: what a survey begins with; None if there are only questions to pick.
        more: questions to pick that are not in the survey.
        advice: {question: what the team should change in it}.
    """

    code: str
    name: Words
    about: Words
    survey: Questionnaire | None
    more: tuple[Question, ...]
    advice: Mapping[str, Words]

    @property
    def questions(self) -> tuple[Question, ...]:
        return (*(self.survey.questions if self.survey else ()), *self.more)


@functools.cache
def banks() -> tuple[Bank, ...]:
    """Return all banks."""
    folder = resources.files("plon.surveys").joinpath("data/banks")
    return tuple(_bank(code, tomllib.loads(folder.joinpath(f"{code}.toml").read_text("utf-8"))) for code in CODES)


def bank(code: str) -> Bank | None:
    """Return the bank of a code, None if there is none."""
    return next((each for each in banks() if each.code == code), None)


def in_languages(questionnaire: Questionnaire, base: str, languages: Sequence[str]) -> Questionnaire:
    """Return what a bank holds in the languages of a survey.

    Where the survey is written in a language that the banks don't speak, their English stands in its place for the team
    to translate.
    """

    def known(_place: str, words: Words) -> Words:
        if not words:
            return {}
        kept = {language: text for language, text in words.items() if language in {base, *languages}}
        return kept if base in kept else {**kept, base: words["en"]}

    return replace(rewritten(questionnaire, known), base=base, languages=(base, *languages))


def picked(questions: Sequence[Question], base: str, languages: Sequence[str]) -> Section:
    """Return single questions of banks in the languages of a survey, in a section that has no name."""
    whole = Questionnaire({}, {}, {}, "en", LANGUAGES, True, False, (Section("picked", questions=tuple(questions)),))
    return in_languages(whole, base, languages).sections[0]


def _bank(code: str, data: Mapping[str, Any]) -> Bank:
    about = data.get("survey") or data["bank"]
    scales = data.get("scales", {})
    entries = [entry for section in data.get("section", ()) for entry in section["question"]]
    sections = tuple(
        Section(
            f"section{number}",
            section["words"],
            section.get("intro", {}),
            tuple(_question(entry, scales) for entry in section["question"]),
        )
        for number, section in enumerate(data.get("section", ()), start=1)
    )
    survey = (
        Questionnaire(
            title=about["title"],
            intro=about["intro"],
            thanks=about["thanks"],
            base="en",
            languages=LANGUAGES,
            is_anonymous=True,
            has_pairs=bool(about.get("has_pairs")),
            sections=sections,
        )
        if sections
        else None
    )
    more = data.get("more", [])
    return Bank(
        code=code,
        name=about["name"],
        about=about["about"],
        survey=survey,
        more=tuple(_question(entry, scales) for entry in more),
        advice={entry["name"]: entry["advice"] for entry in (*entries, *more) if "advice" in entry},
    )


def _question(entry: Mapping[str, Any], scales: Mapping[str, Any]) -> Question:
    name, scale = entry["name"], scales.get(entry.get("scale", ""), {})
    lowest, highest = (scale.get(bound, entry.get(bound)) for bound in ("lowest", "highest"))
    return Question(
        key=name,
        kind=entry["kind"],
        words=entry["words"],
        hint=entry.get("hint", {}),
        is_required=bool(entry.get("is_required")),
        options=_options(f"{name}-answer", entry.get("options", ())),
        statements=_options(f"{name}-statement", entry.get("statements", ())),
        lowest=None if lowest is None else Decimal(lowest),
        highest=None if highest is None else Decimal(highest),
        ends=_options(f"{name}-end", scale.get("ends", ())),
        condition=_condition(entry.get("after")),
    )


def _options(stem: str, texts: Sequence[Words]) -> tuple[Option, ...]:
    return tuple(Option(f"{stem}{number}", words) for number, words in enumerate(texts, start=1))


def _condition(after: Mapping[str, Sequence[int | str]] | None) -> Condition | None:
    """Read "after": answers of a list by their number from 1, steps of a scale as texts."""
    if not after:
        return None
    [(question, answers)] = after.items()
    keys = (answer if isinstance(answer, str) else f"{question}-answer{answer}" for answer in answers)
    return Condition(question, frozenset(keys))
