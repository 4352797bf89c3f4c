from plon.errors import DomainError


class NotReady(DomainError):
    """Something is missing, so that the number can't go."""


class WrongMoment(DomainError):
    """What is asked fits no number that is in this state."""


class VersionConflict(DomainError):
    """Somebody else saved meanwhile."""
