"""What can be done to an account, beside what allauth does (signing up and in, e-mails, second factor)."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from plon.accounts.enums import PlatformRole
from plon.accounts.models import User
from plon.accounts.standing import follow_leaving
from plon.agency.posting import forget_letters
from plon.errors import DomainError
from plon.history.record import changed, record, snapshot


class LastAdministrator(DomainError):
    """Somebody must be able to run Plon."""


class OwnAccount(DomainError):
    """Whoever shuts their own account out could not let it in again."""


@transaction.atomic
def change_profile(user: User, *, by: User, name: str, language: str, time_zone: str) -> User:
    """Set how a person is called, and the language and time zone that Plon speaks to them in."""
    before = snapshot(user, ("name", "language", "time_zone"))
    user.name, user.language, user.time_zone = name, language, time_zone
    user.full_clean()
    user.save(update_fields=["name", "language", "time_zone"])
    record("account.changed", by=by, subject=user, changes=changed(before, user))
    return user


def has_account(email: str) -> bool:
    """Tell whether somebody signs in with this address, as their first or as another that they confirmed."""
    from allauth.account.models import EmailAddress  # models load after the apps

    return (
        User.objects.filter(email__iexact=email).exists()
        or EmailAddress.objects.filter(email__iexact=email, verified=True).exists()
    )


@transaction.atomic
def add_account(
    email: str,
    *,
    by: User | None,
    name: str = "",
    role: str = PlatformRole.MEMBER,
    password: str | None = None,
    language: str = "pl",
    is_example: bool = False,
) -> User:
    """Open an account whose e-mail is taken as confirmed (an operator vouches for it).

    Raises:
        ValidationError: the e-mail is malformed or has an account already.
    """
    from allauth.account.models import EmailAddress  # models load after the apps

    if has_account(email):
        raise ValidationError({"email": _("There is already an account with this e-mail.")})
    user = User.objects.create_user(
        email,
        password,
        name=name,
        role=role,
        language=language,
        is_example=is_example,
        is_superuser=role == PlatformRole.ADMINISTRATOR,
    )
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    record("account.added", by=by, subject=user)
    return user


@transaction.atomic
def change_role(user: User, *, by: User | None, role: str) -> User:
    """Make a person a member, officer or administrator; whoever is no officer any more leaves the agency's workspaces.

    Raises:
        LastAdministrator: nobody would be left to run Plon.
    """
    if role != PlatformRole.ADMINISTRATOR:
        _keep_an_administrator(user)
    before = snapshot(user, ("role",))
    user.role = role
    user.is_superuser = role == PlatformRole.ADMINISTRATOR
    user.full_clean()
    user.save(update_fields=["role", "is_superuser"])
    record("account.role_changed", by=by, subject=user, changes=changed(before, user))
    if not user.is_officer:
        follow_leaving(user, by)
    return user


@transaction.atomic
def deactivate_account(user: User, *, by: User | None) -> User:
    """Let a person sign in no more, and end what they have open; their work stays as it is.

    Of an officer's access to the agency's workspaces nothing is left, should they be let in again as a member.

    Raises:
        OwnAccount: it is one's own account.
        LastAdministrator: nobody would be left to run Plon.
    """
    from allauth.usersessions.models import UserSession  # models load after the apps

    if by is not None and by.pk == user.pk:
        raise OwnAccount(_("This is your own account. Ask another administrator."))
    _keep_an_administrator(user)
    _set_active(user, by=by, is_active=False)
    follow_leaving(user, by)
    for session in UserSession.objects.filter(user=user):
        session.end()
    forget_letters(user.email)
    return user


@transaction.atomic
def reactivate_account(user: User, *, by: User | None) -> User:
    """Let a person sign in again."""
    return _set_active(user, by=by, is_active=True)


def _set_active(user: User, *, by: User | None, is_active: bool) -> User:
    before = snapshot(user, ("is_active",))
    user.is_active = is_active
    user.full_clean()
    user.save(update_fields=["is_active"])
    changes = changed(before, user)
    if changes and is_active:
        record("account.reactivated", by=by, subject=user, changes=changes)
    elif changes:
        record("account.deactivated", by=by, subject=user, changes=changes)
    return user


def _keep_an_administrator(user: User) -> None:
    """Refuse to lose the last one; of two who go at the same time the second waits, and is refused."""
    active = User.objects.select_for_update().filter(role=PlatformRole.ADMINISTRATOR, is_active=True)
    if {each.pk for each in active.order_by("pk")} == {user.pk}:
        raise LastAdministrator(_("Plon needs at least one administrator."))
