"""The sitemap: every public page once, with its twin in the other language, in parts that cost the same however many.

A part is a range of keys, not a range of places in a list: no part counts past the ones before it, and a page stays in
its part for good. The index asks for the first key of each range, one quick question per part. Rooms above add their
own kinds of pages (`register_listed`).
"""

from collections.abc import Callable, Iterator
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from plon.catalogue.by_key import published_by_key
from plon.events.queries import public_events
from plon.newsletter.queries import public_issues
from plon.organisations.models import Organisation
from plon.projects.models import Partnership
from plon.projects.queries import public_projects

# Keys in a part: at most 10,000 addresses of about 500 bytes; the limits of sitemaps.org are 50,000 and 50 MB.
PART = 5000
FRESH = 3600
PAGES = "pages"
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"

_PAGES: list[tuple[str, tuple[str, ...]]] = [
    ("portal:home", ()),
    ("portal:guide", ()),
    *(
        ("portal:guide_page", (guide,))
        for guide in (
            "dissemination",
            "results",
            "tools",
            "sustainability",
            "evaluation",
            "first-plan",
            "open-licences",
            "consent-and-photos",
            "indicators",
            "final-weeks",
        )
    ),
    ("portal:glossary", ()),
    ("portal:about", ()),
    ("portal:accessibility", ()),
    ("portal:privacy", ()),
    ("catalogue:results", ()),
    ("catalogue:projects", ()),
    ("catalogue:organisations", ()),
    ("collections:index", ()),
    ("portal:news", ()),
    ("events:index", ()),
    ("newsletter:index", ()),
    ("labels:index", ()),
    ("catalogue:data", ()),
]

Things = Callable[[], QuerySet[Any]]
_listed: dict[str, Things] = {}
_of_one_language: set[str] = set()


def register_listed(kind: str, things: Things, *, is_of_one_language: bool = False) -> None:
    """List things that have public pages: each has `get_absolute_url()` and `updated_at`.

    Args:
        kind: stands in the addresses of the parts.
        things: those that the public may see now, with the fields that their addresses need.
        is_of_one_language: each has one page, in a language of its own; else one in every language of the interface.
    """
    _listed[kind] = things
    if is_of_one_language:
        _of_one_language.add(kind)


def register_catalogue() -> None:
    """List the catalogue's own things."""
    register_listed("results", lambda: published_by_key().only("public_id", "working_title", "updated_at"))
    register_listed(
        "projects", lambda: public_projects().only("public_id", "number_key", "is_number_wellformed", "updated_at")
    )
    register_listed("organisations", _organisations)
    register_listed("events", public_events)
    register_listed("newsletter", public_issues)


def _organisations() -> QuerySet[Organisation]:
    part = Partnership.objects.filter(organisation=OuterRef("pk"), project__in=public_projects())
    return Organisation.objects.filter(Exists(part)).only("public_id", "name", "updated_at")


@require_safe
@cache_control(public=True, max_age=FRESH)
def index(request: HttpRequest) -> HttpResponse:
    """List the parts."""
    names = [(PAGES, 1), *((kind, number) for kind in _listed for number in _parts(_listed[kind]()))]
    parts = "".join(
        f"<sitemap><loc>{escape(settings.BASE_URL + reverse('sitemap_part', args=name))}</loc></sitemap>"
        for name in names
    )
    return _xml(f'<sitemapindex xmlns="{_NAMESPACE}">{parts}</sitemapindex>')


def _parts(things: QuerySet[Any]) -> Iterator[int]:
    """Yield the numbers of the ranges of keys in which there is something."""
    keys = things.order_by("pk").values_list("pk", flat=True)
    begin = 0
    while (first := keys.filter(pk__gte=begin)[:1].first()) is not None:
        number = first // PART
        yield number + 1
        begin = (number + 1) * PART


@require_safe
@cache_control(public=True, max_age=FRESH)
def part(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """List one part's pages in both languages."""
    if kind == PAGES:
        entries = list(_static_entries()) if number == 1 else []
    elif kind in _listed:
        entries = list(_entries(kind, number))
    else:
        entries = []
    if not entries:
        raise Http404
    head = f'<urlset xmlns="{_NAMESPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml">'
    return _xml(f"{head}{''.join(entries)}</urlset>")


def _static_entries() -> Iterator[str]:
    with translation.override(settings.LANGUAGE_CODE):
        for name, arguments in _PAGES:
            yield _in_each_language(reverse(name, args=arguments), "")


def _entries(kind: str, number: int) -> Iterator[str]:
    begin = (number - 1) * PART
    entry = _alone if kind in _of_one_language else _in_each_language
    with translation.override(settings.LANGUAGE_CODE):
        for thing in _listed[kind]().filter(pk__gte=begin, pk__lt=begin + PART).order_by("pk"):
            yield entry(thing.get_absolute_url(), thing.updated_at.date().isoformat())


def _alone(path: str, changed: str) -> str:
    return f"<url><loc>{escape(settings.BASE_URL + path)}</loc><lastmod>{changed}</lastmod></url>"


def _in_each_language(path: str, changed: str) -> str:
    """Return the entries of a page; its address in another language differs in the first part alone."""
    rest = path.removeprefix(f"/{settings.LANGUAGE_CODE}/")
    addresses = {code: escape(f"{settings.BASE_URL}/{code}/{rest}") for code, _name in settings.LANGUAGES}
    twins = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{address}"/>' for code, address in addresses.items()
    )
    moment = f"<lastmod>{changed}</lastmod>" if changed else ""
    return "".join(f"<url><loc>{address}</loc>{moment}{twins}</url>" for address in addresses.values())


def _xml(body: str) -> HttpResponse:
    return HttpResponse(f'<?xml version="1.0" encoding="UTF-8"?>\n{body}', content_type="application/xml")


@require_safe
@cache_control(public=True, max_age=FRESH)
def robots(request: HttpRequest) -> HttpResponse:
    """Say what robots may read: each page once, as the sitemap lists it; and where all of it is in one file."""
    lines = [
        "# Everything public is in three files, made anew every night; take them instead of all pages:",
        f"# {settings.BASE_URL}{reverse('dump_index')}",
        "User-agent: *",
        "Disallow: /workspace/",
        "Disallow: /office/",
        "Disallow: /accounts/",
        # Files of lists, and questions with their filters, are endless; the sitemap has every page once.
        *(f"Disallow: /{code}/search/file/" for code, _name in settings.LANGUAGES),
        "Disallow: /*?",
        "Allow: /r/",
        "",
        f"Sitemap: {settings.BASE_URL}{reverse('sitemap')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
