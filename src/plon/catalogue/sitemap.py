"""The sitemap: every public page with its twin in the other language, in parts of 5,000 things."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from plon.catalogue.queries import public_organisations, published_results
from plon.organisations.models import Organisation
from plon.projects.models import Project
from plon.projects.queries import public_projects
from plon.results.models import Result

PART = 5000

_PAGES: list[tuple[str, tuple[str, ...]]] = [
    ("portal:home", ()),
    *(("portal:theme", (theme,)) for theme in ("results", "tools", "sustainability", "evaluation")),
    ("portal:about", ()),
    ("catalogue:results", ()),
    ("catalogue:projects", ()),
    ("catalogue:organisations", ()),
]

Listed = QuerySet[Result] | QuerySet[Project] | QuerySet[Organisation]


def _listed(kind: str) -> Listed:
    if kind == "results":
        return published_results().only("public_id", "working_title", "updated_at")
    if kind == "projects":
        return public_projects().only("public_id", "number_key", "is_number_wellformed", "updated_at")
    if kind == "organisations":
        return public_organisations().only("public_id", "name", "updated_at")
    raise Http404


@require_safe
@cache_control(public=True, max_age=3600)
def index(request: HttpRequest) -> HttpResponse:
    """List the parts."""
    names = ["pages-1"]
    for kind in ("results", "projects", "organisations"):
        names += [f"{kind}-{number + 1}" for number in range(-(-_listed(kind).count() // PART))]
    parts = "".join(
        f"<sitemap><loc>{escape(settings.BASE_URL + reverse('sitemap_part', args=name.rsplit('-', 1)))}</loc></sitemap>"
        for name in names
    )
    return _xml(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{parts}</sitemapindex>')


@require_safe
@cache_control(public=True, max_age=3600)
def part(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """List one part's pages in both languages."""
    entries = list(_static_entries() if kind == "pages" else _entries(kind, number))
    if not entries or (kind == "pages" and number != 1):
        raise Http404
    return _xml(
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
        f"{''.join(entries)}</urlset>"
    )


def _static_entries() -> Iterator[str]:
    for name, arguments in _PAGES:
        addresses = {}
        for code, _ in settings.LANGUAGES:
            with translation.override(code):
                addresses[code] = reverse(name, args=arguments)
        yield from _pair(addresses, "")


def _entries(kind: str, number: int) -> Iterator[str]:
    begin = (max(number, 1) - 1) * PART
    for thing in _listed(kind).order_by("pk")[begin : begin + PART]:
        addresses = {}
        for code, _ in settings.LANGUAGES:
            with translation.override(code):
                addresses[code] = thing.get_absolute_url()
        yield from _pair(addresses, thing.updated_at.date().isoformat())


def _pair(addresses: dict[str, str], changed: str) -> Iterator[str]:
    twins = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(settings.BASE_URL + path)}"/>'
        for code, path in addresses.items()
    )
    dated = f"<lastmod>{changed}</lastmod>" if changed else ""
    for path in addresses.values():
        yield f"<url><loc>{escape(settings.BASE_URL + path)}</loc>{dated}{twins}</url>"


def _xml(body: str) -> HttpResponse:
    return HttpResponse(f'<?xml version="1.0" encoding="UTF-8"?>\n{body}', content_type="application/xml")


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """Say what robots may read: all that is public, but not every combination of filters."""
    lines = [
        "User-agent: *",
        "Disallow: /workspace/",
        "Disallow: /office/",
        "Disallow: /accounts/",
        # Lists with filters are endless; the sitemap has every page once.
        "Disallow: /*?",
        "Allow: /r/",
        "",
        f"Sitemap: {settings.BASE_URL}{reverse('sitemap')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
