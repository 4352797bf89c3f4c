"""What the use cases of attendance lists refuse, and why."""

from plon.errors import DomainError


class NotOpen(DomainError):
    """It is not the hour to sign: too early, too late, or closed by the organiser."""


class ClosedAlready(DomainError):
    """The list became evidence; nothing is added or taken away any more."""


class ListIsFull(DomainError):
    """More entries than any hall holds."""


class NobodySigned(DomainError):
    """There is nothing to make evidence of."""


class ChangedMeanwhile(DomainError):
    """Somebody else saved first."""


class TooManyAtOnce(DomainError):
    """One address sends more than people can write."""
