"""Application forms: their questions on results, impact, sharing and sustainability, and how long an answer may be.

Adding a call year means adding ``data/application/<action>-<year>.toml``. Questions are paraphrased and limits differ
between sources, none of which is the official form (domain.md §3): each limit keeps its source, and the strictest holds
unless somebody chooses a source.
"""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any

from plon.programme.codelists import codelist
from plon.programme.rulebook import Wording

Raw = dict[str, Any]
STRICTEST = ""
_MANAGED_BY = "managed_by:"


@dataclass(frozen=True, slots=True)
class Limit:
    """How many characters one source allows for an answer."""

    source: str
    call: str
    characters: int


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a form.

    Attributes:
        key: names it within its form for good; answers are kept under it.
        section: key of the form's section.
        name: its short name.
        text: the question, paraphrased.
        draft: which draft of `plon.reports.drafting` begins its answer.
        about: which parts of the plan feed it.
        criteria: letters of what assessors look for (domain.md §12.6).
        is_per_work_package: whether it is asked once for each work package.
        limits: what the sources say.
        advised: our own advice where no source gives a limit, in characters.
    """

    key: str
    section: str
    name: Wording
    text: Wording
    draft: str
    about: tuple[str, ...]
    criteria: tuple[str, ...]
    is_per_work_package: bool
    limits: tuple[Limit, ...]
    advised: int

    def characters(self, source: str = STRICTEST) -> int:
        """Return how long an answer may be by `source`; the strictest known, if that source says nothing."""
        by_source = {limit.source: limit.characters for limit in self.limits}
        return by_source.get(source) or min(by_source.values(), default=self.advised)

    @property
    def is_disputed(self) -> bool:
        """Whether the sources disagree about the limit."""
        return len({limit.characters for limit in self.limits}) > 1


@dataclass(frozen=True)
class ApplicationForm:
    """The form of one action and call year. `line_break` is how many characters it counts for a line break."""

    key: str
    actions: tuple[str, ...]
    call_year: int
    name: Wording
    source: str
    line_break: int
    sections: Mapping[str, Wording]
    sources: Mapping[str, Wording]
    questions: tuple[Question, ...]
    _by_key: Mapping[str, Question] = field(repr=False)

    def question(self, key: str) -> Question | None:
        return self._by_key.get(key)

    def is_for(self, action_type: str) -> bool:
        """Tell whether projects of an action type ("KA210", "ERASMUS-EDU-CBHE") apply with this form."""
        if action_type in self.actions:
            return True
        term = codelist("action_types").get(action_type)
        return term is not None and f"{_MANAGED_BY}{term.extra.get('managed_by', '')}" in self.actions


def forms_for(action_type: str, folder: Traversable | None = None) -> tuple[ApplicationForm, ...]:
    """Return the forms of an action type, newest call first; () if there is none."""
    return tuple(form for form in _forms(folder) if form.is_for(action_type.strip().upper()))


def form_of(key: str, folder: Traversable | None = None) -> ApplicationForm | None:
    """Return the form of this key ("ka210-2026"), None if there is none."""
    return next((form for form in _forms(folder) if form.key == key), None)


def _forms(folder: Traversable | None) -> tuple[ApplicationForm, ...]:
    return _read(folder) if folder else all_forms()


@functools.cache
def all_forms() -> tuple[ApplicationForm, ...]:
    """Return every form that Plon knows, by action and then newest call first."""
    return _read(resources.files(__package__).joinpath("data", "application"))


def _read(folder: Traversable) -> tuple[ApplicationForm, ...]:
    files = (file for file in folder.iterdir() if file.name.endswith(".toml"))
    forms = [_form(tomllib.loads(file.read_text("utf-8"))) for file in files]
    # The documents of the agency in Brussels come last: most people look for a form of their national agency.
    return tuple(
        sorted(forms, key=lambda form: (form.actions[0].startswith(_MANAGED_BY), form.actions, -form.call_year))
    )


def count_characters(text: str, line_break: int = 1) -> int:
    """Return how many characters a form counts in `text`: blanks too, an emoji's code points one each.

    Args:
        text: the answer, with line breaks of any system.
        line_break: characters that the form counts for one line break.
    """
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return len(plain) + plain.count("\n") * (line_break - 1)


def _form(raw: Raw) -> ApplicationForm:
    questions = tuple(_question(entry) for entry in raw["question"])
    return ApplicationForm(
        key=raw["key"],
        actions=tuple(raw["actions"]),
        call_year=raw["call_year"],
        name=_wording(raw),
        source=raw["source"],
        line_break=raw["line_break"],
        sections=_named(raw["section"], "key"),
        sources=_named(raw.get("source_of_limits", []), "code"),
        questions=questions,
        _by_key=MappingProxyType({question.key: question for question in questions}),
    )


def _question(entry: Raw) -> Question:
    return Question(
        key=entry["key"],
        section=entry["section"],
        name=_wording(entry, "name_"),
        text=_wording(entry),
        draft=entry["draft"],
        about=tuple(entry["about"]),
        criteria=tuple(entry["criteria"]),
        is_per_work_package=entry.get("per") == "work_package",
        limits=tuple(Limit(each["source"], each["call"], each["characters"]) for each in entry.get("limits", ())),
        advised=entry.get("advised", 0),
    )


def _wording(entry: Raw, prefix: str = "") -> Wording:
    return Wording(entry[f"{prefix}en"], entry[f"{prefix}pl"])


def _named(entries: list[Raw], key: str) -> Mapping[str, Wording]:
    return MappingProxyType({entry[key]: _wording(entry) for entry in entries})
