"""People's words on their way into a file of an office: without what XML can't hold or what turns the reading round."""

import re

from babel.core import get_global

# Control characters, lone surrogates and non-characters can't stand in XML 1.0; the others turn the direction of all
# that follows, which a title from anywhere must not be able to do.
_REFUSED = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]"
)
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
_WEB = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
_OTHERS = {"en": "en-GB", "no": "nb-NO", "pt": "pt-PT", "sr": "sr-Latn-RS"}


def clean(text: str) -> str:
    """Return a text without what XML can't hold, its lines ended by one newline each."""
    return cleaned(text).strip()


def cleaned(text: str) -> str:
    """Return a text as `clean` does, with the spaces around it: they part it from its neighbours, or mean a list."""
    return _REFUSED.sub("", _LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    """Return a text on one line, as titles and alternative texts stand."""
    return " ".join(clean(text).split())


def paragraphs(text: str) -> list[str]:
    """Return the lines of a text that say something."""
    return [line.strip() for line in clean(text).split("\n") if line.strip()]


def web_address(text: str) -> str:
    """Return an address of the web as it is, and nothing of any other kind: no script, no file, no quotation mark."""
    address = clean(text)
    return address if _WEB.fullmatch(address) else ""


def language_tag(language: str) -> str:
    """Return the tag by which offices know a language, with its country: "pl-PL", as spelling needs it."""
    if language in _OTHERS:
        return _OTHERS[language]
    likely = get_global("likely_subtags").get(language, "")
    return f"{language}-{likely.rsplit('_', 1)[-1]}" if likely else language
