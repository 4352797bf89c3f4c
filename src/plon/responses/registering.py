"""What answers tell the rooms below: how many came, what follows when a round closes, what goes by the clock."""

import datetime

from django.utils.translation import gettext_lazy as _

from plon.history.sentences import register_sentences
from plon.jobs.schedule import register_work
from plon.responses.actions import close_figures
from plon.responses.erasing import erase_due, forget_due
from plon.responses.queries import received_of
from plon.responses.traces import sweep_traces
from plon.surveys.closing import register_closing, register_counter


def register() -> None:
    register_closing("responses", close_figures)
    register_counter("responses", received_of)
    register_work("responses.erase_answers", every=datetime.timedelta(days=1), work=erase_due)
    register_work("responses.forget", every=datetime.timedelta(days=1), work=forget_due)
    register_work("responses.sweep_traces", every=datetime.timedelta(hours=1), work=sweep_traces)
    register_sentences(
        {
            "survey.answers_erased": _("erased the answers to %(subject)s on the day that people were told"),
            "survey.sheet_erased": _("erased one person's answers to %(subject)s because she asked for it"),
        }
    )
