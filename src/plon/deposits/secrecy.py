"""Access tokens of repositories: locked with a key of this installation while a deposit runs, then forgotten."""

import base64
import hashlib
from typing import TYPE_CHECKING

from django.conf import settings

from plon.deposits.refusals import DepositRefused

if TYPE_CHECKING:
    from cryptography.fernet import Fernet


def lock(token: str) -> str:
    """Return a token as it may lie in the database: nobody reads it there without this installation's secret."""
    return _box().encrypt(token.encode()).decode()


def unlock(locked: str) -> str:
    """Return a token that was locked.

    Raises:
        DepositRefused: it is gone, or the installation's secret is another one now.
    """
    from cryptography.fernet import InvalidToken

    try:
        return _box().decrypt(locked.encode()).decode()
    except InvalidToken:
        raise DepositRefused("The access token can't be read any more.") from None


def _box() -> "Fernet":
    from cryptography.fernet import Fernet

    secret = hashlib.sha256(b"plon.deposits.token\0" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(secret))
