"""What the room tells the rest of the house when it is ready."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plon.accounts.guests import Doer
from plon.activities.ledger.beside import register_table_beside
from plon.corner.calendar_days import register_calendar_days
from plon.history.sentences import register_sentences
from plon.jobs.schedule import register_work
from plon.keepers.actions.retiring import register_tidying
from plon.projects.overview import Step, Tile, register_reminder, register_step, register_tile
from plon.projects.restoring import register_restorer
from plon.projects.sections import Section, register_section
from plon.results.models import Result
from plon.results.panels import ResultPanel, register_result_panel
from plon.sustainability.actions import drop_looks_after, put_review_back
from plon.sustainability.checks import register_checks
from plon.sustainability.counting import NIGHTLY, SOON, count_all, count_new
from plon.sustainability.reporting import durability_table
from plon.sustainability.telling import count_plans, is_all_planned, panel_of, remind_of_reviews, review_days


def _count() -> None:
    count_all()


def _count_new() -> None:
    count_new()


def _end(result: Result, by: Doer) -> None:
    drop_looks_after(result, by=by, day=timezone.localdate())


def register_sustainability() -> None:
    """Register sections, tile, step, reminder, panel, the coach's rules, regular work, sentences."""
    under, label = "sustainability", pgettext_lazy("section", "Lasting")
    register_section(Section(58, under, label, "sustainability:index", "clock"))
    register_section(Section(10, "useplans", _("Use plans"), "sustainability:index", under=under))
    register_section(Section(15, "afterlife", _("After the project"), "sustainability:timeline", under=under))
    register_tile(Tile(55, "useplans", _("Use plans"), "sustainability:index", count_plans))
    register_step(Step(55, "useplans", _("Plan how each result goes on"), "sustainability:index", is_all_planned))
    register_reminder("sustainability.reviews", remind_of_reviews)
    register_result_panel(ResultPanel(20, "durability", "sustainability/_panel.html", panel_of))
    register_checks()
    register_table_beside("durability", durability_table)
    register_calendar_days("review", review_days)
    register_tidying(_end)
    register_restorer("sustainability.review", put_review_back)
    register_work("sustainability.count", every=NIGHTLY, work=_count)
    register_work("sustainability.count_new", every=SOON, work=_count_new)
    register_sentences(
        {
            "review.planned": _("planned when to look at %(subject)s again"),
            "review.done": _("looked whether the result is still good: %(subject)s"),
            "review.removed": _("took out a planned look: %(subject)s"),
            "review.restored": _("put a planned look back: %(subject)s"),
        }
    )
