"""What a fit card means to the catalogue's filters."""

from plon.programme.fit import bands, known
from plon.results.models import FitCard, Result
from plon.results.queries import newest_files

Facets = dict[str, tuple[str, ...]]


def card_or_none(result: Result) -> FitCard | None:
    """Return the result's fit card, None if nobody began one (no query if loaded with `fit`)."""
    try:
        return result.fit
    except FitCard.DoesNotExist:
        return None


def facets_of(result: Result) -> Facets:
    """Return {facet: values} of a result loaded with `fit` and files; a facet that nobody answered is absent.

    Bands are those that a range touches: age 10 to 15 is found under 10–12 and under 13–15.
    """
    card = card_or_none(result)
    found: Facets = {}
    if card is not None:
        found = {
            "audience": (*known("audience", card.audiences), *known("learners", card.learners)),
            "age": bands("age", card.age_from, card.age_to),
            "level": known("level", card.levels),
            "time": _time(card),
            "size": bands("size", card.group_from, card.group_to),
            "language_level": known("language_level", card.language_levels),
            "offline": known("offline", [card.works_offline]),
            "quality": known("quality", card.qualities),
        }
    found["editable"] = editable(result, card)
    return {facet: values for facet, values in found.items() if values}


def _time(card: FitCard) -> tuple[str, ...]:
    """A time with one end is that time: who writes “45 minutes” does not mean “45 minutes or a year”."""
    start, end = card.minutes_from, card.minutes_to
    return bands("time", start if start is not None else end, end if end is not None else start)


def editable(result: Result, card: FitCard | None) -> tuple[str, ...]:
    """Return whether others can edit it: as the team says, else yes if one of its newest files says so."""
    if card is not None and card.editable:
        return (card.editable,)
    return ("yes",) if any(file.is_editable for file, _earlier in newest_files(result)) else ()
