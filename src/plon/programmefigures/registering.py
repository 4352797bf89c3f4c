"""What the room tells the rest of the house when it is ready."""

import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plon.accounts.office import OfficeSection, register_office_section
from plon.history.sentences import register_sentences
from plon.jobs.schedule import register_work
from plon.portal.embeds import register_embed
from plon.programmefigures.embedding import figure_blocks, figure_html
from plon.programmefigures.tasks import count_by_the_clock, take_up_counts

SOON = datetime.timedelta(minutes=3)
DAILY = datetime.timedelta(days=1)


def register_figures() -> None:
    """Register the office's pages, figures for articles, regular counting, the sentences of the history."""
    about = _("The programme in figures, by action, field, year and region; what is missing; what nobody uses yet.")
    register_office_section(
        OfficeSection("figures", 10, pgettext_lazy("section", "Programme figures"), "programmefigures:index", about)
    )
    register_office_section(
        OfficeSection(
            "figures", 20, pgettext_lazy("section", "White spots"), "programmefigures:white_spots",
            _("Groups, regions, topics and languages for which there is no living result."),
        )
    )  # fmt: skip
    register_office_section(
        OfficeSection(
            "figures", 30, pgettext_lazy("section", "Strong, but unused"), "programmefigures:unused",
            _("Good results that nobody is known to use."),
        )
    )  # fmt: skip
    register_embed("figure", _("Figures of the catalogue"), figure_blocks, figure_html)
    register_work("programmefigures.counting", every=DAILY, work=count_by_the_clock)
    register_work("programmefigures.take_up", every=SOON, work=take_up_counts)
    register_sentences(
        {
            "count.requested": _("asked for the catalogue to be counted"),
            "count.cancelled": _("stopped the counting of the catalogue"),
        }
    )
