"""Finding people."""

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from plon.accounts.models import User

# Recovery codes alone are no second factor: they come with one.
_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def people(*, words: str = "", role: str = "") -> QuerySet[User]:
    """Return accounts by name, with `has_second_factor` and `projects_count`."""
    factor = Authenticator.objects.filter(user=OuterRef("pk"), type__in=_FACTORS)
    found = User.objects.annotate(
        has_second_factor=Exists(factor), projects_count=Count("memberships", distinct=True)
    ).order_by("name", "email")
    if role:
        found = found.filter(role=role)
    for word in words.split()[:8]:
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return found
