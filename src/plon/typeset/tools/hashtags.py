"""Hashtags that can be clicked and read aloud."""

import re
from collections.abc import Iterable

from plon.typeset.tools.plain import one_line

_APART = re.compile(r"[\s,;#]+")
_WORD = re.compile(r"\w+")


def hashtags_of(text: str) -> tuple[str, ...]:
    """Return the hashtags in what a team typed, however it parted them, each once.

    A hashtag of digits only is none (mastodon/documentation, posting.md), so it is left out.
    """
    found: dict[str, str] = {}
    for part in _APART.split(one_line(text)):
        tag = "".join(_WORD.findall(part))
        if tag and not tag.isdigit():
            found.setdefault(tag.casefold(), f"#{tag}")
    return tuple(found.values())


def suggest_hashtags(topics: Iterable[str]) -> str:
    """Return hashtags to begin with, from the names of a project's topics.

    Each word begins with a capital, so that screen readers read words: "Key competences" is #KeyCompetences.
    """
    tags = ("".join(word[:1].upper() + word[1:] for word in _WORD.findall(topic)) for topic in topics)
    return " ".join(hashtags_of(" ".join(tags)))
