"""What the use cases of projects refuse, and why."""

from plon.errors import DomainError


class NumberTaken(DomainError):
    """A project with this number is in Plon already; it can be claimed."""


class AlreadyInTeam(DomainError):
    """The person is in the team."""


class LastCoordinator(DomainError):
    """Somebody must lead the project."""


class ClaimDecided(DomainError):
    """The claim was decided meanwhile."""


class OwnClaim(DomainError):
    """Nobody decides on their own claim, administrators excepted."""


class InvitationClosed(DomainError):
    """The invitation was used, taken back or has run out."""


class WrongPerson(DomainError):
    """The invitation is for another e-mail address."""


class PartnerKnown(DomainError):
    """The organisation is in the partnership already."""


class HasPublished(DomainError):
    """What was once public is withdrawn, not deleted."""


class ChangedMeanwhile(DomainError):
    """Somebody else saved first."""


class NothingToFill(DomainError):
    """The register knows nothing that the record lacks."""


class ClaimNeeded(DomainError):
    """A workspace beside an imported project is for those who wait for it."""
