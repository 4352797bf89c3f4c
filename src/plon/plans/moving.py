"""Plans that can be moved from one workspace to another."""

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, When

from plon.accounts.models import User
from plon.plans.models import Commitment, Indicator, PlannedActivity, TargetGroup, UsePlan
from plon.projects.enums import TeamRole
from plon.projects.models import Milestone, Project, WorkPackage
from plon.results.models import Result

# All that belongs to a plan by its project. Messages hang on results and groups and go with them.
OF_A_PLAN = (Result, TargetGroup, PlannedActivity, Indicator, UsePlan, WorkPackage, Milestone, Commitment)


def has_plan(project: Project) -> bool:
    """Tell whether anything of a plan is in a project, be it one milestone."""
    return any(model._default_manager.filter(project=project).exists() for model in OF_A_PLAN)


def movable_plans(person: User, target: Project) -> QuerySet[Project]:
    """Return the projects that `person` leads and whose plan could be moved to `target`; the same title first."""
    led = Project.objects.filter(memberships__person=person, memberships__role=TeamRole.COORDINATOR)
    mine = Q(pk__in=led.values("pk"))
    begun = Q(Exists(Result.objects.filter(project=OuterRef("pk")))) | Q(
        Exists(TargetGroup.objects.filter(project=OuterRef("pk")))
    )
    was_public = Exists(Result.objects.filter(project=OuterRef("pk"), published_at__isnull=False))
    found = Project.objects.filter(mine & begun, ~was_public, is_example=target.is_example).exclude(pk=target.pk)
    is_other = Case(When(title=target.title, then=0), default=1)
    return found.order_by(is_other, "-updated_at")


def was_published(project: Project) -> bool:
    return Result.objects.filter(project=project, published_at__isnull=False).exists()
