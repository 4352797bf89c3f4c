"""Find what a text seems to promise: sentences with something that will be done, and what they say of it.

Nothing is invented: every guessed value rests on words of the sentence, kept as its grounds; what the sentence
does not say stays empty.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from plon.plans.reading.dates import day_in
from plon.plans.reading.events import event_in, other_event_in
from plon.plans.reading.folded import FoldedSentence
from plon.plans.reading.lexicon import Lexicon, lexicon
from plon.plans.reading.people import count_before, is_reached, people_in, percent_before
from plon.plans.reading.products import products_in, title_at
from plon.plans.reading.sentences import sentences_with_leads
from plon.texts import fold

LONGEST_TITLE = 280
SHORTEST, SHORTEST_IN_LIST, LONGEST = 25, 10, 900


@dataclass(frozen=True)
class Found:
    """A promise that a sentence seems to make.

    Attributes:
        sentence: the sentence, as it stands in the text.
        kind: "result", "group", "activity" or "indicator".
        guess: {field of the item: value}.
        grounds: {field: the words that it rests on}.
    """

    sentence: str
    kind: str
    guess: Mapping[str, Any]
    grounds: Mapping[str, str] = field(default_factory=dict)


def find_promises(text: str, language: str) -> list[Found]:
    """Return what a text seems to promise, in its order, each proposal once.

    Args:
        text: an application, or a part of it.
        language: "pl" or "en".
    """
    found: list[Found] = []
    seen: set[tuple[str, str, int | None]] = set()
    for sentence, lead in sentences_with_leads(text):
        for each in promises_in(sentence, language, lead=lead):
            name = fold(str(each.guess.get("name") or each.guess.get("title") or ""))
            key = (each.kind, name, each.guess.get("size"))
            if key not in seen:
                seen.add(key)
                found.append(each)
    return found


def promises_in(sentence: str, language: str, *, lead: str = "") -> list[Found]:
    """Return what one sentence seems to promise.

    Args:
        sentence: the sentence.
        language: "pl" or "en".
        lead: what introduces the list that it stands in ("The activities are:").
    """
    words = lexicon("pl" if language == "pl" else "en")
    read = FoldedSentence(sentence, lead)
    shortest = SHORTEST_IN_LIST if words.lead.search(read.lead) else SHORTEST
    if not shortest <= len(read.text) <= LONGEST or not _is_promise(read, words):
        return []
    return [*_results(read, words), *_activities(read, words), *_groups(read, words), *_indicators(read, words)]


def _is_promise(read: FoldedSentence, words: Lexicon) -> bool:
    """Tell whether something is to be done: a word of promise, here or above the list, and no story of the past."""
    promise = words.promise.search(read.folded)
    # "Will be organised", "to be carried out" are no past.
    past = next(
        (
            m
            for m in words.past.finditer(read.folded)
            if not re.search(r"(?<!\w)be\s+(?:\w+\s+)?$", read.folded[: m.start()])
        ),
        None,
    )
    if promise is None:
        return past is None and bool(words.lead.search(read.lead))
    return past is None or promise.start() < past.start()


def _results(read: FoldedSentence, words: Lexicon) -> Iterator[Found]:
    for code, match, span in products_in(read, words):
        title = title_at(read, span)
        yield Found(
            read.text, "result",
            {"title": title[:LONGEST_TITLE], "kind": "tangible", "category": code},
            {"title": title[:LONGEST_TITLE], "category": read.words(*match.span())},
        )  # fmt: skip


def _activities(read: FoldedSentence, words: Lexicon) -> Iterator[Found]:
    """Yield one proposal for what happens, however many words name it."""
    named = event_in(read, words) or _publishing(read, words) or other_event_in(read, words) or _sharing(read, words)
    if named is None:
        return
    code, match = named
    guess: dict[str, Any] = {"title": _shortened(read.text), "kind": code}
    grounds = {"title": read.text, "kind": read.words(*match.span())}
    for phase, pattern in (("after", words.after), ("before", words.before)):
        if "phase" not in guess and (said := pattern.search(read.folded)):
            guess["phase"], grounds["phase"] = phase, read.words(*said.span())
    if online := words.online.search(read.folded):
        guess["place"], grounds["place"] = "online", read.words(*online.span())
    if dated := day_in(read, words):
        guess["start"], grounds["start"] = dated
    yield Found(read.text, "activity", guess, grounds)


def _publishing(read: FoldedSentence, words: Lexicon) -> tuple[str, re.Match[str]] | None:
    """Return where something is to be put for everybody: on a website, a platform."""
    match = words.publish.search(read.folded)
    return ("publication", match) if match and words.places.search(read.folded) else None


def _sharing(read: FoldedSentence, words: Lexicon) -> tuple[str, re.Match[str]] | None:
    """Return a word of sharing, if somebody receives what is shared."""
    match = words.share.search(read.folded)
    if match is None:
        return None
    receivers = (each.start() for _kind, each, _name in people_in(read, words) if each.start() > match.start())
    return ("other", match) if any(is_reached(read, begin, words) for begin in receivers) else None


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_TITLE else text[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"


def _groups(read: FoldedSentence, words: Lexicon) -> Iterator[Found]:
    """Yield groups to reach; people are named everywhere, so a number or a word of sharing must speak of them."""
    kinds: set[str] = set()
    for kind, match, name in people_in(read, words):
        counted = count_before(read, match.start(), words)
        if kind in kinds or not (counted or is_reached(read, match.start(), words)):
            continue
        kinds.add(kind)
        guess: dict[str, Any] = {"name": name, "kind": kind}
        grounds = {"name": name, "kind": read.words(*match.span())}
        if counted:
            guess["size"], grounds["size"] = counted
        yield Found(read.text, "group", guess, grounds)


def _indicators(read: FoldedSentence, words: Lexicon) -> Iterator[Found]:
    """Yield one indicator; how many people manage the project is none."""
    if words.managing.search(read.folded) and not (event_in(read, words) or other_event_in(read, words)):
        return
    for unit, pattern in words.units.items():
        for match in (
            re.finditer(r"%|procent\w*|per ?cent", read.folded) if unit == "%" else pattern.finditer(read.folded)
        ):
            begin = match.start()
            counted = percent_before(read, begin) if unit == "%" else count_before(read, begin, words)
            if not counted or words.partner.search(read.folded[max(0, begin - 25) : match.end() + 15]):
                continue
            number, told = counted
            guess: dict[str, Any] = {
                "name": _shortened(read.text), "nature": "quantitative", "target": str(number),
                "unit": read.words(*match.span()),
            }  # fmt: skip
            grounds = {"name": read.text, "target": told, "unit": read.words(*match.span())}
            if dated := day_in(read, words):
                guess["target_date"], grounds["target_date"] = dated
            yield Found(read.text, "indicator", guess, grounds)
            return
