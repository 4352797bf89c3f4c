"""What the use cases of a plan refuse, and why."""

from plon.errors import DomainError


class NothingToShare(DomainError):
    """A dissemination activity must point to a result; else it is promotion (domain.md §1.3)."""


class ElsewhereInPlon(DomainError):
    """The thing is of another project."""


class ChangedMeanwhile(DomainError):
    """Somebody else saved first."""


class NothingToFreeze(DomainError):
    """The plan holds nothing that is not promised already."""


class NotYours(DomainError):
    """Somebody else's words."""


class PlanStays(DomainError):
    """A plan can't be moved to another project."""


class DecidedAlready(DomainError):
    """Somebody else decided on the proposal first."""
