"""What a check may hold a document against: what is known of the grant, each part of it optional."""

from dataclasses import dataclass

from plon.programme.numbers import ProjectNumber, parse_number
from plon.programme.visibility import OLD_PROGRAMME

_OLD_GENERATIONS = ("na-2014-2020", "eacea-2014-2020")
_NEW_GENERATIONS = ("na-2021-2027", "eacea-2021-2027")
NEW_PROGRAMME = "erasmus-2021-2027"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is known of the project that a document belongs to; what is empty or None is not judged.

    Attributes:
        number: the project's number.
        programme: code of the programmes list, e.g. "erasmus-2014-2020".
        authority: code of the granting authority, e.g. "PL01" or "EACEA".
        cofunded: whether the grant covers a part only; None if nobody knows.
        licence: code of the licences list.
        languages: languages in which the project speaks.
    """

    number: str = ""
    programme: str = ""
    authority: str = ""
    cofunded: bool | None = None
    licence: str = ""
    languages: tuple[str, ...] = ()

    @property
    def parsed_number(self) -> ProjectNumber | None:
        return parse_number(self.number) if self.number else None

    def period(self) -> str:
        """Return "old" for a grant of 2014-2020, "new" for one of 2021-2027, "" if it can't be told."""
        if self.programme:
            return {OLD_PROGRAMME: "old", NEW_PROGRAMME: "new"}.get(self.programme, "")
        return period_of(self.parsed_number)


def period_of(number: ProjectNumber | None) -> str:
    """Return "old" for a number of 2014-2020, "new" for one of 2021-2027, else ""."""
    if number is None:
        return ""
    if number.generation in _OLD_GENERATIONS:
        return "old"
    return "new" if number.generation in _NEW_GENERATIONS else ""
