"""Every statement and disclaimer we know of: a check can say what it has found, of which period, whose, how sure."""

import functools
from dataclasses import dataclass
from typing import Any

from plon.programme.authorities import EACEA
from plon.programme.codelists import read_data
from plon.programme.statements import NEW, OFFICIAL, OLD, opening_of, source_of

# Stands in a text of `known_disclaimers` for the name of a national agency.
NAME = "{name}"


@dataclass(frozen=True, slots=True)
class KnownText:
    """A text that may stand on a tool.

    `kind` is "funded" or "cofunded", of a disclaimer its opening's, "" where it has none. `authority` is the code of
    the authority that it names, "" for none. `is_standard` is False for other forms seen in the same place. `markers`
    are pieces of which all occur where the text is a national variant; nobody prints those to the letter.
    """

    text: str
    language: str
    period: str
    kind: str
    authority: str
    source: str
    is_official: bool
    is_standard: bool = True
    markers: tuple[str, ...] = ()

    @property
    def is_pattern(self) -> bool:
        """Whether `{name}` stands in the text for the agency's name."""
        return NAME in self.text


@functools.cache
def known_statements() -> tuple[KnownText, ...]:
    """Return every sentence that is known to stand beside the emblem, the standard form of a language first."""
    known = []
    for row in read_data("visibility")["statement"]:
        known.append(_statement(row, row["text"], is_standard=True))
        known += [_statement(row, text, is_standard=False) for text in row.get("also", ())]
    return tuple(known)


@functools.cache
def known_disclaimers() -> tuple[KnownText, ...]:
    """Return every disclaimer that is known: EACEA's, those of agencies with `{name}`, the old ones. See `variants`."""
    known: list[KnownText] = []
    for language, row in read_data("disclaimers")["disclaimer"].items():
        for kind in ("funded", "cofunded"):
            if opening := opening_of(language, cofunded=kind == "cofunded"):
                known += _disclaimers(language, kind, opening, row)
        if opening := row.get("opening_found"):
            known.append(_known(f"{opening}. {row['eacea']}", language, "funded", EACEA, row))
    known += [
        KnownText(row["text"], row["language"], OLD, "", "", source_of(row), row["standing"] == OFFICIAL,
                  is_standard=row["standing"] == OFFICIAL)
        for row in read_data("disclaimers")["old"]
    ]  # fmt: skip
    return tuple(known)


@functools.cache
def variants() -> tuple[KnownText, ...]:
    """Return what projects of an agency print in place of the standard disclaimer: a national variant, not an error.

    One that names no authority has "" as its code: the text is there, the name is missing.
    """
    return tuple(
        KnownText(row["text"], row["language"], row["period"], "", row["agency"], source_of(row), is_official=False,
                  is_standard=False, markers=tuple(row["markers"]))
        for row in read_data("disclaimers")["variant"]
    )  # fmt: skip


def _statement(row: dict[str, Any], text: str, *, is_standard: bool) -> KnownText:
    is_official = is_standard and row["standing"] == OFFICIAL
    return KnownText(
        text, row["language"], row["period"], row["kind"], "", source_of(row), is_official, is_standard=is_standard
    )


def _disclaimers(language: str, kind: str, opening: str, row: dict[str, Any]) -> list[KnownText]:
    found = [_known(f"{opening}. {row['eacea']}", language, kind, EACEA, row)]
    found += [
        _known(f"{opening}. {body}", language, kind, EACEA, row, is_standard=False) for body in row.get("also", ())
    ]
    found += [_known(f"{opening}. {body}", language, kind, code, row) for code, body in row.get("agencies", {}).items()]
    for agency in filter(None, (row.get("agency"), row.get("agency_other"))):
        text = f"{opening}. {agency.replace('{of}', NAME)}"
        found.append(_known(text, language, kind, "", row | {"standing": row["agency_standing"]}))
    return found


def _known(
    text: str, language: str, kind: str, authority: str, row: dict[str, Any], *, is_standard: bool = True
) -> KnownText:
    is_official = is_standard and row["standing"] == OFFICIAL
    return KnownText(text, language, NEW, kind, authority, source_of(row), is_official, is_standard=is_standard)
