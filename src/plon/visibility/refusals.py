"""What the use cases of the visibility check refuse, and why."""

from plon.errors import DomainError


class AddressRefused(DomainError):
    """No page can be fetched from there."""


class TooManyChecks(DomainError):
    """A project has several checks under way; a server of the world is not hammered by one team."""


class CantRunAgain(DomainError):
    """It is running at this moment, or its file was erased by its date."""
