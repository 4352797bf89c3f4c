"""Every text of a survey by its place: what has to be translated, how long it may be, and how it is put back."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from plon.surveys.questionnaire import Option, Question, Questionnaire, Section, Words


@dataclass(frozen=True, slots=True)
class Place:
    """One text of a survey.

    Attributes:
        key: names it within the survey: "title", "s1.words", "q2.hint", "o3", ...
        role: what it is: "title", "section", "question", "hint", "option", "statement", "end", ...
        words: the text in each language.
        owner: the key of the question or section that it belongs to; "" for texts of the whole.
        is_needed: whether there has to be one in the language that the survey is written in.
        longest: characters.
    """

    key: str
    role: str
    words: Words
    owner: str = ""
    is_needed: bool = True
    longest: int = 300


LONGEST: Mapping[str, int] = {
    "title": 200, "intro": 2000, "privacy": 3000, "thanks": 1000, "section": 200, "section_intro": 2000,
    "question": 600, "hint": 400, "option": 300, "statement": 300, "end": 120,
}  # fmt: skip


def places_of(questionnaire: Questionnaire) -> tuple[Place, ...]:
    """Return every place where a text can stand, in the order of reading."""
    return tuple(_places(questionnaire))


def _places(questionnaire: Questionnaire) -> Iterator[Place]:
    yield _place("title", "title", questionnaire.title)
    yield _place("intro", "intro", questionnaire.intro, is_needed=False)
    yield _place("privacy", "privacy", questionnaire.privacy)
    for section in questionnaire.sections:
        yield _place(f"{section.key}.words", "section", section.words, section.key, is_needed=False)
        yield _place(f"{section.key}.intro", "section_intro", section.intro, section.key, is_needed=False)
        for question in section.questions:
            yield from _of_question(question)
    yield _place("thanks", "thanks", questionnaire.thanks, is_needed=False)


def _of_question(question: Question) -> Iterator[Place]:
    yield _place(f"{question.key}.words", "question", question.words, question.key)
    yield _place(f"{question.key}.hint", "hint", question.hint, question.key, is_needed=False)
    parts = (("option", question.options), ("statement", question.statements), ("end", question.ends))
    for role, options in parts:
        for option in options:
            yield _place(option.key, role, option.words, question.key)


def _place(key: str, role: str, words: Words, owner: str = "", *, is_needed: bool = True) -> Place:
    return Place(key, role, words, owner, is_needed, LONGEST[role])


# Gets the key of a place and what stands there, returns what shall stand there.
Rewrite = Callable[[str, Words], Words]


def rewritten(questionnaire: Questionnaire, rewrite: Rewrite) -> Questionnaire:
    """Return the questionnaire with every text as `rewrite` wants it."""
    return replace(
        questionnaire,
        title=rewrite("title", questionnaire.title),
        intro=rewrite("intro", questionnaire.intro),
        privacy=rewrite("privacy", questionnaire.privacy),
        thanks=rewrite("thanks", questionnaire.thanks),
        sections=tuple(_section(section, rewrite) for section in questionnaire.sections),
    )


def _section(section: Section, rewrite: Rewrite) -> Section:
    return replace(
        section,
        words=rewrite(f"{section.key}.words", section.words),
        intro=rewrite(f"{section.key}.intro", section.intro),
        questions=tuple(_question(question, rewrite) for question in section.questions),
    )


def _question(question: Question, rewrite: Rewrite) -> Question:
    return replace(
        question,
        words=rewrite(f"{question.key}.words", question.words),
        hint=rewrite(f"{question.key}.hint", question.hint),
        options=_options(question.options, rewrite),
        statements=_options(question.statements, rewrite),
        ends=_options(question.ends, rewrite),
    )


def _options(options: tuple[Option, ...], rewrite: Rewrite) -> tuple[Option, ...]:
    return tuple(replace(option, words=rewrite(option.key, option.words)) for option in options)
