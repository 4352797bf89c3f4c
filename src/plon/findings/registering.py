"""What the room tells the rest of the house when it is ready."""

from django.utils.translation import gettext_lazy as _

from plon.corner.calendar_days import register_calendar_days
from plon.findings.actions.restoring import put_decision_back, put_finding_back, put_question_back
from plon.findings.causes import cause_for, note_change
from plon.findings.evaluationplan.telling import (
    decision_days,
    evaluation_days,
    remind_of_decisions,
    remind_of_questions,
)
from plon.history.sentences import register_sentences
from plon.projects.because import register_causes
from plon.projects.overview import register_reminder
from plon.projects.restoring import register_restorer
from plon.projects.sections import Section, register_section


def register_findings() -> None:
    """Register sections, reminders, days of calendars, how things are put back, sentences."""
    register_section(Section(20, "evaluationplan", _("Evaluation plan"), "findings:plan", under="evaluation"))
    register_section(Section(50, "findings", _("Findings"), "findings:index", under="evaluation"))
    register_section(Section(60, "midterm", _("Mid-term review"), "findings:review", under="evaluation"))
    register_reminder("findings.questions", remind_of_questions)
    register_reminder("findings.decisions", remind_of_decisions)
    register_calendar_days("evaluation", evaluation_days)
    register_calendar_days("decision", decision_days)
    register_causes(cause_for, note_change)
    register_restorer("findings.evaluationquestion", put_question_back)
    register_restorer("findings.finding", put_finding_back)
    register_restorer("findings.decision", put_decision_back)
    register_sentences(
        {
            "evaluation_question.added": _("asked in the evaluation plan: %(subject)s"),
            "evaluation_question.changed": _("changed a question of the evaluation plan: %(subject)s"),
            "evaluation_question.done": _("answered a question of the evaluation plan: %(subject)s"),
            "evaluation_question.removed": _("took a question out of the evaluation plan: %(subject)s"),
            "evaluation_question.restored": _("put a question back into the evaluation plan: %(subject)s"),
            "evaluation_plan.begun": _("took over a ready evaluation plan"),
            "evaluation_plan.undone": _("took back a ready evaluation plan"),
            "finding.added": _("wrote down a finding: %(subject)s"),
            "finding.changed": _("changed the finding: %(subject)s"),
            "finding.removed": _("removed the finding: %(subject)s"),
            "finding.restored": _("put the finding back: %(subject)s"),
            "decision.added": _("decided: %(subject)s"),
            "decision.changed": _("changed the decision: %(subject)s"),
            "decision.done": _("carried out what was decided: %(subject)s"),
            "decision.dropped": _("dropped the decision: %(subject)s"),
            "decision.reopened": _("took up the decision again: %(subject)s"),
            "decision.removed": _("removed the decision: %(subject)s"),
            "decision.restored": _("put the decision back: %(subject)s"),
            "decision.changed_plan": _("changed the plan because of the decision: %(subject)s"),
            "decision.unlinked": _("took a change of the plan away from the decision: %(subject)s"),
        }
    )
