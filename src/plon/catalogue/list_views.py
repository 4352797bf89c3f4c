"""Lists: one box over everything, results, projects, organisations. The question stands in the address."""

import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from plon.catalogue import listing
from plon.catalogue.addresses import addresses_of
from plon.catalogue.finding import rows_of
from plon.catalogue.helping import help_for
from plon.catalogue.map import map_of, places_of
from plon.catalogue.tabs import tabs_of
from plon.pages import public_page
from plon.search import index


def _language() -> str:
    return get_language() or "pl"


def _updated_at() -> datetime.datetime | None:
    age = index.age()
    return max(age.built_at, age.newest_change or age.built_at) if age else None


def _map(found: listing.Listing) -> dict[str, object]:
    counts = {count.value: count.count for count in found.answer.facets.get("country", ())}

    def link(country: str) -> str:
        return found.address(country=country, view="")

    return {"map": map_of(counts, _language(), link), "places": places_of(counts, _language(), link)}


def _list(request: HttpRequest, kind: listing.ListKind) -> HttpResponse:
    found = listing.read_listing(request.GET, kind, _language())
    context = {
        "listing": found,
        **(_map(found) if found.view == "map" else {"rows": rows_of(found, _language())}),
        "tabs": tabs_of(found),
        "help": None if found.answer.total else help_for(found, _language()),
        "section": kind.name,
        "updated_at": _updated_at(),
        **addresses_of(found),
    }
    return render(request, f"catalogue/{kind.name}.html", context)


@require_safe
@public_page
def everything(request: HttpRequest) -> HttpResponse:
    """Find anything: results, projects, organisations, the guide, collections, best hits mixed."""
    return _list(request, listing.ALL)


@require_safe
@public_page
def results(request: HttpRequest) -> HttpResponse:
    return _list(request, listing.RESULTS)


@require_safe
@public_page
def projects(request: HttpRequest) -> HttpResponse:
    return _list(request, listing.PROJECTS)


@require_safe
@public_page
def organisations(request: HttpRequest) -> HttpResponse:
    return _list(request, listing.ORGANISATIONS)
