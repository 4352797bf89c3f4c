"""Who may have a say about a label: officers who are not and were not in the project's team."""

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.history.models import Event
from plon.labels.models import Label
from plon.labels.refusals import NotImpartial
from plon.projects.models import Membership

_NO_OFFICER = _("Officers of the agency give labels.")
_IN_TEAM = _("You are in this project's team, so you have no say about its label.")
_WAS_IN_TEAM = _("You were in this project's team, so you have no say about its label.")
_PROPOSED = _("You proposed it. Somebody else has the second look.")
# What the history keeps of somebody who joined or left; the subject is the person.
_JOINED = ("member.added", "member.removed", "invitation.accepted", "member.changed")


def tie_to(person: User, project_id: int | None) -> Promise | str:
    """Return what keeps somebody from having a say about a project; "" if nothing does. At most 2 queries."""
    if not person.is_officer:
        return _NO_OFFICER
    if project_id is None:
        return ""
    if Membership.objects.filter(project=project_id, person=person).exists():
        return _IN_TEAM
    as_subject = Q(kind__in=_JOINED, subject_type="accounts.user", subject_id=person.pk)
    as_maker = Q(kind="project.created", actor_id=person.pk)
    return _WAS_IN_TEAM if Event.objects.filter(as_subject | as_maker, project_id=project_id).exists() else ""


def why_no_opinion(person: User, label: Label) -> Promise | str:
    """Return why somebody can't give the second opinion; "" if they can."""
    if label.proposed_by_id == person.pk:
        return _PROPOSED
    return tie_to(person, label.project_id)


def require_impartial(person: User, project_id: int | None) -> None:
    """Refuse who has a tie to the project.

    Raises:
        NotImpartial: they are or were in the team, or are no officer.
    """
    if words := tie_to(person, project_id):
        raise NotImpartial(words)
