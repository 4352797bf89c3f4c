"""Results like a result: what a visitor may want instead or beside, from other projects first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from plon.catalogue import queries
from plon.results.models import Result, ResultText
from plon.search.analysis import STOP_WORDS, form, words_of
from plon.search.likeness import alike

MOST_WORDS, SHORTEST_WORD = 8, 4
# A shared category alone makes two results alike; the language, which half the catalogue shares, only orders them.
WEIGHTS: Mapping[str, float] = {"topic": 2.0, "audience": 1.5, "category": 1.0}
# Asked for, so that enough from other projects are among them.
ASKED, SHOWN = 12, 3


def telling_words(text: ResultText | None, title: str = "") -> tuple[str, ...]:
    """Return the words that say what a result is about: of its title first, then of the problem that it solves."""
    said = [text.title, text.problem, text.summary[:300]] if text else [title]
    chosen: dict[str, str] = {}
    for word in (word for part in said for word in words_of(part)):
        if len(word) >= SHORTEST_WORD and word.lower() not in STOP_WORDS and not word.isdigit():
            chosen.setdefault(form(word), word)
    return tuple(chosen.values())[:MOST_WORDS]


def facets_to_share(result: Result, extra: Mapping[str, Sequence[str]] | None = None) -> dict[str, tuple[str, ...]]:
    """Return the values that make others like it; `extra` are those of its fit card."""
    shared = {
        "category": (result.category,),
        "topic": tuple(result.project.topics),
        "language": tuple(result.languages),
        "audience": tuple((extra or {}).get("audience", ())),
    }
    return {name: values for name, values in shared.items() if any(values)}


def foreign_first(found: Sequence[Result], project: int, count: int = SHOWN) -> list[Result]:
    """Return the first `count`, those of other projects before those of the same, else in the order given."""
    return sorted(found, key=lambda one: one.project_id == project)[:count]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What stands beside a result: results like it, and the newest others of its project; none is in both."""

    similar: tuple[Result, ...]
    others: tuple[Result, ...]


def neighbours_of(result: Result, language: str) -> Neighbours:
    """Return what stands beside a result, with all that small cards show: one question to the engine, 3 queries.

    Args:
        result: loaded with its texts and project.
        language: the reader's.
    """
    text = result.text_in(language)
    keys = alike(
        telling_words(text, result.working_title),
        facets_to_share(result),
        kind="result",
        key=result.pk,
        language=text.language if text else language,
        weights=WEIGHTS,
        size=ASKED,
    )
    newest = queries.newest_others(result)
    found = queries.small_cards_of({*keys, *newest})
    others = [found[key] for key in newest if key in found]
    candidates = [found[key] for key in keys if key in found and key not in newest]
    similar = foreign_first(candidates, result.project_id)
    prefetch_related_objects([*similar, *others], "texts")
    return Neighbours(tuple(similar), tuple(others))
