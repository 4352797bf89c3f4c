"""What the evaluation plan says elsewhere: a reminder on the overview, days in the calendars."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plon.corner.calendar_days import CalendarDay
from plon.findings.models import EvaluationQuestion
from plon.findings.queries import open_decisions_in, questions_soon
from plon.organisations.models import Organisation
from plon.projects.models import Project
from plon.projects.overview import Reminder


def remind_of_questions(project: Project) -> Reminder | None:
    """Say which questions of the evaluation plan are to be asked within a month, or should have been by now."""
    rows = questions_soon(project)
    if not rows:
        return None
    today = timezone.localdate()
    late = sum(bool(row.due_on and row.due_on < today) for row in rows)
    if late:
        words = ngettext(
            "%(n)s question of the evaluation plan should have been answered by now.",
            "%(n)s questions of the evaluation plan should have been answered by now.",
            late,
        )
    else:
        words = ngettext(
            "%(n)s question of the evaluation plan is to be answered within a month.",
            "%(n)s questions of the evaluation plan are to be answered within a month.",
            len(rows),
        )
    told = words % {"n": late or len(rows)}
    return Reminder(told, reverse("findings:plan", args=[project.public_id]), _("See the evaluation plan"))


def remind_of_decisions(project: Project) -> Reminder | None:
    """Say how many decisions should have been carried out by now."""
    late = open_decisions_in(project).filter(due_on__lt=timezone.localdate()).count()
    if not late:
        return None
    words = ngettext(
        "%(n)s decision should have been carried out by now.", "%(n)s decisions should have been carried out by now.",
        late,
    )  # fmt: skip
    return Reminder(words % {"n": late}, reverse("findings:index", args=[project.public_id]), _("See the findings"))


def evaluation_days(project: Project, organisation: Organisation | None) -> list[CalendarDay]:
    """Return the questions still to be answered for a calendar; a partner's own has those that it answers for."""
    rows = EvaluationQuestion.objects.filter(project=project, done_on=None, due_on__isnull=False).order_by("pk")
    if organisation:
        rows = rows.filter(responsible=organisation)
    return [
        CalendarDay(
            "evaluation", row.public_id, row.updated_at,
            _("Evaluation: %(question)s") % {"question": row.question}, row.due_on, row.who,
        )
        for row in rows
        if row.due_on
    ]  # fmt: skip


def decision_days(project: Project, organisation: Organisation | None) -> list[CalendarDay]:
    """Return the days by which decisions are to be carried out; a partner's own has those that it answers for."""
    rows = open_decisions_in(project).filter(due_on__isnull=False).order_by("pk")
    if organisation:
        rows = rows.filter(responsible=organisation)
    return [
        CalendarDay(
            "decision", row.public_id, row.updated_at,
            _("Decided: %(decision)s") % {"decision": str(row)}, row.due_on, row.who,
        )
        for row in rows
        if row.due_on
    ]  # fmt: skip
