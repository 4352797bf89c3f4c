"""What must be said of the money: funding statement and disclaimer, by language, programme and authority."""

from dataclasses import dataclass
from typing import Any

from plon.programme.authorities import EACEA, GrantingAuthority
from plon.programme.codelists import read_data

OLD_PROGRAMME = "erasmus-2014-2020"


@dataclass(frozen=True, slots=True)
class Wording:
    """A text to print as it is. `language` is the text's own, which may differ from the one asked for."""

    text: str
    language: str
    source: str
    is_official: bool


def _data() -> dict[str, Any]:
    return read_data("visibility")


def emblem_rules() -> dict[str, Any]:
    """Return the emblem's geometry, colours and smallest size (domain.md §5.1)."""
    return dict(_data()["emblem"])


def funding_statement(language: str, *, cofunded: bool, programme: str = "") -> Wording | None:
    """Return the statement next to the emblem in `language`, None where no source gives it.

    Old grants say it with the programme's name (domain.md §5.1); only English is sourced for them, and
    comes back as English.
    """
    data = _data()
    if programme == OLD_PROGRAMME:
        return Wording(data["statement"][OLD_PROGRAMME]["en"], "en", data["source"], is_official=True)
    text = data["statement"]["cofunded" if cofunded else "funded"].get(language)
    return Wording(text, language, data["source"], is_official=True) if text else None


def disclaimer(
    language: str, *, authority: GrantingAuthority | None, cofunded: bool, programme: str = ""
) -> Wording | None:
    """Return the disclaimer naming the right authority in `language`, None where no source gives it.

    Args:
        language: ISO 639-1 code.
        authority: who granted; None (unknown) leaves no disclaimer but the old one.
        cofunded: whether the grant covers a part only.
        programme: code of the programme; grants of 2014-2020 have their own wording, sourced in English.
    """
    data = _data()
    texts = data["disclaimer"]
    if programme == OLD_PROGRAMME:
        return Wording(texts[OLD_PROGRAMME]["en"], "en", data["source"], is_official=True)
    if authority is None or not authority.is_named:
        return None
    if template := texts["any"].get(language):
        opening = texts["opening"][f"{language}_{'cofunded' if cofunded else 'funded'}"]
        text = template.format(
            opening=opening, authority=authority.short, authority_of=authority.name_in_sentence(language)
        )
        return Wording(text, language, data["source"], is_official=True)
    if authority.code == EACEA and (text := texts["eacea"].get(language)):
        return Wording(text, language, data["source"], is_official=False)
    return None
