"""What can be done to a project, its partnership and its team: one function per use case."""

from plon.projects.actions.claims import accept_claim, claim_project, refuse_claim
from plon.projects.actions.filling import begin_from_register, fill_from_register
from plon.projects.actions.partnership import add_partner, change_partner, move_partner, remove_partner
from plon.projects.actions.projects import change_project, create_project, delete_project
from plon.projects.actions.team import (
    accept_invitation,
    add_member,
    change_member_role,
    invite_person,
    remove_member,
    resend_invitation,
    revoke_invitation,
)

__all__ = [
    "accept_claim",
    "accept_invitation",
    "add_member",
    "add_partner",
    "begin_from_register",
    "change_member_role",
    "change_partner",
    "change_project",
    "claim_project",
    "create_project",
    "delete_project",
    "fill_from_register",
    "invite_person",
    "move_partner",
    "refuse_claim",
    "remove_member",
    "remove_partner",
    "resend_invitation",
    "revoke_invitation",
]
