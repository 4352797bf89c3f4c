"""The sentences of `visibility.toml` and `disclaimers.toml` by language, and how well each stands."""

from typing import Any

from plon.programme.codelists import read_data

OLD_PROGRAMME = "erasmus-2014-2020"
OLD, NEW = "2014-2020", "2021-2027"
# From a document of the Commission or an agency; read off the Commission's file; printed by two projects or more; by
# one; put together by us from such words.
OFFICIAL, FILE, FOUND, SINGLE, OURS = "official", "file", "found", "single", "ours"
# Norwegian has one wording here; its written forms point to it.
_WRITTEN_AS = {"nb": "no", "nn": "no"}


def writing(language: str) -> str:
    """Return the code under which texts of a language are kept."""
    return _WRITTEN_AS.get(language, language)


def period_of(programme: str) -> str:
    """Return the period whose words a grant prints: those of 2014-2020 carry the programme's name."""
    return OLD if programme == OLD_PROGRAMME else NEW


def statement_of(language: str, *, kind: str, period: str) -> dict[str, Any] | None:
    """Return the statement's entry, `kind` being "funded" or "cofunded"; None where there is none."""
    asked = (language, kind, period)
    rows: list[dict[str, Any]] = read_data("visibility")["statement"]
    return next((row for row in rows if (row["language"], row["kind"], row["period"]) == asked), None)


def opening_of(language: str, *, cofunded: bool) -> str:
    """Return the first sentence of a disclaimer: the statement, or what the language says in its place."""
    kind = "cofunded" if cofunded else "funded"
    row = read_data("disclaimers")["disclaimer"].get(language, {})
    if opening := row.get(f"opening_{kind}"):
        return str(opening)
    statement = statement_of(language, kind=kind, period=NEW)
    return str(statement["text"]) if statement else ""


def source_of(row: dict[str, Any]) -> str:
    """Return where a text comes from, in one line."""
    finds = row.get("finds", ())
    places = f"public files {', '.join(finds)}" if finds else ""
    return "; ".join(filter(None, (row.get("source", ""), places)))
