"""What can be done to an account, beside what allauth does (signing up and in, e-mails, second factor)."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from plon.accounts.enums import PlatformRole
from plon.accounts.models import User
from plon.errors import DomainError
from plon.history.record import changed, record, snapshot


class LastAdministrator(DomainError):
    """Somebody must be able to run Plon."""


@transaction.atomic
def change_profile(user: User, *, by: User, name: str, language: str, time_zone: str) -> User:
    """Set how a person is called, and the language and time zone that Plon speaks to them in."""
    before = snapshot(user, ("name", "language", "time_zone"))
    user.name, user.language, user.time_zone = name, language, time_zone
    user.full_clean()
    user.save(update_fields=["name", "language", "time_zone"])
    record("account.changed", by=by, subject=user, changes=changed(before, user))
    return user


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
    """Make a person a member, officer or administrator.

    Raises:
        LastAdministrator: nobody would be left to run Plon.
    """
    others = User.objects.filter(role=PlatformRole.ADMINISTRATOR, is_active=True).exclude(pk=user.pk)
    if user.is_administrator and role != PlatformRole.ADMINISTRATOR and not others.exists():
        raise LastAdministrator(_("Plon needs at least one administrator."))
    before = snapshot(user, ("role",))
    user.role = role
    user.is_superuser = role == PlatformRole.ADMINISTRATOR
    user.full_clean()
    user.save(update_fields=["role", "is_superuser"])
    record("account.role_changed", by=by, subject=user, changes=changed(before, user))
    return user
