"""Lists of results, projects and organisations: the question stands in the address."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from plon.catalogue import listing, presenting, queries
from plon.pages import public_page


def _language() -> str:
    return get_language() or "pl"


@require_safe
@public_page
def results(request: HttpRequest) -> HttpResponse:
    """Find results: words, filters, pages; all of it stands in the address."""
    found = listing.read_listing(request.GET, listing.RESULTS, _language())
    context = {"listing": found, "results": queries.results_for_cards(found.keys), "section": "results"}
    return render(request, "catalogue/results.html", context)


@require_safe
@public_page
def projects(request: HttpRequest) -> HttpResponse:
    found = listing.read_listing(request.GET, listing.PROJECTS, _language())
    rows = [
        (project, presenting.project_summary(project, _language()))
        for project in queries.projects_for_cards(found.keys)
    ]
    context = {"listing": found, "projects": rows, "section": "projects"}
    return render(request, "catalogue/projects.html", context)


@require_safe
@public_page
def organisations(request: HttpRequest) -> HttpResponse:
    found = listing.read_listing(request.GET, listing.ORGANISATIONS, _language())
    context = {
        "listing": found,
        "organisations": queries.organisations_for_cards(found.keys),
        "section": "organisations",
    }
    return render(request, "catalogue/organisations.html", context)
