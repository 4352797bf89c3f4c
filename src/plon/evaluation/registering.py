"""What the room tells the rest of the house when it is ready."""

from django.utils.translation import gettext_lazy as _

from plon.activities.ledger.measured import register_measured
from plon.evaluation.actions import keep_changes_on_commit
from plon.evaluation.figures.pairing import changes_up_to
from plon.evaluation.keeping import NIGHTLY, write_down_all
from plon.evaluation.sources.latest import measured_for_ledger
from plon.evaluation.telling import count_measured, is_all_measured, remind_of_unfed
from plon.evaluation.uses import uses_of
from plon.evidence.uses import register_uses
from plon.history.sentences import register_sentences
from plon.jobs.schedule import register_work
from plon.projects.overview import Step, Tile, register_reminder, register_step, register_tile
from plon.projects.sections import Section, register_section
from plon.surveyresults.kept_changes import register_keeper
from plon.surveys.closing import register_closing


def _write_down_all() -> None:
    write_down_all()


def register_evaluation() -> None:
    """Register sections, tile, step, reminder, regular work, sentences, and what the ledger and evidence read here."""
    under = "evaluation"
    register_section(Section(60, under, _("Evaluation"), "evaluation:index", "target"))
    register_section(Section(10, "indicators", _("Indicators"), "evaluation:index", under=under))
    register_section(Section(15, "charts", _("Charts"), "evaluation:charts", under=under))
    register_tile(Tile(60, "measured", _("Indicators with a value"), "evaluation:index", count_measured))
    register_step(Step(60, "measured", _("Give every indicator its first value"), "evaluation:index", is_all_measured))
    register_reminder("evaluation.unfed", remind_of_unfed)
    register_measured(measured_for_ledger)
    register_uses(uses_of)
    register_closing("evaluation", keep_changes_on_commit)
    register_keeper(changes_up_to)
    register_work("evaluation.write_down", every=NIGHTLY, work=_write_down_all)
    register_sentences(
        {
            "measurement.entered": _("entered a value: %(subject)s"),
            "measurement.withdrawn": _("withdrew a value: %(subject)s"),
            "measurements.counted": _("wrote down values that Plon counts"),
            "statement.added": _("added a statement: %(subject)s"),
            "statement.removed": _("took out a statement: %(subject)s"),
            "indicator.fed": _("chose what counts an indicator: %(subject)s"),
            "indicator.unfed": _("let nothing count an indicator any more: %(subject)s"),
        }
    )
