"""What the portal tells the rest of the house when it is ready."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plon.accounts.office import OfficeSection, register_office_section
from plon.events.presenting import upcoming_cards
from plon.history.sentences import register_sentences
from plon.labels.presenting import newest_rows
from plon.newsletter.items import register_items
from plon.portal.guidetexts.following import follow_guides
from plon.portal.news.cards import newest_cards
from plon.portal.news.following import follow_editors
from plon.portal.news.indexing import register_articles
from plon.portal.news.letters import news_items
from plon.portal.news.reporting import register_reports
from plon.portal.shelves import Shelf, register_shelf
from plon.portal.sources import register_pages


def register_portal() -> None:
    """Register the sources of the index, the shelves of the home page, the office's page, and who makes reports."""
    register_pages()
    register_articles()
    register_reports()
    follow_editors()
    follow_guides()
    register_items("news", news_items)
    register_shelf(Shelf("portal/news/_shelf.html", newest_cards))
    register_shelf(Shelf("labels/_shelf.html", newest_rows))
    register_shelf(Shelf("events/_shelf.html", upcoming_cards))
    about = _("Write news and reports in blocks, in both languages, with preview, a time to appear and a second look.")
    register_office_section(
        OfficeSection("portal", 10, pgettext_lazy("section", "News and reports"), "wagtailadmin_home", about)
    )
    register_sentences(
        {
            "article.published": _("published an article: %(subject)s"),
            "article.unpublished": _("An article was taken back: %(subject)s"),
            "article.deleted": _("An article was deleted: %(subject)s"),
        }
    )
