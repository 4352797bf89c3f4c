"""What the use cases of results refuse, and why."""

from plon.errors import DomainError


class NotReadyToPublish(DomainError):
    """Something that must be there is missing."""


class WasPublic(DomainError):
    """What was once public is withdrawn, not deleted."""


class StateRefused(DomainError):
    """This state can't follow that one."""


class LinkRefused(DomainError):
    """The address can't be linked."""


class IdentifierRefused(DomainError):
    """The identifier can't be noted."""
