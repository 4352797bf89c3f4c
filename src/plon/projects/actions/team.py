"""The people of a project: invitations and roles."""

import secrets

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.history.record import record
from plon.organisations.models import Organisation
from plon.projects import letters
from plon.projects.enums import TeamRole
from plon.projects.leaving import follow_parting
from plon.projects.models import Invitation, Membership, Project
from plon.projects.queries import hash_of
from plon.projects.refusals import AlreadyInTeam, InvitationClosed, LastCoordinator, WrongPerson


@transaction.atomic
def invite_person(
    project: Project,
    *,
    by: User,
    email: str,
    role: str,
    language: str = "pl",
    organisation: Organisation | None = None,
) -> Invitation:
    """Ask somebody into the team by e-mail. An earlier open invitation to the same address is replaced.

    Raises:
        AlreadyInTeam: the address is a team member's.
        ValidationError: the address is malformed.
    """
    email = email.strip().lower()
    if project.memberships.filter(person__email__iexact=email).exists():
        raise AlreadyInTeam(_("%(email)s is already in the team."), {"email": email}, field="email")
    now = timezone.now()
    project.invitations.filter(email=email, accepted_at=None, revoked_at=None).update(revoked_at=now)
    secret = secrets.token_urlsafe(24)
    invitation = Invitation(
        project=project,
        email=email,
        role=role,
        language=language,
        organisation=organisation,
        invited_by=by,
        secret_hash=hash_of(secret),
    )
    invitation.full_clean()
    invitation.save()
    record("invitation.sent", by=by, subject=invitation, project_id=project.pk)
    letters.post_invitation(invitation, secret, language)
    return invitation


@transaction.atomic
def accept_invitation(invitation: Invitation, *, by: User) -> Membership:
    """Join the team.

    Raises:
        InvitationClosed: it was used, taken back or has run out.
        WrongPerson: it was sent to another address than the account's.
    """
    invitation = Invitation.objects.select_for_update().select_related("project").get(pk=invitation.pk)
    if not invitation.is_open:
        raise InvitationClosed(_("This invitation is no longer open. Ask the coordinator for a new one."))
    if invitation.email != by.email.lower():
        raise WrongPerson(
            _("This invitation was sent to %(email)s. Sign in with that address."), {"email": invitation.email}
        )
    invitation.accepted_at, invitation.accepted_by = timezone.now(), by
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    membership, _is_new = Membership.objects.get_or_create(
        project=invitation.project,
        person=by,
        defaults={"role": invitation.role, "organisation": invitation.organisation},
    )
    record("invitation.accepted", by=by, subject=by, project_id=invitation.project_id)
    return membership


def resend_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """Send the letter again with a new link; the old link stops working, the two weeks begin anew.

    Raises:
        InvitationClosed: it was used or taken back.
        AlreadyInTeam: the person has joined in another way.
    """
    if invitation.accepted_at or invitation.revoked_at:
        raise InvitationClosed(_("This invitation is no longer open. Send a new one."))
    return invite_person(
        invitation.project,
        by=by,
        email=invitation.email,
        role=invitation.role,
        language=invitation.language,
        organisation=invitation.organisation,
    )


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by: User) -> None:
    """Take back an invitation; its link stops working."""
    if not invitation.accepted_at and not invitation.revoked_at:
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])
        record("invitation.revoked", by=by, subject=invitation, project_id=invitation.project_id)


@transaction.atomic
def add_member(
    project: Project, *, by: User, person: User, role: str, organisation: Organisation | None = None
) -> Membership:
    """Put a person into the team at once (the demonstration's way; people are invited).

    Raises:
        AlreadyInTeam: the person is there.
    """
    try:
        with transaction.atomic():
            membership = Membership.objects.create(project=project, person=person, role=role, organisation=organisation)
    except IntegrityError as refusal:
        raise AlreadyInTeam(_("%(email)s is already in the team."), {"email": person.email}) from refusal
    record("member.added", by=by, subject=person, project_id=project.pk)
    return membership


@transaction.atomic
def change_member_role(membership: Membership, *, by: User, role: str) -> Membership:
    """Change what a team member may do.

    Raises:
        LastCoordinator: nobody would lead the project.
    """
    if role != TeamRole.COORDINATOR:
        _refuse_if_last(membership)
    if role == membership.role:
        return membership
    old, membership.role = membership.role, role
    membership.full_clean()
    membership.save()
    record(
        "member.changed",
        by=by,
        subject=membership.person,
        project_id=membership.project_id,
        changes={"role": [old, role]},
    )
    return membership


@transaction.atomic
def remove_member(membership: Membership, *, by: User, even_last: bool = False) -> None:
    """Take a person out of the team, or leave it oneself.

    `even_last`: the team may stay without a coordinator, for a room that finds another one.

    Raises:
        LastCoordinator: nobody would lead the project.
    """
    if not even_last:
        _refuse_if_last(membership)
    follow_parting(membership, by)
    record("member.removed", by=by, subject=membership.person, project_id=membership.project_id)
    membership.delete()


def _refuse_if_last(membership: Membership) -> None:
    coordinators = Membership.objects.filter(project_id=membership.project_id, role=TeamRole.COORDINATOR)
    leading = {one.pk for one in coordinators.select_for_update()}  # two may not step down at once
    if leading == {membership.pk}:
        raise LastCoordinator(_("A team needs a coordinator. Make somebody else the coordinator first."))
