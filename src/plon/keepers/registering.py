"""What the room tells the rest of the house when it is ready."""

import datetime

from django.utils.translation import gettext_lazy as _

from plon.accounts.office import OfficeSection, register_office_section
from plon.history.sentences import register_sentences
from plon.jobs.schedule import register_work
from plon.keepers.actions import forget_keepers, leave_team, notice_losses, take_steps
from plon.keepers.letters.sending import EVERY, send_letters
from plon.keepers.presenting import panel_of, remind_of_keepers, warn_of_parting
from plon.projects.leaving import Parting, register_parting
from plon.projects.overview import register_reminder
from plon.projects.sections import Section, register_section
from plon.results.panels import ResultPanel, register_result_panel

HOURLY, DAILY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


def _step() -> None:
    """First who has gone, then who is silent, then the letters that follow from both."""
    notice_losses()
    take_steps()
    send_letters()


def _forget() -> None:
    forget_keepers()


def register_keepers() -> None:
    """Register the section, what other pages show, regular work and the sentences of the history."""
    register_section(Section(20, "keepers", _("Keepers"), "keepers:index", under="sustainability"))
    about = _("What nobody looks after any more: take it over, ask somebody, retire it.")
    register_office_section(OfficeSection("projects", 50, _("Without a keeper"), "office_orphans:index", about))
    register_result_panel(ResultPanel(20, "keepers", "keepers/_panel.html", panel_of))
    register_reminder("keepers.orphans", remind_of_keepers)
    register_parting("keepers", Parting(warn_of_parting, leave_team))
    register_work("keepers.letters", every=EVERY, work=send_letters)
    register_work("keepers.steps", every=HOURLY, work=_step)
    register_work("keepers.forget", every=DAILY, work=_forget)
    register_sentences(
        {
            "keeper.asked": _("asked somebody to keep %(subject)s"),
            "keeper.offered": _("asked somebody to take over %(subject)s"),
            "keeper.accepted": _("keeps from now on %(subject)s"),
            "keeper.declined": _("said no to keeping %(subject)s"),
            "keeper.handed_over": _("took over from the keeper before: %(subject)s"),
            "keeper.confirmed": _("confirmed that it is still good: %(subject)s"),
            "keeper.reminded": _("asked the keeper a second time: %(subject)s"),
            "keeper.organisation_asked": _("asked the organisation, for its keeper is silent: %(subject)s"),
            "keeper.agency_told": _("told the agency that nobody answers for %(subject)s"),
            "keeper.stopped_letters": _("wants no more letters about %(subject)s"),
            "keeper.ended": _("ended the keeping of %(subject)s"),
            "keeper.lost": _("left without a keeper: %(subject)s"),
            "keeper.agency_took_over": _("took over for the agency: %(subject)s"),
            "keeper.retired": _("retired on purpose: %(subject)s"),
        }
    )
