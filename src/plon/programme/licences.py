"""What a tool says of its licence: a sentence in its language, the licence's name and address kept exact."""

from plon.programme.codelists import codelist, read_data
from plon.programme.statements import writing

FALLBACK = "en"


def notice(code: str, language: str) -> str:
    """Return the sentence for a tool, e.g. "Ten materiał jest dostępny na licencji CC BY 4.0."; "" for no licence.

    A licence that forbids changes, and rights reserved, are said as plainly: what the team chose is not softened.
    """
    term = codelist("licences").get(code)
    if term is None:
        return ""
    sentences = read_data("licence_notices")["notice"]
    sentence = sentences[notice_language(language)]
    return str(sentence[str(term.extra.get("notice", "licence"))]).format(name=short_name(code))


def notice_language(language: str) -> str:
    """Return the language that `notice` comes in: `language` itself, or English where we can't write it well."""
    language = writing(language)
    return language if language in read_data("licence_notices")["notice"] else FALLBACK


def notice_languages() -> tuple[str, ...]:
    return tuple(read_data("licence_notices")["notice"])


def licence_url(code: str) -> str:
    """Return where the licence's own text stands; "" for none."""
    term = codelist("licences").get(code)
    return str(term.extra.get("url", "")) if term else ""


def short_name(code: str) -> str:
    """Return the licence's exact short name, e.g. "CC BY-SA 4.0"; "" for none."""
    term = codelist("licences").get(code)
    return str(term.extra.get("short", "")) if term else ""
