"""Who may decide in a review, and about what is hidden: officers who have no tie to the project."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.history.models import Event
from plon.projects.models import Membership
from plon.review.models import Conflict, ProjectReview
from plon.review.refusals import NotImpartial

_IN_TEAM = _("You are in this project's team, so another officer decides.")
_WAS_IN_TEAM = _("You were in this project's team, so another officer decides.")
_DECLARED = _("You declared a conflict of interest here, so another officer decides.")
_NO_OFFICER = _("Officers of the agency decide.")
# What the history keeps of somebody who joined or left; the subject is the person.
_JOINED = ("member.added", "member.removed", "invitation.accepted", "member.changed")


@dataclass(frozen=True, slots=True)
class Tie:
    """Why somebody may not decide, in their words."""

    words: str | Promise


def tie_of(person: User, review: ProjectReview) -> Tie | None:
    """Return what ties an officer to a review's project; None if they may decide. At most 3 queries."""
    return _tie(person, review.project_id, Conflict.objects.filter(review=review))


def tie_to(person: User, project_id: int | None) -> Tie | None:
    """Return what ties an officer to a project, reviewed or not; None if they may decide. At most 3 queries."""
    declared = Conflict.objects.none() if project_id is None else Conflict.objects.filter(review__project=project_id)
    return _tie(person, project_id, declared)


def _tie(person: User, project_id: int | None, declared: QuerySet[Conflict]) -> Tie | None:
    if not person.is_officer:
        return Tie(_NO_OFFICER)
    if declared.filter(officer=person).exists():
        return Tie(_DECLARED)
    if project_id is None:
        return None
    if Membership.objects.filter(project=project_id, person=person).exists():
        return Tie(_IN_TEAM)
    as_subject = Q(kind__in=_JOINED, subject_type="accounts.user", subject_id=person.pk)
    as_maker = Q(kind="project.created", actor_id=person.pk)
    if Event.objects.filter(as_subject | as_maker, project_id=project_id).exists():
        return Tie(_WAS_IN_TEAM)
    return None


def require_impartial(person: User, review: ProjectReview) -> None:
    """Refuse an officer with a tie.

    Raises:
        NotImpartial: they are or were in the team, or declared a conflict.
    """
    if tie := tie_of(person, review):
        raise NotImpartial(tie.words)


def require_impartial_about(person: User, project_id: int | None) -> None:
    """Refuse an officer with a tie to a project, where no review is at hand.

    Raises:
        NotImpartial: they are or were in the team, or declared a conflict.
    """
    if tie := tie_to(person, project_id):
        raise NotImpartial(tie.words)


def tied_reviews(person: User, reviews: Iterable[ProjectReview]) -> frozenset[int]:
    """Return the reviews of a page in which a person is in the team or declared a conflict; 2 queries."""
    by_project = {review.project_id: review.pk for review in reviews if review.project_id}
    own = Membership.objects.filter(project__in=by_project, person=person).values_list("project_id", flat=True)
    declared = Conflict.objects.filter(review__in=by_project.values(), officer=person)
    return frozenset([by_project[key] for key in own] + list(declared.values_list("review_id", flat=True)))
