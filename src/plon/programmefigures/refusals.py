"""What the room refuses, in words for the person."""

from plon.errors import DomainError


class CountRefused(DomainError):
    """It can't be counted now; nothing has changed."""
