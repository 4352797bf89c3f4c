"""The office's own lists behind figures: what the catalogue has no filter for."""

from dataclasses import dataclass

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plon.catalogue.queries import projects_for_cards, results_for_cards
from plon.programmefigures.facts import Facts
from plon.programmefigures.narrowing import Narrowing
from plon.programmefigures.queries import Shown
from plon.programmefigures.reckoning import SUMS, ordered

A_PAGE = 25
# So many of nine parts of a description are there in a result that is told well.
TOLD_WELL = 7


@dataclass(frozen=True, slots=True)
class ListRow:
    """A project or result of a list; without a title it is no longer public."""

    title: str
    address: str
    about: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of a list. `sum` is what the figure adds up, None where it counts the rows themselves."""

    rows: tuple[ListRow, ...]
    total: int
    number: int
    pages: int
    sum: int | None


def page_of(shown: Shown, name: str, narrowing: Narrowing, number: int, language: str) -> ListPage:
    """Return a page of a list; one beyond the end is the last."""
    facts = shown.facts
    places = shown.remember(("places", name, narrowing.key), lambda: ordered(facts, name, narrowing.chosen))
    pages = max(1, -(-len(places) // A_PAGE))
    number = min(max(number, 1), pages)
    here = [int(place) for place in places[(number - 1) * A_PAGE : number * A_PAGE]]
    rows = _projects(facts, here, language) if name == "projects" else _results(facts, here, language)
    added = int(facts.results.measures[name][places].sum()) if name in SUMS else None
    return ListPage(tuple(rows), len(places), number, pages, added)


def _projects(facts: Facts, places: list[int], language: str) -> list[ListRow]:
    keys = [int(facts.projects.keys[place]) for place in places]
    found = {project.pk: project for project in projects_for_cards(keys)}
    rows = []
    for key in keys:
        if (project := found.get(key)) is None:
            rows.append(_gone())
            continue
        text = project.summary_in(language)
        title = (text.title if text else "") or project.title
        rows.append(ListRow(title, project.get_absolute_url(), project.number, (str(project.call_year or ""),)))
    return rows


def _results(facts: Facts, places: list[int], language: str) -> list[ListRow]:
    keys = [int(facts.results.keys[place]) for place in places]
    found = {result.pk: result for result in results_for_cards(keys)}
    rows = []
    for key, place in zip(keys, places, strict=True):
        if (result := found.get(key)) is None:
            rows.append(_gone())
            continue
        about = result.project.acronym or result.project.number or result.project.title
        rows.append(ListRow(result.title_in(language), result.get_absolute_url(), about, signs_of(facts, place)))
    return rows


def _gone() -> ListRow:
    return ListRow("", "", _("No longer public since it was counted."), ())


def signs_of(facts: Facts, place: int) -> tuple[str, ...]:
    """Return in words what was counted of a result: why it is strong, and how much it is looked at and used."""
    known = {name: int(column[place]) for name, column in facts.results.measures.items()}
    views, downloads, uses = known["views"], known["downloads"], known["uses"]
    signs = [
        _("labelled by the agency") if known["labelled"] else "",
        _("all links work") if known["working"] else _("its files are here") if known["living"] else "",
        _("open licence") if known["open"] else "",
        _("well described") if known["told"] >= TOLD_WELL else "",
        ngettext("%(n)s view", "%(n)s views", views) % {"n": intcomma(views)} if views else "",
        ngettext("%(n)s download", "%(n)s downloads", downloads) % {"n": intcomma(downloads)} if downloads else "",
        ngettext("%(n)s confirmed use", "%(n)s confirmed uses", uses) % {"n": intcomma(uses)} if uses else "",
    ]
    return tuple(sign for sign in signs if sign)
