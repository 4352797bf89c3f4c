"""A survey while it is written: what it asks, what each translation was made from, which keys were given already."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from plon.surveys.questionnaire import (
    Option,
    Question,
    Questionnaire,
    Section,
    UnreadableQuestionnaire,
    from_json,
    to_json,
)

# {place of a text: {language: the base text that was translated}}
MadeFrom = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Draft:
    """A survey while it is written.

    Attributes:
        questionnaire: what it asks.
        made_from: what each translation was made from, so that a base text that changed since shows.
        next_key: the number of the next key; keys are never given twice, not even after what had one is gone.
    """

    questionnaire: Questionnaire
    made_from: MadeFrom = field(default_factory=dict)
    next_key: int = 1


def draft_to_json(draft: Draft) -> dict[str, object]:
    """Return the draft as plain JSON values."""
    return {
        "questionnaire": to_json(draft.questionnaire),
        "made_from": {place: dict(sources) for place, sources in draft.made_from.items()},
        "next_key": draft.next_key,
    }


def draft_from_json(content: Mapping[str, object]) -> Draft:
    """Read what `draft_to_json` wrote.

    Raises:
        UnreadableQuestionnaire: the content has another shape.
    """
    made_from, next_key = content.get("made_from", {}), content.get("next_key", 1)
    if not isinstance(made_from, dict) or not isinstance(next_key, int):
        raise UnreadableQuestionnaire("draft")
    return Draft(from_json(content.get("questionnaire")), made_from, next_key)


class Keys:
    """Gives out keys that the survey never had: "q7" for questions, "s8" for sections, "o9" for options."""

    def __init__(self, draft: Draft) -> None:
        self.next = draft.next_key

    def new(self, letter: str) -> str:
        key = f"{letter}{self.next}"
        self.next += 1
        return key

    def for_options(self, options: tuple[Option, ...], *, anew: bool = False) -> tuple[Option, ...]:
        """Return the options with a key for each that has none; `anew` gives every one a new key."""
        return tuple(replace(option, key=self.new("o")) if anew or not option.key else option for option in options)

    def for_question(self, question: Question, *, anew: bool = False) -> Question:
        """Return the question with keys for itself and its parts; `anew` gives new ones even where there are some."""
        return replace(
            question,
            key=self.new("q") if anew or not question.key else question.key,
            options=self.for_options(question.options, anew=anew),
            statements=self.for_options(question.statements, anew=anew),
            ends=self.for_options(question.ends, anew=anew),
        )

    def for_sections(self, sections: tuple[Section, ...]) -> tuple[Section, ...]:
        """Return sections from elsewhere, all of their keys new, their conditions pointing to the new keys."""
        known: dict[str, str] = {}
        found = []
        for section in sections:
            questions = tuple(self._from_elsewhere(question, known) for question in section.questions)
            found.append(replace(section, key=self.new("s"), questions=questions))
        return tuple(found)

    def _from_elsewhere(self, question: Question, known: dict[str, str]) -> Question:
        fresh = self.for_question(question, anew=True)
        known[question.key] = fresh.key
        parts = ((question.options, fresh.options), (question.statements, fresh.statements))
        known |= {old.key: new.key for before, after in parts for old, new in zip(before, after, strict=True)}
        condition = question.condition
        if condition is None:
            return fresh
        # What it depended on may have stayed elsewhere: then it is asked always.
        if condition.question not in known:
            return replace(fresh, condition=None)
        answers = frozenset(known.get(answer, answer) for answer in condition.answers)
        return replace(fresh, condition=replace(condition, question=known[condition.question], answers=answers))
