"""What is kept of a page to know it again: title, telling words, language, certificate; never the page itself."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from plon.linkwatch.lexicon import lexicon
from plon.texts import fold

_WORD = re.compile(r"[^\W_]+")
SHORTEST, STEM = 4, 7
# Words that are looked at; what a page is about stands in its first pages.
MOST_WORDS = 3000
_TERMS_READ = 400


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """A page as it was when it was good.

    Attributes:
        title: as it stood there.
        terms: its telling words and how much each weighs; together they make 1 as a vector.
        language: "" if nobody could tell.
        site: whose name the address was.
        holder: the organisation in its certificate; most have none.
        issuer: who gave the certificate.
        neighbours: other sites that the page names, in order of the alphabet; those that everybody names left out.
        delicate: how much its words were of the two delicate subjects, "adult" and "gambling".
        readings: of how many good readings it is made.
    """

    title: str = ""
    terms: Mapping[str, float] = field(default_factory=dict)
    language: str = ""
    site: str = ""
    holder: str = ""
    issuer: str = ""
    neighbours: tuple[str, ...] = ()
    delicate: Mapping[str, float] = field(default_factory=dict)
    readings: int = 1

    def to_json(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return {**asdict(self), "neighbours": list(self.neighbours)}


def from_json(kept: Mapping[str, Any] | None) -> Fingerprint | None:
    """Read what `to_json` wrote; what later versions add is left out."""
    if not kept:
        return None
    known = {each.name for each in fields(Fingerprint)}
    values = {name: value for name, value in kept.items() if name in known}
    return Fingerprint(**{**values, "neighbours": tuple(kept.get("neighbours") or ())})


def words_in(text: str) -> list[str]:
    """Return the words of a text, folded, in their order."""
    return _WORD.findall(fold(text))[:MOST_WORDS]


def terms_of(words: Iterable[str], most: int) -> dict[str, float]:
    """Return the most frequent telling words, by their beginnings, each with its share of a vector of length 1."""
    common, stems = lexicon().common, lexicon().common_stems
    telling = (word[:STEM] for word in words if len(word) >= SHORTEST and word not in common and not word.isdecimal())
    counts = Counter(stem for stem in telling if stem not in stems)
    weights = {word: math.sqrt(count) for word, count in counts.most_common(most)}
    return _to_length_one(weights)


def _to_length_one(weights: Mapping[str, float]) -> dict[str, float]:
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {word: round(weight / length, 4) for word, weight in weights.items()} if length else {}


def terms_read(words: Iterable[str]) -> dict[str, float]:
    """Return the terms of a page that is looked at: more than are kept, so that order among equals matters little."""
    return terms_of(words, _TERMS_READ)


def likeness(before: Mapping[str, float], now: Mapping[str, float]) -> float:
    """Return how much of the telling words is there still: 0 to 1.

    The mean of two measures: the cosine sees what was added, the share of kept words does not mind it (redesigns add
    menus, blogs add entries).
    """
    if not before or not now:
        return 0.0
    cosine = sum(weight * now.get(word, 0.0) for word, weight in before.items())
    kept = sum(weight for word, weight in before.items() if word in now) / sum(before.values())
    return min(1.0, (cosine + kept) / 2)


def title_likeness(before: str, now: str) -> float:
    """Return the share of telling words of the old title that are in the new one: 0 to 1."""
    old, new = set(terms_of(words_in(before), 30)), set(terms_of(words_in(now), 30))
    return len(old & new) / len(old) if old else 0.0


def blended(kept: Fingerprint, newer: Fingerprint) -> Fingerprint:
    """Return a fingerprint that has taken in one more good reading: the first ones fully, later ones a little."""
    figures = lexicon().fingerprint
    is_first = kept.readings < figures["first_readings"]
    share = 1 / (kept.readings + 1) if is_first else figures["drift"]
    weights: defaultdict[str, float] = defaultdict(float)
    for terms, part in ((kept.terms, 1 - share), (newer.terms, share)):
        for word, weight in terms.items():
            weights[word] += weight * part
    heaviest = sorted(weights.items(), key=lambda each: -each[1])[: int(figures["terms"])]
    return replace(
        newer,
        terms=_to_length_one(dict(heaviest)),
        title=newer.title or kept.title,
        language=newer.language or kept.language,
        holder=newer.holder or kept.holder,
        issuer=newer.issuer or kept.issuer,
        neighbours=newer.neighbours or kept.neighbours,
        readings=kept.readings + 1,
    )
