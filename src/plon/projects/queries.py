"""Reading projects: which rows a person sees, and the gate that every page of a workspace stands behind."""

import hashlib
import re
from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils import timezone

from plon.accounts.models import User
from plon.history.models import Event
from plon.programme.numbers import normalise_number, parse_number
from plon.projects.enums import ClaimState, PartnershipRole, ProjectOrigin, TeamRole
from plon.projects.models import Claim, Invitation, Membership, Project
from plon.projects.rules import MANAGE, VIEW


def visible_to(user: User | AnonymousUser) -> QuerySet[Project]:
    """Return the projects whose workspace `user` may open: their own; all, for officers."""
    if not user.is_authenticated:
        return Project.objects.none()
    if user.is_officer:
        return Project.objects.all()
    return Project.objects.filter(memberships__person_id=user.pk)


def public_projects() -> QuerySet[Project]:
    """Return the projects that the public may see."""
    return Project.objects.filter(~Q(origin=ProjectOrigin.CREATED) | Q(has_published=True))


def get_project_for(user: User | AnonymousUser, public_id: str, permission: str = VIEW) -> Project:
    """Return the project, if `user` may do `permission` in it.

    Raises:
        Http404: there is no such project, or the person is a stranger to it (who learns nothing).
        PermissionDenied: the person sees the project, but may not do this.
    """
    project = Project.objects.filter(public_id=public_id).first()
    if project is None or not user.has_perm(VIEW, project):
        raise Http404
    if not user.has_perm(permission, project):
        raise PermissionDenied
    return project


def projects_for_list(user: User, words: str) -> QuerySet[Project]:
    """Return the projects of the list with counts and next date, newest work first.

    Each of `words` must be in the title, the short name or the number; accents count as typed.
    """
    projects = visible_to(user)
    for word in words.split()[:8]:
        projects = projects.filter(
            Q(title__icontains=word) | Q(acronym__icontains=word) | Q(number_key__contains=normalise_number(word))
        )
    mine = Membership.objects.filter(project=OuterRef("pk"), person_id=user.pk)
    today = timezone.localdate()
    activities = Project.objects.filter(pk=OuterRef("pk"), planned_activities__start__gte=today)
    return projects.annotate(
        my_role=Subquery(mine.values("role")[:1]),
        result_count=_results_in(),
        ready_count=_results_in("ready"),
        published_count=_results_in("published"),
        next_activity=Subquery(
            activities.order_by("planned_activities__start").values("planned_activities__start")[:1]
        ),
    ).order_by("-updated_at", "-pk")


def _results_in(state: str = "") -> Coalesce:
    """Count a project's results (in `state`) without multiplying its rows."""
    of_project = Q(results__isnull=False, **({"results__state": state} if state else {}))
    counted = Project.objects.filter(of_project, pk=OuterRef("pk")).order_by().values("pk").annotate(n=Count("results"))
    return Coalesce(Subquery(counted.values("n")), 0)


def waiting_claims_of(user: User) -> QuerySet[Claim]:
    return user.claims.filter(state=ClaimState.WAITING).select_related("project")


def open_invitations_for(user: User) -> QuerySet[Invitation]:
    """Return what a person was invited to and has not answered."""
    return Invitation.objects.filter(
        email=user.email.lower(), accepted_at=None, revoked_at=None, expires_at__gt=timezone.now()
    ).select_related("project")


def hash_of(secret: str) -> str:
    """Return what is kept of an invitation's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def find_invitation(secret: str) -> Invitation | None:
    """Return the invitation of this secret, open or not."""
    return Invitation.objects.select_related("project", "invited_by").filter(secret_hash=hash_of(secret)).first()


def find_by_number(raw: str) -> Project | None:
    """Return the public project of this number, however it is typed: any case, dashes, blanks or slashes."""
    number = parse_number(raw)
    keys = {number.normalised[:100], "-".join(re.split(r"[\s/.,–—-]+", number.normalised))[:100]} - {""}
    return public_projects().filter(number_key__in=keys).prefetch_related("partnerships__organisation").first()


def coordinators_of(project: Project) -> QuerySet[Membership]:
    return project.memberships.filter(role=TeamRole.COORDINATOR).select_related("person")


def claims_for_office(*, decided: bool) -> QuerySet[Claim]:
    """Return claims with all that the office's list shows."""
    claims = Claim.objects.select_related("project", "person", "decided_by").prefetch_related(
        "project__partnerships__organisation", "project__memberships__person"
    )
    if decided:
        return claims.exclude(state=ClaimState.WAITING).order_by("-decided_at")
    return claims.filter(state=ClaimState.WAITING)


def may_edit_organisation(user: User | AnonymousUser, organisation_id: int, project: Project) -> bool:
    """Tell whether a person may change an organisation's profile.

    Officers may; its own coordinators may (of any project it coordinates); and who manages this
    project, while nobody coordinates with that organisation.
    """
    if user.is_authenticated and user.is_officer:
        return True
    coordinated = Q(
        memberships__role=TeamRole.COORDINATOR,
        partnerships__role=PartnershipRole.COORDINATOR,
        partnerships__organisation_id=organisation_id,
    )
    if Project.objects.filter(coordinated, memberships__person_id=user.pk).exists():
        return True
    is_led = Project.objects.filter(coordinated).exists()
    return not is_led and user.has_perm(MANAGE, project)


def events_of(project: Project, *, person: str = "", kind: str = "") -> QuerySet[Event]:
    """Return the history of a project, newest first, of one person's key or one kind's stem ("result")."""
    events = Event.objects.filter(project_id=project.pk)
    if person.isdecimal():
        events = events.filter(actor_id=int(person[:18]))
    if kind:
        events = events.filter(kind__startswith=f"{kind}.")
    return events


def actors_of(project: Project) -> list[tuple[str, str]]:
    """Return (key, name) of everyone who did something in a project."""
    acted = Event.objects.filter(project_id=project.pk, actor_id__isnull=False).order_by()
    names = acted.values_list("actor_id").annotate(name=Max("actor_label"))
    return sorted(((str(key), name) for key, name in names), key=lambda one: one[1].casefold())


def kinds_of(project: Project) -> list[str]:
    """Return the stems of the kinds that a project's history has ("result", "partner", ...)."""
    kinds = Event.objects.filter(project_id=project.pk).order_by().values_list("kind", flat=True).distinct()
    return sorted({kind.split(".")[0] for kind in kinds})


def projects_by_slug(slugs: Iterable[str]) -> QuerySet[Project]:
    """Return the public projects that have these in their addresses (see `Project.slug`)."""
    asked = list(slugs)
    named = Q(number_key__in=[normalise_number(slug) for slug in asked], is_number_wellformed=True)
    return public_projects().filter(named | Q(public_id__in=asked))
