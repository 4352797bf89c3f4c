"""Claims: "this imported project is ours", decided by the agency."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.history.record import record
from plon.projects import letters
from plon.projects.enums import ClaimState, PartnershipRole, TeamRole
from plon.projects.models import Claim, Membership, Project
from plon.projects.refusals import AlreadyInTeam, ClaimDecided, OwnClaim


@transaction.atomic
def claim_project(project: Project, *, by: User, explanation: str) -> Claim:
    """Ask for a project: "this imported project is ours". An officer decides.

    Raises:
        AlreadyInTeam: the person is in its team.
        ValidationError: the person has asked already, or the explanation is missing.
    """
    if project.memberships.filter(person=by).exists():
        raise AlreadyInTeam(_("You are already in the team of this project."))
    claim = Claim(project=project, person=by, explanation=explanation)
    claim.full_clean()
    claim.save()
    record("claim.made", by=by, subject=project, project_id=project.pk)
    letters.post_waiting_claim(claim)
    return claim


def _open_claim(claim: Claim, by: User) -> Claim:
    claim = Claim.objects.select_for_update().select_related("project", "person").get(pk=claim.pk)
    if claim.state != ClaimState.WAITING:
        raise ClaimDecided(_("This claim has been decided already."))
    if claim.person_id == by.pk and not by.is_administrator:
        raise OwnClaim(_("You can't decide on your own claim."))
    return claim


@transaction.atomic
def accept_claim(claim: Claim, *, by: User) -> Membership:
    """Hand the project to the person, as coordinator.

    Raises:
        ClaimDecided, OwnClaim: see there.
    """
    claim = _open_claim(claim, by)
    _decide(claim, by, ClaimState.ACCEPTED, "")
    coordinator = claim.project.partnerships.filter(role=PartnershipRole.COORDINATOR).first()
    membership, _is_new = Membership.objects.update_or_create(
        project=claim.project,
        person=claim.person,
        defaults={
            "role": TeamRole.COORDINATOR,
            "organisation": coordinator.organisation if coordinator else None,
        },
    )
    record("claim.accepted", by=by, subject=claim.project, project_id=claim.project_id)
    letters.post_claim("claim_accepted", claim)
    return membership


@transaction.atomic
def refuse_claim(claim: Claim, *, by: User, reason: str) -> Claim:
    """Refuse a claim and tell the person why.

    Raises:
        ClaimDecided, OwnClaim: see there.
        ValidationError: the reason is missing.
    """
    claim = _open_claim(claim, by)
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason: the person reads it.")})
    _decide(claim, by, ClaimState.REFUSED, reason)
    record("claim.refused", by=by, subject=claim.project, project_id=claim.project_id)
    letters.post_claim("claim_refused", claim)
    return claim


def _decide(claim: Claim, by: User, state: ClaimState, reason: str) -> None:
    claim.state, claim.reason = state, reason
    claim.decided_by, claim.decided_at = by, timezone.now()
    claim.full_clean()
    claim.save()
