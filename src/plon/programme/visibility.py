"""What must be said of the money: funding statement and disclaimer, by language, programme and authority.

Every text knows its source and how well it stands. Nothing is translated by us: what no source gives is None, and
whoever asks says that it is missing.
"""

from dataclasses import dataclass
from typing import Any

from plon.programme.authorities import EACEA, GrantingAuthority
from plon.programme.codelists import read_data
from plon.programme.statements import (
    FILE,
    FOUND,
    NEW,
    OFFICIAL,
    OLD,
    OLD_PROGRAMME,
    OURS,
    SINGLE,
    opening_of,
    period_of,
    source_of,
    statement_of,
    writing,
)  # fmt: skip
from plon.programme.wordings import KnownText, known_disclaimers, known_statements, variants

__all__ = [
    "OLD_PROGRAMME", "KnownText", "Wording", "disclaimer", "emblem_rules", "funding_statement", "known_disclaimers",
    "known_statements", "variants",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wording:
    """A text to print as it is. `language` is the text's own, which may differ from the one asked for.

    `standing` says how well it stands (see `statements`); `is_confirmed` is False where a single source gives the
    text or we put it together: then the project compares it with its agreement.
    """

    text: str
    language: str
    source: str
    is_official: bool
    standing: str = FOUND

    @property
    def is_confirmed(self) -> bool:
        return self.standing in {OFFICIAL, FILE, FOUND}


def emblem_rules() -> dict[str, Any]:
    """Return the emblem's geometry, colours and smallest size (domain.md §5.1)."""
    return dict(read_data("visibility")["emblem"])


def funding_statement(language: str, *, cofunded: bool, programme: str = "") -> Wording | None:
    """Return the statement next to the emblem in `language`, None where no source gives it.

    Old grants say it with the programme's name (domain.md §5.1), in English where nothing better than a single
    find gives it in the language asked for.
    """
    language = writing(language)
    if period_of(programme) == OLD:
        row = statement_of(language, kind="cofunded", period=OLD)
        if row is None or row["standing"] == SINGLE:
            row = statement_of("en", kind="cofunded", period=OLD)
    else:
        row = statement_of(language, kind="cofunded" if cofunded else "funded", period=NEW)
    return _wording(row["text"], row, row["standing"]) if row else None


def disclaimer(
    language: str, *, authority: GrantingAuthority | None, cofunded: bool, programme: str = ""
) -> Wording | None:
    """Return the disclaimer naming the right authority in `language`, None where no source gives it.

    It opens with the statement that the grant asks for (domain.md §5.2: "Co-funded" may replace "Funded").

    Args:
        language: ISO 639-1 code.
        authority: who granted; None (unknown) leaves no disclaimer but the old one.
        cofunded: whether the grant covers a part only.
        programme: code of the programme; grants of 2014-2020 have their own wording, official in English only.
    """
    data = read_data("disclaimers")
    if period_of(programme) == OLD:
        old = next(row for row in data["old"] if row["standing"] == OFFICIAL)
        return _wording(old["text"], old, OFFICIAL)
    language = writing(language)
    row = data["disclaimer"].get(language)
    opening = opening_of(language, cofunded=cofunded)
    if row is None or not opening or authority is None or not authority.is_named:
        return None
    body, standing = _body(row, authority, language)
    return _wording(f"{opening}. {body}", row | {"language": language}, standing) if body else None


def _body(row: dict[str, Any], authority: GrantingAuthority, language: str) -> tuple[str, str]:
    """Return the sentences after the opening, and how well they stand."""
    if authority.code == EACEA:
        return row["eacea"], row["standing"]
    if own := row.get("agencies", {}).get(authority.code):
        return own, FOUND
    if "agency_other" in row and not authority.declines_in(language):
        return row["agency_other"].format(name=authority.bracket), OURS
    name = authority.own if authority.declines_in(language) else authority.bracket
    body = row.get("agency", "").format(name=name, of=authority.name_in_sentence(language))
    return body, row.get("agency_standing", OURS)


def _wording(text: str, row: dict[str, Any], standing: str) -> Wording:
    return Wording(text, str(row["language"]), source_of(row), standing == OFFICIAL, standing)
