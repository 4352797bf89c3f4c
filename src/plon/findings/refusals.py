from plon.errors import DomainError


class NoSuchPlan(DomainError):
    """There is no ready evaluation plan of that name."""


class OfAnotherProject(DomainError):
    """What is linked is of another project."""


class NotDoneYet(DomainError):
    """Nothing can have been done on a day to come."""


class ReasonMissing(DomainError):
    """Who drops a decision says why: the report tells it."""


class NoChangeOfPlan(DomainError):
    """The event is no change of this project's plan, or is linked already."""


class AlreadyThere(DomainError):
    """What the history would put back is there, or what it belongs to is gone."""
