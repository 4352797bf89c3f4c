"""Who may do what with a collection."""

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from plon.accounts.models import User
from plon.collections.enums import Visibility
from plon.collections.models import Collection


def acts_for_agency(user: User | AnonymousUser) -> bool:
    """Tell whether somebody may act for the agency: officers who have proved twice who they are.

    The same as at the doors of the office (`accounts.middleware`), for these doors carry a language and lie elsewhere.
    """
    if not isinstance(user, User) or not user.is_officer:
        return False
    return bool(settings.DEMONSTRATION) or is_mfa_enabled(user)


def keeps(user: User | AnonymousUser, collection: Collection) -> bool:
    """Tell whether somebody may change a collection: its owner; any officer, if it is the agency's."""
    if collection.is_agency:
        return acts_for_agency(user)
    return user.is_authenticated and collection.owner_id == user.pk


def may_read(user: User | AnonymousUser, collection: Collection) -> bool:
    """Tell whether somebody sees it under its plain address: everybody what is shown, its keepers always.

    Officers also see what was hidden, or they could not show it again.
    """
    if collection.removed_at is None and collection.is_shown:
        return True
    if keeps(user, collection):
        return True
    return collection.visibility == Visibility.PUBLIC and collection.removed_at is None and acts_for_agency(user)
