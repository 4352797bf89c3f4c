from plon.errors import DomainError


class NotDueYet(DomainError):
    """Nobody looks at a result on a day to come."""


class NothingToRetire(DomainError):
    """An end on purpose has a day and a reason."""


class AlreadyThere(DomainError):
    """What the history would put back is there, or what it belongs to is gone."""
