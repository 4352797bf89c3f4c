"""What the use cases of acts and proofs refuse, and why."""

from plon.errors import DomainError


class WrongStep(DomainError):
    """An act can't go from its state to this one."""


class BadSplit(DomainError):
    """The totals of who was reached don't add up."""


class MoreThanReached(DomainError):
    """The evidence would show more people than the act reached."""


class LessThanProven(DomainError):
    """The act would have reached fewer people than evidence shows."""


class NotInPlan(DomainError):
    """What is to be proven is not in the project's plan or commitment."""


class StillNeeded(DomainError):
    """Something hangs on the act, so it can't be removed yet."""


class TooMany(DomainError):
    """More than can be made at once."""


class NotTaken(DomainError):
    """A row of a log that was to be imported is refused."""
