"""Reading what was measured and said."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from plon.accounts.models import User
from plon.evaluation.models import CounterFeed, Measurement, Statement, SurveyFeed
from plon.plans.models import Indicator
from plon.projects.models import Project
from plon.projects.queries import get_project_for
from plon.projects.rules import VIEW


def measurements_of(project: Project) -> QuerySet[Measurement]:
    """Return everything that was measured, oldest first, withdrawn and replaced values too."""
    return Measurement.objects.filter(project=project).order_by("on", "entered_at", "pk")


def standing_measurements(project: Project) -> QuerySet[Measurement]:
    """Return the measurements that count: neither withdrawn nor replaced; the last one of an indicator comes last."""
    return measurements_of(project).filter(withdrawn_at__isnull=True, replaced_by__isnull=True)


def statements_of(project: Project) -> QuerySet[Statement]:
    return Statement.objects.filter(project=project).select_related("evidence").order_by("on", "pk")


def feed_of(project: Project | int, indicator: str) -> SurveyFeed | CounterFeed | None:
    """Return what counts an indicator, by its public id, if the team chose something."""
    about = {"project": project, "indicator": indicator}
    return SurveyFeed.objects.filter(**about).select_related("survey").first() or (
        CounterFeed.objects.filter(**about).first()
    )


def get_indicator_for(user: User | AnonymousUser, project_id: str, public_id: str, permission: str = VIEW) -> Indicator:
    """Return an indicator of today's plan, if `user` may do `permission` in its project.

    Raises:
        Http404, PermissionDenied: see `get_project_for`.
    """
    project = get_project_for(user, project_id, permission)
    found = Indicator.objects.select_related("project", "result", "activity__responsible")
    return get_object_or_404(found, project=project, public_id=public_id)


def get_measurement_for(
    user: User | AnonymousUser, project_id: str, indicator: str, public_id: str, permission: str = VIEW
) -> Measurement:
    """Return one measurement, if `user` may do `permission` in its project; its indicator may have left the plan.

    Raises:
        Http404, PermissionDenied: see `get_project_for`.
    """
    project = get_project_for(user, project_id, permission)
    found = Measurement.objects.select_related("project", "evidence", "replaces")
    return get_object_or_404(found, project=project, indicator=indicator, public_id=public_id)


def get_statement_for(
    user: User | AnonymousUser, project_id: str, indicator: str, public_id: str, permission: str = VIEW
) -> Statement:
    """Return one statement, if `user` may do `permission` in its project.

    Raises:
        Http404, PermissionDenied: see `get_project_for`.
    """
    project = get_project_for(user, project_id, permission)
    found = Statement.objects.select_related("project", "evidence")
    return get_object_or_404(found, project=project, indicator=indicator, public_id=public_id)
