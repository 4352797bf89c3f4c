"""What this catalogue covers, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from plon.pages import public_page
from plon.programmefigures.coverage import coverage_of
from plon.programmefigures.queries import shown_count


@require_safe
@public_page
def coverage(request: HttpRequest) -> HttpResponse:
    """Say how much there is, of which years and countries, where it comes from, what is missing, and when."""
    shown = shown_count()
    told = coverage_of(shown, get_language() or "pl") if shown else None
    without = dict(told.without) if told else {}
    return render(request, "programmefigures/coverage.html", {"told": told, "without": without})
