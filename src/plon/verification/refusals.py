"""What stands against issuing, checking or opening."""

from plon.errors import DomainError


class VerificationRefused(DomainError):
    """It can't be done now; nothing has changed."""
