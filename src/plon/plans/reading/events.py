"""What happens, by the words that name it; what is only talked about does not happen."""

import re
from collections.abc import Iterator
from functools import lru_cache

from plon.plans.reading.folded import FoldedSentence
from plon.plans.reading.lexicon import Lexicon
from plon.plans.reading.products import products_in

# The kind of what has no more specific word.
OTHER = "other"


def event_in(read: FoldedSentence, words: Lexicon) -> tuple[str, re.Match[str]] | None:
    """Return (kind, match) of what happens by its most specific word, kind "other" left out."""
    for code, pattern in words.activities.items():
        if code != OTHER and (match := next(_events(read, pattern, words), None)):
            return code, match
    return None


def other_event_in(read: FoldedSentence, words: Lexicon) -> tuple[str, re.Match[str]] | None:
    """Return what happens and has no more specific word: a meeting, a festival."""
    match = next(_events(read, words.activities[OTHER], words), None)
    return (OTHER, match) if match else None


@lru_cache(maxsize=4)
def ends_of_events(read: FoldedSentence, words: Lexicon) -> list[int]:
    """Return where the words end that name what happens."""
    return [match.end() for pattern in words.activities.values() for match in _events(read, pattern, words)]


def _events(read: FoldedSentence, pattern: re.Pattern[str], words: Lexicon) -> Iterator[re.Match[str]]:
    if not pattern.search(read.folded):
        return
    no_events = [match.span() for p in (words.managing, words.no_event) for match in p.finditer(read.folded)]
    # A training course that is made is a thing, a brochure of exhibitions too.
    no_events += [span for _code, _match, span in products_in(read, words)]
    for match in pattern.finditer(read.folded):
        is_part = any(begin <= match.start() < end for begin, end in no_events)
        if not (is_part or read.is_owner(match) or _is_topic(read, match.start(), words)):
            yield match


def _is_topic(read: FoldedSentence, begin: int, words: Lexicon) -> bool:
    """Tell whether a word is only what something is about: "a brochure about internships"."""
    about = re.search(rf"{words.topic.pattern}\s+((?:[\w-]+\s+){{0,4}})$", read.folded[:begin])
    return about is not None and not words.promise.search(about[1])
