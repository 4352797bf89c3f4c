"""What stands against a package, or a mark."""

from plon.errors import DomainError


class PlatformRefused(DomainError):
    """It can't be done now; nothing has changed."""
