"""What a sentence says will be made, and what it is called."""

import re
from collections.abc import Iterator
from functools import lru_cache

from plon.plans.reading.folded import FoldedSentence
from plon.plans.reading.lexicon import Lexicon

MOST_WORDS = 14
# So near stand the thing and the word that says it will be made.
NEAR = 12
_ARTICLES = re.compile(
    r"(?<!\w)(?:a|an|the|of|and|or|be|in|for|by|as|with|also|i|oraz|w|z|do|na|sie|lub|to|tez|rowniez),?\s+"
)


Product = tuple[str, re.Match[str], tuple[int, int]]


@lru_cache(maxsize=4)
def products_in(read: FoldedSentence, words: Lexicon) -> tuple[Product, ...]:
    """Return (category, match, where its title stands) of what will be made; of each category the first."""
    return tuple(_products(read, words))


def _products(read: FoldedSentence, words: Lexicon) -> Iterator[Product]:
    for code, pattern in words.results.items():
        for match in pattern.finditer(read.folded):
            if _is_made(read, match, words) and not _is_place(read, match, words):
                yield code, match, _span_of(read, match, words)
                break


def _is_made(read: FoldedSentence, match: re.Match[str], words: Lexicon) -> bool:
    before, after = read.folded[: match.start()], read.folded[match.end() :]
    if words.yields.search(read.lead) and _is_near(before, words):
        return True
    if (named := words.yields.search(before)) and _is_near(before[named.end() :], words):
        return True
    makers = list(words.make.finditer(before))
    if makers and _is_near(before[makers[-1].end() :], words):
        return True
    # "A handbook will be written", „poradnik zostanie opracowany”.
    passive = r"(?:will|shall|to|should)\s+(?:\w+\s+)?be\s+(?:\w+\s+)?" if words.language == "en" else ""
    made = re.search(rf"{passive}{words.make.pattern}", after)
    return made is not None and _is_near(after[: made.start()], words)


def _is_near(between: str, words: Lexicon) -> bool:
    return len(between.split()) <= NEAR and not words.clause.search(between) and not re.search(r"[;:.]", between)


def _is_place(read: FoldedSentence, match: re.Match[str], words: Lexicon) -> bool:
    """Tell whether a thing is only where or with what something is done: "on our website", "use of ICT tools"."""
    near = re.search(rf"{words.place.pattern}\s+((?:[\w’'-]+\s+){{0,3}})$", read.folded[: match.start()])
    if near is None:
        return False
    is_form = words.form.search(read.folded[: match.start()][near.start() :])
    return not is_form and not any(p.search(near[1]) for p in (words.make, words.promise, words.join))


def title_at(read: FoldedSentence, span: tuple[int, int]) -> str:
    """Return the title of what will be made."""
    return " ".join(read.words(*span).split()[:MOST_WORDS]).strip(" –-")


def _span_of(read: FoldedSentence, match: re.Match[str], words: Lexicon) -> tuple[int, int]:
    """Return the words around a match: from its adjectives and number to the next clause."""
    head = re.search(r"(?:[\w-]+\s+){0,3}$", read.folded[: match.start()])
    begin = head.start() if head else match.start()
    for pattern in (words.make, words.promise, words.yields, _ARTICLES):
        for each in pattern.finditer(read.folded, begin, match.start()):
            begin = max(begin, each.end())
    rest = re.match(r"[^,;:.()\n•]*", read.folded[match.end() :])
    end = match.end() + (len(rest[0]) if rest else 0)
    for pattern in (words.clause, words.promise):
        if ended := pattern.search(read.folded, match.end(), end):
            end = ended.start()
    for each in words.join.finditer(read.folded, match.end(), end):
        # "… and a map": the next thing, or the next thing to be done, is told by itself.
        following = " ".join(read.folded[each.end() : end].split()[:4])
        others = (words.make, words.promise, words.share, *words.results.values())
        if not following or any(pattern.search(following) for pattern in others):
            end = each.start()
            break
    return begin, end
