"""What the search box offers while someone types; the box works without it."""

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from plon.catalogue.labels import facet_name, kind_name
from plon.catalogue.listing import ALL, KINDS, ListKind
from plon.search.documents import FACETS
from plon.search.registry import source_of
from plon.search.suggesting import Suggestion, suggest

# One letter may become anything; beyond the longest nobody waits for an offer.
SHORTEST, LONGEST = 2, 80
MOST = 8

_PAGES = {
    "result": "catalogue:result_without_slug",
    "project": "catalogue:project",
    "organisation": "catalogue:organisation_without_slug",
}


@require_safe
@cache_control(public=True, max_age=300)
def suggestions(request: HttpRequest) -> HttpResponse:
    """Offer words, filters and things for `q`; the same for every visitor, so caches may keep it."""
    text = " ".join(request.GET.get("q", "").replace("\0", " ").split())
    kind = next((kind for kind in KINDS.values() if kind.kind == request.GET.get("kind", "")), ALL)
    language = get_language() or "pl"
    found = []
    if SHORTEST <= len(text) <= LONGEST:
        found = suggest(text, language=language, kind=kind.kind, count=MOST)
    offered = [_offer(each, kind) for each in found]
    return JsonResponse({"q": text, "suggestions": [offer for offer in offered if offer["address"]]})


def _offer(found: Suggestion, kind: ListKind) -> dict[str, str]:
    return {"text": found.text, "what": _what(found, kind), "address": _address(found, kind)}


def _what(found: Suggestion, kind: ListKind) -> str:
    if found.kind in FACETS:
        return facet_name(kind.kind, found.kind)
    return kind_name(found.kind, one=True) if found.kind else _("search")


def _address(found: Suggestion, kind: ListKind) -> str:
    query = QueryDict(mutable=True)
    if not found.kind:
        query["q"] = found.text
        return f"{kind.address}?{query.urlencode()}"
    if found.kind in FACETS:
        # A filter of this list, or of the one of results.
        listed = kind if found.kind in kind.facets else KINDS["results"]
        query[found.kind] = found.public_id
        return f"{listed.address}?{query.urlencode()}"
    if found.kind in _PAGES:
        return reverse(_PAGES[found.kind], args=[found.public_id])
    source = source_of(found.kind)
    return source.address(found.public_id) if source and source.address else ""
