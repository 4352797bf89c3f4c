"""What the use cases of surveys refuse, and why."""

from plon.errors import DomainError


class GoneMeanwhile(DomainError):
    """What somebody wants to change is not there any more."""


class OthersDepend(DomainError):
    """Another question is asked only after an answer to it."""


class WrongOrder(DomainError):
    """A condition would point forwards."""


class Promised(DomainError):
    """What people were told before they answered can't be changed afterwards."""


class NotReady(DomainError):
    """Something is missing before people can be asked."""


class WrongState(DomainError):
    """A round that is open or closed can't do this."""


class NotADefinition(DomainError):
    """A file that is no survey of Plon."""


class TooMuch(DomainError):
    """More than people would ever answer."""
