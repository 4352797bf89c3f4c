"""Reading packages: those of a project, and those that a person brought."""

import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from plon.accounts.models import User
from plon.history.models import Event
from plon.packages.enums import PackageFor
from plon.packages.models import Arrival, Package
from plon.projects.models import Project
from plon.projects.queries import get_project_for
from plon.projects.rules import EDIT, MANAGE, VIEW

SHOWN = 20
# Kinds of events after which names or faces are gone for good.
ERASURES = ("evidence.destroyed", "attendance.erased", "consent.erased")


def packages_of(project: Project) -> QuerySet[Package]:
    """Return a project's packages, the newest first, with their results."""
    return Package.objects.filter(project=project).select_related("project", "result")


def get_package_for(user: User | AnonymousUser, project_id: str, public_id: str, permission: str = VIEW) -> Package:
    """Return one package of a project, if `user` may do `permission` in the project.

    Raises:
        Http404: no such package, or the person is a stranger.
        PermissionDenied: the person may not do this.
    """
    project = get_project_for(user, project_id, permission)
    found = Package.objects.select_related("project", "result")
    return get_object_or_404(found, public_id=public_id, project=project)


def last_erasure(project: Project) -> datetime.datetime | None:
    """Return when something with people in it was last erased in a project; older packages still hold it."""
    erased = Event.objects.filter(project_id=project.pk, kind__in=ERASURES)
    return erased.order_by("-at").values_list("at", flat=True).first()


def holds_what_was_erased(package: Package, erased_at: datetime.datetime | None) -> bool:
    """Tell whether a package must not be handed out any more; `erased_at` as `last_erasure` gave it."""
    is_private = package.made_for == PackageFor.TEAM
    return bool(is_private and erased_at and package.ended_at and package.ended_at < erased_at)


def permission_for(made_for: str) -> str:
    """Return what somebody must be allowed to do to make or stop a package: evidence is for coordinators alone."""
    return MANAGE if made_for == PackageFor.TEAM else EDIT


def permission_to_take(package: Package) -> str:
    """Return what somebody must be allowed to do to take its ZIP."""
    return MANAGE if package.made_for == PackageFor.TEAM else VIEW


def arrivals_of(user: User) -> QuerySet[Arrival]:
    """Return what a person brought, the newest first."""
    return Arrival.objects.filter(by=user).select_related("project")


def get_arrival_for(user: User | AnonymousUser, public_id: str) -> Arrival:
    """Return a package that a person brought; nobody sees those of others.

    Raises:
        Http404: there is no such one of theirs.
    """
    return get_object_or_404(Arrival.objects.filter(by_id=user.pk).select_related("project"), public_id=public_id)
