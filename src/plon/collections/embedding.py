"""Collections of the agency inside articles: shown as they stand when somebody reads."""

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from plon.collections.models import Collection
from plon.collections.presenting import card_of, lines_of_entries
from plon.collections.queries import entries_of, for_lists, shown_collections
from plon.portal.embeds import register_embed

# Of one collection so many stand in an article; its own page has all.
SHOWN = 6


def register_embedding() -> None:
    register_embed("collection", _("Collections of the agency"), choices, render)


def choices(language: str) -> Sequence[tuple[str, str]]:
    """Return the agency's collections that everybody sees, by title."""
    agencys = shown_collections().filter(is_agency=True).prefetch_related("texts")
    return sorted(((one.public_id, one.title_in(language)) for one in agencys), key=lambda choice: choice[1].casefold())


def render(public_id: str, language: str) -> SafeString:
    """Return a collection's first cards and the way to all of it; "" as soon as not everybody sees it any more."""
    found: Collection | None = for_lists(shown_collections().filter(public_id=public_id, is_agency=True)).first()
    if found is None:
        return SafeString("")
    lines = [line for line in lines_of_entries(list(entries_of(found)[:SHOWN]), language) if line.is_here]
    return render_to_string("collections/_embedded.html", {"card": card_of(found, language), "lines": lines})
