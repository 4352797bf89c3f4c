"""What the room tells the rooms below: its regular work, its page, its panel on a result's page, its reminder."""

from django.utils.translation import gettext_lazy as _

from plon.history.sentences import register_sentences
from plon.jobs.schedule import register_work
from plon.linkwatch.taking_up import take_up_links
from plon.linkwatch.telling import panel_of, remind_of_links
from plon.linkwatch.watching import EVERY, TAKE_UP_EVERY, watch_links
from plon.projects.overview import register_reminder
from plon.projects.sections import Section, register_section
from plon.results.panels import ResultPanel, register_result_panel


def _take_up() -> None:
    take_up_links()


def _watch() -> None:
    watch_links()


def register_linkwatch() -> None:
    """Register all of it."""
    register_section(Section(30, "watched_links", _("Links"), "linkwatch:index", under="sustainability"))
    register_work("linkwatch.take_up", every=TAKE_UP_EVERY, work=_take_up)
    register_work("linkwatch.watch", every=EVERY, work=_watch)
    register_reminder("linkwatch.watch", remind_of_links)
    register_result_panel(ResultPanel(10, "links", "linkwatch/_bad_links.html", panel_of))
    register_sentences(
        {
            "link.accepted": _("said that the page behind %(subject)s is the right one"),
            "link.doubted": _("took back that the page behind %(subject)s is the right one"),
        }
    )
