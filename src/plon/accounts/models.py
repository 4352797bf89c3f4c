"""People who sign in."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.enums import PlatformRole


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a person who signs in with `email`; without a password only a passkey lets them in."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, role=PlatformRole.ADMINISTRATOR, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Signs in by e-mail; the name is what colleagues see, never the public."""

    email = models.EmailField(
        _("e-mail"),
        max_length=254,
        unique=True,
        error_messages={"unique": _("There is already an account with this e-mail.")},
    )
    name = models.CharField(_("first and last name"), max_length=150, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=PlatformRole.choices, default=PlatformRole.MEMBER)
    language = models.CharField(
        _("language"), max_length=5, choices=[("pl", "Polski"), ("en", "English")], default="pl"
    )
    time_zone = models.CharField(_("time zone"), max_length=50, default="Europe/Warsaw")
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_example = models.BooleanField(_("example account"), default=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_unique",
                violation_error_message=_("There is already an account with this e-mail."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return self.name.split(" ")[0] if self.name else self.email.split("@")[0]

    @property
    def is_officer(self) -> bool:
        """Officers and administrators see the office; both need a second factor there."""
        return self.role in {PlatformRole.OFFICER, PlatformRole.ADMINISTRATOR}

    @property
    def is_administrator(self) -> bool:
        return self.role == PlatformRole.ADMINISTRATOR

    @property
    def is_staff(self) -> bool:
        return self.is_administrator
