"""A ready evaluation plan is taken over, and taken back."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.findings.evaluationplan.ready import ready_plan
from plon.findings.models import EvaluationQuestion
from plon.findings.refusals import AlreadyThere, NoSuchPlan
from plon.history.models import Event
from plon.history.record import record
from plon.projects.models import Project

APPLIED = "evaluation_plan.begun"


@transaction.atomic
def apply_ready_plan(project: Project, code: str, *, by: User, language: str) -> Event | None:
    """Add the questions of a ready plan that do not stand there yet; None if all do.

    Args:
        project: the project; its dates give the days.
        code: of the ready plan.
        by: who takes it over.
        language: in which the questions are written.

    Raises:
        NoSuchPlan: there is none of that code.
    """
    plan = ready_plan(code)
    if plan is None:
        raise NoSuchPlan(_("There is no such ready plan."))
    project = Project.objects.select_for_update().get(pk=project.pk)
    known = set(EvaluationQuestion.objects.filter(project=project).values_list("origin", flat=True))
    added = []
    for each in plan.questions:
        if each.origin not in known:
            question = EvaluationQuestion(
                project=project, origin=each.origin, criterion=each.criterion, moment=each.moment,
                methods=list(each.methods), question=each.said("question", language), who=each.said("who", language),
                use=each.said("use", language), due_on=each.due_on(project.start, project.end),
            )  # fmt: skip
            question.full_clean()
            question.save()
            added.append(question.public_id)
    if not added:
        return None
    return record(APPLIED, by=by, subject=project, project_id=project.pk,
                  changes={"_plan": [code], "_questions": list(added)})  # fmt: skip


@transaction.atomic
def undo_ready_plan(event: Event, *, by: User) -> tuple[int, int]:
    """Take out what `apply_ready_plan` added; what was changed, done or led to a finding since stays.

    Returns how many were taken out, and how many stay.

    Raises:
        AlreadyThere: the event did not begin a plan, or all of it is gone.
    """
    added = event.changes.get("_questions", []) if event.kind == APPLIED else []
    rows = EvaluationQuestion.objects.select_for_update().filter(project_id=event.project_id or 0, public_id__in=added)
    found = list(rows)
    if not found:
        raise AlreadyThere(_("This was taken back already."))
    untouched = [row for row in found if row.version == 1 and not row.findings.exists()]
    for row in untouched:
        row.delete()
    if untouched:
        project = Project.objects.get(pk=event.project_id or 0)
        record("evaluation_plan.undone", by=by, subject=project, project_id=project.pk)
    return len(untouched), len(found) - len(untouched)
