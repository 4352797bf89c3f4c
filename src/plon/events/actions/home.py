"""The agency's own workspace: an ordinary project, made when the first event needs a survey."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from plon.accounts.models import User
from plon.agency.own import NAME
from plon.agency.settings import text_of
from plon.events.models import TrainingsProject
from plon.events.refusals import WrongMoment
from plon.projects.actions.projects import create_project
from plon.projects.actions.team import add_member, change_member_role, remove_member
from plon.projects.enums import TeamRole
from plon.projects.models import Membership, Project


@transaction.atomic
def home_for(by: User) -> Project:
    """Return the workspace in which the agency's surveys are; make it if there is none, and let this officer edit it.

    It holds no result, so it is no public project and stands in no figure. Who comes first coordinates it; so does who
    comes when no officer coordinates it any more.

    Raises:
        WrongMoment: who asks is no officer.
    """
    if not by.is_officer:
        raise WrongMoment(_("Officers of the agency plan surveys of its events."))
    home = _home() or _begin(by)
    _let_in(home.project, by)
    return home.project


def _home() -> TrainingsProject | None:
    return TrainingsProject.objects.select_for_update(of=("self",)).select_related("project").first()


def _begin(by: User) -> TrainingsProject:
    try:
        with transaction.atomic():
            return TrainingsProject.objects.create(project=_make(by))
    except IntegrityError:
        # A colleague made it in the same moment.
        home = _home()
        if home is None:
            raise
        return home


def _make(by: User) -> Project:
    texts = {}
    for language in ("pl", "en"):
        with override(language):
            agency = text_of(NAME, language)
            title = _("Trainings of the agency")
            about = _("The agency's own workspace: surveys after its trainings and events.")
            texts[language] = (f"{title}: {agency}" if agency else title, about)
    return create_project(by=by, title=texts["pl"][0][:600], texts=texts)


def _let_in(project: Project, by: User) -> None:
    team = list(Membership.objects.filter(project=project).select_related("person"))
    if any(each.person_id == by.pk for each in team):
        return
    leads = any(each.role == TeamRole.COORDINATOR and each.person.is_active and each.person.is_officer for each in team)
    add_member(project, by=by, person=by, role=TeamRole.EDITOR if leads else TeamRole.COORDINATOR)


@transaction.atomic
def leave_home(person: User, by: User) -> None:
    """Take whoever is no officer any more out of the agency's workspace; nothing happens if they are not there.

    If nobody else coordinates it, the officer who has been there longest does from now on; where there is none,
    the next one who comes will (`home_for`).
    """
    own = Membership.objects.filter(project__agency_trainings__isnull=False, person=person).select_related("project")
    membership = own.first()
    if membership is None:
        return
    others = Membership.objects.filter(project=membership.project_id).exclude(pk=membership.pk).order_by("pk")
    officers = [one for one in others.select_related("person") if one.person.is_active and one.person.is_officer]
    if officers and not any(one.role == TeamRole.COORDINATOR for one in officers):
        change_member_role(officers[0], by=by, role=TeamRole.COORDINATOR)
    remove_member(membership, by=by, even_last=True)
