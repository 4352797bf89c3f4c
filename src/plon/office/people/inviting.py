"""Invite officers: a letter with a link that opens an account of the office, once, within a week."""

import datetime
import secrets

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from plon.accounts.actions import add_account, has_account
from plon.accounts.models import User
from plon.agency.letters import LetterKind, Placeholder, from_template, register_letter
from plon.agency.posting import post_on_commit
from plon.errors import DomainError
from plon.history.record import record
from plon.office.models import OfficerInvitation
from plon.pages import whole_address
from plon.projects.queries import hash_of

# What is over is of use for questions of "did it arrive", then it goes.
KEPT = datetime.timedelta(days=90)
LETTER = "office.invitation"
_PLACEHOLDERS = (
    Placeholder("name", _("who invites"), "Anna Nowak"),
    Placeholder("role", _("as what"), _("Officer of the agency")),
    Placeholder("link", _("link that opens the account"), "https://example.org/office/house/join/…", is_needed=True),
    Placeholder("day", _("until when the link works"), _("1 December 2026")),
)


class HasAccount(DomainError):
    """Who has an account needs no invitation."""


class InvitationClosed(DomainError):
    """It was used, taken back, or has run out."""


def register_invitation_letter() -> None:
    register_letter(LetterKind(
        LETTER, 5, _("Office: invitation"), _("To somebody whom an administrator invites to the office."),
        _PLACEHOLDERS, from_template("office/letters/invitation.txt", _PLACEHOLDERS),
    ))  # fmt: skip


@transaction.atomic
def invite_officer(email: str, *, by: User, role: str, language: str) -> OfficerInvitation:
    """Send somebody a letter; one that still waits at the same address is replaced, so its link works no more.

    Raises:
        HasAccount: there is an account with this address; its role is changed instead.
        ValidationError: a value is malformed.
    """
    email = email.strip().lower()
    if has_account(email):
        raise HasAccount(_("There is an account with this e-mail. Change its role on its page."), field="email")
    OfficerInvitation.objects.filter(email=email, accepted_at=None, revoked_at=None).update(revoked_at=timezone.now())
    secret = secrets.token_urlsafe(24)
    made = OfficerInvitation(email=email, role=role, language=language, invited_by=by, secret_hash=hash_of(secret))
    made.full_clean()
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise InvitationClosed(_("Somebody else invited this person in the same moment."), field="email") from None
    record("officer.invited", by=by, subject=made, changes={"role": ["", role]})

    def values() -> dict[str, object]:
        return {
            "name": by, "role": made.get_role_display(),
            "link": whole_address(reverse("office_people:join", args=[secret])),
            "day": date_format(timezone.localtime(made.expires_at), "DATE_FORMAT"),
        }  # fmt: skip

    post_on_commit(LETTER, email, language, values)
    return made


@transaction.atomic
def revoke_invitation(invitation: OfficerInvitation, *, by: User) -> None:
    """Take an invitation back; its link works no more.

    Raises:
        InvitationClosed: the account is open already, or it was taken back.
    """
    held = OfficerInvitation.objects.select_for_update().get(pk=invitation.pk)
    if not held.is_waiting:
        raise InvitationClosed(_("This invitation does not wait any more."))
    held.revoked_at = timezone.now()
    held.save(update_fields=["revoked_at"])
    record("officer.invitation_revoked", by=by, subject=held)


def find_invitation(secret: str) -> OfficerInvitation | None:
    """Return the invitation of this secret, open or not."""
    return OfficerInvitation.objects.filter(secret_hash=hash_of(secret)).select_related("invited_by").first()


@transaction.atomic
def accept_invitation(invitation: OfficerInvitation, *, name: str, password: str) -> User:
    """Open the account; its address counts as confirmed, because the letter came there.

    Raises:
        InvitationClosed: it was used, taken back or has run out, or who sent it may invite no more.
        HasAccount: somebody opened an account with this address meanwhile.
        ValidationError: the password is too weak, or the name malformed.
    """
    held = OfficerInvitation.objects.select_for_update().get(pk=invitation.pk)
    if not held.is_open:
        raise InvitationClosed(_("This invitation is no longer open. Ask who sent it for a new one."))
    if has_account(held.email):
        raise HasAccount(_("There is an account with this e-mail. Ask an administrator to change its role."))
    try:
        validate_password(password, User(email=held.email, name=name))
    except ValidationError as refusal:
        raise ValidationError({"password": refusal.messages}) from None
    made = add_account(
        held.email, by=held.invited_by, name=name, role=held.role, password=password, language=held.language
    )
    held.accepted_at = timezone.now()
    held.save(update_fields=["accepted_at"])
    record("officer.joined", by=made, subject=made)
    return made


def forget_invitations() -> None:
    """Erase invitations that are long over; regular work."""
    OfficerInvitation.objects.filter(expires_at__lt=timezone.now() - KEPT).delete()
