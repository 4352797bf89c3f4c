"""What collections tell the rest of the house when they are ready."""

from django.utils.translation import gettext_lazy as _

from plon.catalogue.sitemap import register_listed
from plon.collections.embedding import register_embedding
from plon.collections.presenting import Card, cards_of
from plon.collections.queries import featured_collections, shown_collections
from plon.collections.sources import register_collections_source
from plon.history.sentences import register_sentences
from plon.portal.shelves import Shelf, register_shelf


def register_collections() -> None:
    """Register the source of the index, the pages for the sitemap, the shelf of the home page, what articles show."""
    register_collections_source()
    register_embedding()
    register_listed("collections", lambda: shown_collections().only("public_id", "updated_at"))
    register_shelf(Shelf("collections/_shelf.html", _featured))
    register_sentences(
        {
            "collection.made": _("made the collection %(subject)s"),
            "collection.changed": _("changed the collection %(subject)s"),
            "collection.visibility_changed": _("changed who sees the collection %(subject)s"),
            "collection.link_renewed": _("gave the collection %(subject)s a new link"),
            "collection.removed": _("removed the collection %(subject)s"),
            "collection.restored": _("brought the collection %(subject)s back"),
            "collection.entry_added": _("added %(subject)s to a collection"),
            "collection.note_changed": _("changed the note on %(subject)s in a collection"),
            "collection.ordered": _("put the collection %(subject)s in another order"),
            "collection.entry_removed": _("took %(subject)s out of a collection"),
            "collection.entry_restored": _("put %(subject)s back into a collection"),
            "collection.hidden": _("hid the collection %(subject)s"),
            "collection.unhidden": _("showed the collection %(subject)s again"),
            "collection.featured": _("put the collection %(subject)s in front"),
            "collection.unfeatured": _("put the collection %(subject)s back among the others"),
        }
    )


def _featured(language: str) -> list[Card]:
    return cards_of(featured_collections(3), language)
