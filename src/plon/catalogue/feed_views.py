"""The newest of any search as Atom, its days as a calendar."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from plon.catalogue import feeds
from plon.catalogue.finding import Row, rows_of
from plon.catalogue.listing import ALL, KINDS, Listing, read_listing
from plon.feeds import MEDIA_TYPE
from plon.pages import public_page, whole_address


def _newest(request: HttpRequest) -> tuple[Listing, Sequence[Row], str]:
    """Return the newest of a search, whose page does not matter, its rows, and the reader's language.

    What is only near to the words helps who looks, but is no news: such rows are left out.
    """
    language = get_language() or "pl"
    given = request.GET.copy()
    given.pop("page", None)
    kind = KINDS.get(given.get("of", ""), ALL)
    listing = read_listing(given, kind, language, size=feeds.MOST, sort="newest", counted=False)
    return listing, () if listing.answer.is_relaxed else rows_of(listing, language, whole=True), language


@require_safe
@public_page
def feed(request: HttpRequest) -> HttpResponse:
    """The newest of `of` (results, projects, organisations, all) that the question finds."""
    listing, rows, language = _newest(request)
    made = feeds.atom_of(
        listing,
        rows,
        address=whole_address(request.get_full_path()),
        page=whole_address(f"{listing.kind.address}?{listing.question}"),
        language=language,
    )
    return HttpResponse(made, content_type=MEDIA_TYPE)


@require_safe
@public_page
def calendar(request: HttpRequest) -> HttpResponse:
    """The days of the newest: when results appeared, when projects begin and end."""
    listing, rows, language = _newest(request)
    made = feeds.calendar_of(listing, rows, language=language)
    answer = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="plon.ics"'
    return answer
