"""Who gave the grant: the national agency or EACEA. It decides the disclaimer."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from plon.programme.codelists import Term, codelist
from plon.programme.numbers import EXAMPLE_AGENCY, ProjectNumber

EACEA = "EACEA"
# An abbreviation in brackets, which would stand in brackets once more.
_NESTED = re.compile(r" \((.+)\)$")


@dataclass(frozen=True, slots=True)
class GrantingAuthority:
    """A granting authority; its names are empty where no source gives one.

    `own` is its name of itself in `own_language`; `of` are names as a sentence of that language asks for them
    (genitive, article); `bracket` stands in brackets after the words "national agency".
    """

    code: str
    names: Mapping[str, str]
    country: str
    kind: str
    of: Mapping[str, str]
    own: str
    own_language: str = ""
    bracket: str = ""
    source: str = ""

    @property
    def is_named(self) -> bool:
        return bool(self.names)

    def name(self, language: str) -> str:
        if language == self.own_language:
            return self.own
        return self.names.get(language) or self.names.get("en") or self.code

    def name_in_sentence(self, language: str) -> str:
        """Return the name as the disclaimer of `language` declines it, else as the authority calls itself."""
        return self.of.get(language) or self.own

    def declines_in(self, language: str) -> bool:
        """Whether a source gives the name as a sentence of `language` asks for it."""
        return language in self.of


_renamings: list[Callable[[str], Mapping[str, str]]] = []


def register_renaming(names_of: Callable[[str], Mapping[str, str]]) -> None:
    """Let a room above say how an authority is called now.

    Args:
        names_of: gives for a code what differs from the list: `pl`, `en` for names, `of_pl`, `of_en` for names as a
            sentence asks for them; what is missing or empty stays.
    """
    _renamings.append(names_of)


def authority(code: str) -> GrantingAuthority | None:
    """Return the authority of an agency code such as PL01, or EACEA; None for no code."""
    if not code:
        return None
    term = codelist("authorities").get(code)
    if term is None:
        return _renamed(GrantingAuthority(code, {}, code[:2] if code != EACEA else "", "NA", {}, code))
    return _renamed(_read(term))


def authorities() -> tuple[GrantingAuthority, ...]:
    """Return every authority that a source names, in the list's order."""
    return tuple(_read(term) for term in codelist("authorities"))


def authority_for(number: ProjectNumber) -> GrantingAuthority | None:
    """Return who granted the project of this number, as far as the number tells."""
    if number.agency:
        return authority("PL01" if number.agency == EXAMPLE_AGENCY else number.agency)
    if number.generation in {"eacea-2014-2020", "eacea-2021-2027"}:
        return authority(EACEA)
    return None


def authority_choices(language: str) -> list[tuple[str, str]]:
    """Return (code, name) of the authorities whose names we know."""
    return codelist("authorities").choices(language)


def _renamed(known: GrantingAuthority) -> GrantingAuthority:
    said: dict[str, str] = {}
    for names_of in _renamings:
        said |= {key: text for key, text in names_of(known.code).items() if text}
    if not said:
        return known
    names = {**known.names, **{key: text for key, text in said.items() if not key.startswith("of_")}}
    of = {**known.of, **{key[3:]: text for key, text in said.items() if key.startswith("of_")}}
    # What it calls itself is its name in its own language; one that nobody knew speaks Polish here.
    language = known.own_language or ("" if known.is_named else "pl")
    own = said.get(language, known.own)
    bracket = known.bracket if own == known.own else _NESTED.sub(r", \1", own)
    return replace(known, names=names, of=of, own=own, own_language=language, bracket=bracket)


def _read(term: Term) -> GrantingAuthority:
    own = str(term.extra["own"])
    return GrantingAuthority(
        term.code,
        dict(term.names),
        str(term.extra["country"]),
        str(term.extra["kind"]),
        {key.removeprefix("of_"): str(text) for key, text in term.extra.items() if key.startswith("of_")},
        own,
        str(term.extra.get("own_language", "")),
        str(term.extra.get("bracket", _NESTED.sub(r", \1", own))),
        term.source,
    )
