"""What the room tells the rest of the house when it is ready."""

import datetime

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from plon.activities.ledger.beside import register_table_beside
from plon.history.sentences import register_sentences
from plon.jobs.schedule import register_work
from plon.outcomes.actions import erase_due
from plon.outcomes.letters.sending import EVERY, ask_again
from plon.outcomes.presenting import outcome_table
from plon.outcomes.queries import is_calling, waiting_in
from plon.projects.models import Project
from plon.projects.overview import Reminder, register_reminder
from plon.projects.sections import Section, register_section


def remind_of_letters(project: Project) -> Reminder | None:
    """Say that people wait to be asked while nobody has looked at the letter."""
    waiting = waiting_in(project)
    if not waiting or is_calling(project):
        return None
    words = ngettext(
        "%(n)s person agreed to be asked what became of it, and it is time: look at the letter and let it go.",
        "%(n)s people agreed to be asked what became of it, and it is time: look at the letter and let it go.",
        waiting,
    )
    return Reminder(words % {"n": waiting}, reverse("outcomes:index", args=[project.public_id]), _now("See the letter"))


def _erase() -> None:
    erase_due()


def register_outcomes() -> None:
    """Register the section, the reminder, the table beside the ledger, regular work, sentences."""
    register_section(Section(40, "outcomes", _("Outcome calls"), "outcomes:index", under="evaluation"))
    register_reminder("outcomes.letters", remind_of_letters)
    register_table_beside("outcomes", outcome_table)
    register_work("outcomes.letters", every=EVERY, work=ask_again)
    register_work("outcomes.erase", every=datetime.timedelta(days=1), work=_erase)
    register_sentences(
        {
            "outcome_calls.on": _("let letters go that ask what became of it"),
            "outcome_calls.off": _("stopped the letters that ask what became of it"),
            "outcome_calls.worded": _("changed the words of the letter that asks what became of it"),
            "outcome.answered": _("received word of what became of it"),
            "outcome.changed_answer": _("received a change of what became of it"),
            "outcome.withdrawn": _("erased the address of somebody who does not want to be asked any more"),
            "outcome.hidden": _("hid an answer of what became of it"),
            "outcome.restored": _("brought back a hidden answer of what became of it"),
        }
    )
