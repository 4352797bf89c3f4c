"""What an organisation has done, in figures that it can be proud of; only what is public counts."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import ngettext

from plon.catalogue import queries
from plon.catalogue.story import Figure
from plon.labels.queries import labels_of
from plon.organisations.models import Organisation
from plon.projects.enums import PartnershipRole
from plon.uptake.queries import counted_uses


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The sum of an organisation's public work.

    Attributes:
        figures: its projects by role, results, their uses, good practices, partner countries.
        countries: in which it works with others, its own left out, and in how many projects.
        first_year: of the earliest call; 0 if none is known.
        last_year: of the latest one.
    """

    figures: tuple[Figure, ...]
    countries: Mapping[str, int]
    first_year: int
    last_year: int


def portfolio_of(organisation: Organisation, results: int) -> Portfolio:
    """Sum up an organisation, in 3 queries, however much it has done."""
    parts = list(
        queries.parts_of_organisation(organisation).values_list(
            "role", "project__call_year", "project__is_good_practice", "project__countries", "project_id"
        )
    )
    roles = Counter(role for role, *_rest in parts)
    labelled = labels_of([key for *_rest, key in parts])
    years = [year for _role, year, *_rest in parts if year]
    good = sum(1 for _role, _year, is_good, _countries, key in parts if is_good or key in labelled)
    countries = Counter(
        code for *_rest, codes, _key in parts for code in dict.fromkeys(codes) if code != organisation.country
    )
    uses = counted_uses().filter(result__in=queries.published_results().filter(responsible=organisation)).count()
    led, joined = roles[PartnershipRole.COORDINATOR], roles[PartnershipRole.PARTNER]
    joined += roles[PartnershipRole.ASSOCIATED]
    figures = [
        Figure(led, ngettext("project coordinated", "projects coordinated", led)),
        Figure(joined, ngettext("project as a partner", "projects as a partner", joined)),
        Figure(results, ngettext("result it answers for", "results it answers for", results)),
        Figure(uses, ngettext("confirmed use of its results", "confirmed uses of its results", uses)),
        Figure(good, ngettext("good practice", "good practices", good)),
        Figure(len(countries), ngettext("partner country", "partner countries", len(countries))),
    ]
    return Portfolio(
        figures=tuple(figure for figure in figures if figure.value),
        countries=countries,
        first_year=min(years, default=0),
        last_year=max(years, default=0),
    )
