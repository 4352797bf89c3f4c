"""Collections as everybody, or whoever has the link, reads them."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from plon.collections.exporting import WAYS, feed_of
from plon.collections.linking import linked_collection
from plon.collections.models import Collection
from plon.collections.pages import language_now, unlisted
from plon.collections.presenting import Line, cards_of, changed_at, lines_of, signature_of
from plon.collections.queries import (
    collection_behind_link,
    collections_for_cards,
    featured_collections,
    get_collection_to_read,
)
from plon.collections.rules import acts_for_agency, keeps
from plon.feeds import MEDIA_TYPE
from plon.pages import linked_data, public_page, say_when_changed, whole_address
from plon.search.querying import search
from plon.search.questions import LONGEST_QUESTION

PAGE_SIZE = 24


@require_safe
@public_page
def index(request: HttpRequest) -> HttpResponse:
    """All public collections, with a box to search in them; those of the agency that it puts in front come first."""
    words = " ".join(request.GET.get("q", "").split())[:LONGEST_QUESTION]
    number = request.GET.get("page", "1")
    found = search(
        words, language=language_now(), kind="collection", facets=(), size=PAGE_SIZE,
        page=int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 1,
    )  # fmt: skip
    is_front = not words and found.number == 1
    featured = featured_collections() if is_front else []
    keys, in_front = [hit.key for hit in found.hits], {one.pk for one in featured}
    context = {
        "words": words,
        "answer": found,
        "featured": cards_of(featured, language_now()),
        "cards": cards_of(collections_for_cards([key for key in keys if key not in in_front]), language_now()),
        "section": "collections",
    }
    return render(request, "collections/index.html", context)


@require_safe
@public_page
def collection(request: HttpRequest, public_id: str) -> HttpResponse:
    """A collection: to everybody if it is public; its keepers see theirs always, with what others see of it."""
    found = get_collection_to_read(request.user, public_id)
    lines = lines_of(found, language_now())
    response = render(request, "collections/collection.html", _context(request, found, lines))
    return say_when_changed(response, changed_at(found, lines)) if found.is_shown else unlisted(response)


@require_safe
def shared(request: HttpRequest, secret: str) -> HttpResponse:
    """A collection for whoever has the link. No search engine, no cache keeps it."""
    found = collection_behind_link(secret)
    if found is None:
        raise Http404
    context = _context(request, found, lines_of(found, language_now()))
    return unlisted(render(request, "collections/collection.html", context | {"is_by_link": True}))


def _context(request: HttpRequest, found: Collection, lines: list[Line]) -> dict[str, Any]:
    text = found.text_in(language_now())
    return {
        "collection": found,
        "text": text,
        "other_texts": [other for other in found.texts.all() if other != text],
        "title": text.title if text else found.public_id,
        "signature": signature_of(found),
        "lines": lines,
        "is_keeper": keeps(request.user, found),
        "is_agency_person": acts_for_agency(request.user),
        "address": whole_address(found.get_absolute_url()),
        "report_to": settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">"),
        "linked_data": linked_data(linked_collection(found, lines, text)) if found.is_shown else "",
        "section": "collections",
    }


@require_safe
@public_page
def feed(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is added to a public collection, as Atom."""
    found = get_collection_to_read(request.user, public_id)
    address = reverse("collections:feed", args=[public_id])
    lines = lines_of(found, language_now())
    content = feed_of(found, lines, language_now(), address=address)
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    return say_when_changed(response, changed_at(found, lines)) if found.is_shown else unlisted(response)


@require_safe
@public_page
def export(request: HttpRequest, public_id: str, ending: str) -> HttpResponse:
    """The entries as a table (csv) or as references (ris, bib)."""
    if ending not in WAYS:
        raise Http404
    found = get_collection_to_read(request.user, public_id)
    media_type, write = WAYS[ending]
    response = HttpResponse(write(lines_of(found, language_now()), language_now()), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="plon-{found.public_id}.{ending}"'
    return response if found.is_shown else unlisted(response)
