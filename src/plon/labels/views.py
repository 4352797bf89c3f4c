"""The public page of good practices."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from plon.labels import queries
from plon.labels.enums import Kind
from plon.labels.presenting import named_fields, rows_of
from plon.pages import public_page

A_PAGE = 20


@require_safe
@public_page
def index(request: HttpRequest) -> HttpResponse:
    """Projects and results that the agency labelled, with its reasons, the newest first."""
    language = get_language() or "pl"
    fields, years = queries.choices_of_page()
    asked = request.GET
    field, kind, year = asked.get("field", ""), asked.get("kind", ""), asked.get("year", "")
    field = field if field in fields else ""
    kind = kind if kind in Kind.values else ""
    chosen_year = next((each for each in years if str(each) == year), None)
    found = queries.given_labels(field=field, kind=kind, year=chosen_year)
    page = Paginator(found, A_PAGE).get_page(asked.get("page", "1")[:9])
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "section": "projects",
        "page": page,
        "rows": rows_of(page, language),
        "fields": named_fields(fields, language),
        "kinds": Kind.choices,
        "years": years,
        "field": field,
        "kind": kind,
        "year": chosen_year,
        "query": query.urlencode() + "&" if query else "",
        "is_narrowed": bool(field or kind or chosen_year),
    }
    return render(request, "labels/index.html", context)
