from plon.errors import DomainError


class NotOpen(DomainError):
    """Nobody can register now."""


class TooFewPlaces(DomainError):
    """More people have a place than there would be places."""


class NotReady(DomainError):
    """Something is missing or contradicts itself, so that the event can't be public."""


class WrongMoment(DomainError):
    """What is asked fits no event that is in this state."""


class VersionConflict(DomainError):
    """Somebody else saved meanwhile."""
