"""What deposits tell the rest of the house when it is ready."""

import datetime

from django.utils.translation import gettext_lazy as _

from plon.deposits.presenting import panel_of
from plon.deposits.tasks import look_at_reviews, take_up_deposits
from plon.history.sentences import register_sentences
from plon.jobs.schedule import register_work
from plon.projects.sections import Section, register_section
from plon.results.panels import ResultPanel, register_result_panel

SOON = datetime.timedelta(minutes=2)
HOURLY = datetime.timedelta(hours=1)


def register_deposits() -> None:
    """Register section, panel, regular work and the sentences of the history."""
    register_section(Section(70, "deposits", _("Deposits"), "deposits:index", under="sustainability"))
    register_result_panel(ResultPanel(30, "identifiers", "deposits/_panel.html", panel_of))
    register_work("deposits.deposits", every=SOON, work=take_up_deposits)
    register_work("deposits.reviews", every=HOURLY, work=look_at_reviews)
    register_sentences(
        {
            "deposit.requested": _("began the deposit %(subject)s"),
            "deposit.resumed": _("went on with the deposit %(subject)s"),
            "deposit.stopped": _("stopped the deposit %(subject)s"),
            "deposit.given_up": _("gave up the deposit %(subject)s"),
            "deposit.submitted": _("handed the deposit %(subject)s to a community"),
            "deposit.published": _("published the deposit %(subject)s"),
            "deposit.failed": _("could not finish the deposit %(subject)s"),
        }
    )
