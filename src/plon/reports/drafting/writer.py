"""The pen of a draft: one language, one level of detail."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from plon.reports.drafting.detail import Detail
from plon.reports.drafting.grammar import Language, joined, number, plural, quoted

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Writer:
    language: Language
    detail: Detail

    def say(self, *, en: str, pl: str) -> str:
        """Return the wording of this pen's language."""
        return pl if self.language == "pl" else en

    def name(self, text: str) -> str:
        return quoted(text, self.language)

    def joined(self, items: Sequence[str]) -> str:
        return joined(items, self.language)

    def number(self, count: int) -> str:
        return number(count, self.language)

    def count(self, count: int, *, en: tuple[str, str], pl: tuple[str, str, str]) -> str:
        """Return "3 results", "5 rezultatów"."""
        noun = plural(count, *pl) if self.language == "pl" else plural(count, *en)
        return f"{self.number(count)} {noun}"

    def chosen(self, things: Sequence[Thing]) -> Sequence[Thing]:
        """Return those of `things` that this level of detail names."""
        return things if self.detail.most is None else things[: self.detail.most]

    def listed(self, things: Sequence[Thing], say: Callable[[Thing], str]) -> str:
        """Return "“a”, “b” and others (60 in all)", naming as many as the level of detail allows (at least one)."""
        named = self.chosen(things) or things[:1]
        said = [say(thing) for thing in named]
        if len(named) == len(things):
            return self.joined(said)
        rest = self.say(en="and others", pl="i inne")
        in_all = self.say(en=f"({self.number(len(things))} in all)", pl=f"(łącznie {self.number(len(things))})")
        return f"{', '.join(said)} {rest} {in_all}"

    @property
    def names_nothing(self) -> bool:
        """Whether only numbers are told."""
        return self.detail.most == 0

    def paragraph(self, *sentences: str) -> str:
        return " ".join(each for each in sentences if each)
