"""What the team's pages show of what was told: rows in words, and the choices of the filters."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from plon.programme import places
from plon.uptake.enums import HiddenBy
from plon.uptake.exporting import state_words
from plon.uptake.models import Adaptation, Told, Use
from plon.uptake.narrowing import COUNTED, HIDDEN, REPEATED, Narrowing
from plon.uptake.presenting import Made, how_words, made_of, purpose_words, shown_words


@dataclass(frozen=True, slots=True)
class UseRow:
    """A use in the team's list; `mark` says why it doesn't count."""

    use: Use
    place: str
    purposes: str
    how: str
    shown: str
    mark: str


def use_rows(uses: Iterable[Use], language: str) -> list[UseRow]:
    return [
        UseRow(
            use,
            ", ".join(part for part in (use.town, places.country_name(use.country, language)) if part),
            purpose_words(use),
            how_words(use, language),
            shown_words(use),
            state_words(use) if use.hidden_at or use.repeats_id else "",
        )
        for use in uses
    ]


def adaptation_rows(adaptations: Iterable[Adaptation], language: str) -> list[tuple[Adaptation, Made]]:
    return [(each, made_of(each, language)) for each in adaptations]


def filters_for(uses: Iterable[tuple[str, str, str]], narrowing: Narrowing, language: str) -> list[
    tuple[str, str, list[tuple[str, str, bool]]]
]:  # fmt: skip
    """Return (name, label, [(value, words, is it chosen)]) of each filter, from (result, title, country) of uses."""
    told = list(uses)
    results = {result: title for result, title, _country in told}
    countries = {country: places.country_name(country, language) for _result, _title, country in told if country}
    states = {COUNTED: _("those that count"), REPEATED: _("told before"), HIDDEN: _("hidden")}
    offered = (
        ("result", _("Result"), sorted(results.items(), key=lambda one: one[1].casefold()), narrowing.result),
        ("country", _("Country"), sorted(countries.items(), key=lambda one: places.sort_key(one[1])),
         narrowing.country),
        ("state", _("Which"), list(states.items()), narrowing.state),
    )  # fmt: skip
    return [
        (name, label, [(value, words, value == chosen) for value, words in choices])
        for name, label, choices, chosen in offered
    ]


def may_restore(told: Told, *, as_office: bool) -> bool:
    """Tell whether what is hidden can be brought back from here."""
    return told.hidden_at is not None and (as_office or told.hidden_as == HiddenBy.TEAM)
