from plon.errors import DomainError


class NotOpen(DomainError):
    """The round is not asked yet, or no more."""


class TooManyAtOnce(DomainError):
    """An address sends faster than any hall of people."""
