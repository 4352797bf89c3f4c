"""Whom a sentence speaks of, how many of them there are, and what is to be counted."""

import re
from collections.abc import Iterator

from plon.plans.reading.events import ends_of_events
from plon.plans.reading.folded import FoldedSentence
from plon.plans.reading.lexicon import Lexicon

_COUNT = r"(\d{1,3}(?:[ .,\u00a0]\d{3})+|\d{1,6}(?:[.,]\d+)?)"
MOST_WORDS = 8


def count_before(read: FoldedSentence, begin: int, words: Lexicon) -> tuple[int, str] | None:
    """Return the number of what is named at a place, and its words: up to three words may stand between.

    A number counts the first thing named after it: "9 days young people" are nine days, "40 teachers from schools"
    forty teachers. Who does something is not reached by it: "cared for by 4 teachers".
    """
    numbers = "|".join(words.numbers)
    between = r"((?:[\w-]+\s+){0,3})$"
    near = re.match(rf".*(?<![\w.,-])(?:{_COUNT}\+?|({numbers}))\s+{between}", read.folded[:begin], re.DOTALL)
    if not near or words.names_something_counted(near[3]) or words.place.search(near[3]):
        return None
    if re.search(rf"{words.agent.pattern}\s+$", read.folded[: near.start(1) if near[1] else near.start(2)]):
        return None
    if near[2]:
        return words.numbers[near[2]], read.words(*near.span(2))
    number = int(re.sub(r"\D", "", near[1].split(",")[0] if "," in near[1] and len(near[1]) < 5 else near[1]))
    is_year = 1990 <= number <= 2100 and len(near[1]) == len("2026")
    return None if is_year or number < 2 else (number, read.words(*near.span(1)))


def percent_before(read: FoldedSentence, begin: int) -> tuple[int, str] | None:
    """Return the number that stands before a sign of percent, and its words."""
    near = re.search(r"(\d{1,3})\s*$", read.folded[:begin])
    return (int(near[1]), read.words(*near.span(1))) if near else None


def people_in(read: FoldedSentence, words: Lexicon) -> Iterator[tuple[str, re.Match[str], str]]:
    """Yield (kind, match, name) of the people and organisations in a sentence, in order.

    Left out are the partners themselves, owners ("the teachers' attitude"), and what only says more of somebody named
    before ("teachers from local schools").
    """
    covered = 0
    for kind, match in words.groups_in(read.folded):
        if match.start() < covered or read.is_owner(match):
            continue
        begin, end = _span_of(read, match, words)
        covered = end
        around = read.folded[max(0, match.start() - 25) : end]
        if not words.partner.search(around) and not words.no_group.match(read.folded, match.start()):
            yield kind, match, " ".join(read.words(begin, end).split()[:MOST_WORDS])


def _span_of(read: FoldedSentence, match: re.Match[str], words: Lexicon) -> tuple[int, int]:
    """Return where a name of people begins and ends: an adjective before, and what follows up to the next verb."""
    before = re.search(r"[\w-]+\s+$", read.folded[: match.start()])
    begin = before.start() if before and _is_adjective(before[0].strip(), words) else match.start()
    rest = re.match(r"[^,;:.()\n]*", read.folded[match.end() :])
    end = match.end() + (len(rest[0]) if rest else 0)
    if stop := words.stop.search(read.folded, match.end(), end):
        end = stop.start()
    return begin, end


def _is_adjective(word: str, words: Lexicon) -> bool:
    if word in words.numbers or re.search(r"\d", word) or words.stop.match(word) or words.owner.match(word):
        return False
    # Polish says by its endings what is an adjective; in English nearly every word before a noun says more of it.
    return words.language == "en" or bool(re.search(r"(?:ych|ich|ym|im|ymi|imi|emu|ej)$", word))


def is_reached(read: FoldedSentence, begin: int, words: Lexicon) -> bool:
    """Tell whether something is given to those who are named at a place: shared with them, held for them."""
    start = max((match.end() for match in re.finditer(r"[;:.()]", read.folded[:begin])), default=0)
    clause = read.folded[start:begin]
    spoken = [match.end() for p in (words.audience, words.share, words.reach) for match in p.finditer(clause)]
    spoken += [end - start for end in ends_of_events(read, words) if start < end <= begin]
    if not spoken:
        return False
    after = clause[max(spoken) :]
    if re.search(rf"{words.agent.pattern}\s+(?:[\w-]+\s+){{0,2}}$", after):
        return False
    if words.language == "pl":
        # Cases say who receives; what follows the word of sharing is somebody, unless they do it themselves.
        return not words.clause.search(after)
    given = [match.end() for match in words.receive.finditer(after)]
    given += [0 for match in words.reach.finditer(clause) if match.end() == max(spoken)]
    return any(len(after[end:].split()) <= MOST_WORDS and not words.clause.search(after[end:]) for end in given)
