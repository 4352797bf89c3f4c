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
from plon.catalogue.tabs import tabs_of
from plon.pages import public_page
from plon.search import index


def _language() -> str:
    return get_language() or "pl"


def _updated_at() -> datetime.datetime | None:
    age = index.age()
    return max(age.built_at, age.newest_change or age.built_at) if age else None


def _list(request: HttpRequest, kind: listing.ListKind) -> HttpResponse:
    found = listing.read_listing(request.GET, kind, _language())
    context = {
        "listing": found,
        "rows": [] if found.view == "map" else rows_of(found, _language()),
        "tabs": tabs_of(found, _language()),
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
