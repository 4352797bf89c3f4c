"""Move a plan from one workspace to another: begun while a claim waited, it goes where it belongs."""

from django.db import transaction
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.history.record import record
from plon.plans.models import Comment, SourceText, Walk
from plon.plans.moving import OF_A_PLAN, has_plan, was_published
from plon.plans.refusals import PlanStays
from plon.projects.models import Project


@transaction.atomic
def move_plan(from_project: Project, to_project: Project, *, by: User) -> Project:
    """Move all of a plan: results with their files, groups, messages, activities, indicators, use plans, work plan.

    Commitments go along as they were made: a promise is not lost by moving. Comments and texts that were read go too.
    The two records, partnerships and teams stay as they are.

    Args:
        from_project: where the plan is; `by` leads it.
        to_project: where it belongs; `by` leads it, and nothing of a plan is there.
        by: who moves.

    Raises:
        PlanStays: it is the same project, there is no plan to move, the other one has a plan, or something of
            this one was published (public pages name their project).
    """
    by_key = {project.pk: project for project in Project.objects.select_for_update().order_by("pk")
              .filter(pk__in=[from_project.pk, to_project.pk])}  # fmt: skip
    origin, target = by_key[from_project.pk], by_key[to_project.pk]
    if origin.pk == target.pk or not has_plan(origin):
        raise PlanStays(_("There is no plan to move."))
    if has_plan(target):
        raise PlanStays(_("“%(name)s” has a plan of its own already; two plans can't be joined."), {"name": target})
    if was_published(origin):
        raise PlanStays(_("A result of “%(name)s” was published, so its plan stays where it is."), {"name": origin})
    counts = {
        model._meta.model_name or "": model._default_manager.filter(project=origin).update(project=target)
        for model in OF_A_PLAN
    }
    Comment.objects.filter(project=origin).update(project=target)
    SourceText.objects.filter(project=origin).update(project=target)
    if not Walk.objects.filter(project=target).exists():
        Walk.objects.filter(project=origin).update(project=target)
    told = {name: [0, count] for name, count in counts.items() if count}
    record("plan.moved_away", by=by, subject=target, project_id=origin.pk, changes={"_moved": [told]})
    record("plan.moved_here", by=by, subject=origin, project_id=target.pk, changes={"_moved": [told]})
    return target
