from plon.errors import DomainError


class NothingAsked(DomainError):
    """Nobody is asked anything at present."""


class NotLookedAt(DomainError):
    """Nobody looked at the letter before the first one goes."""


class ReasonMissing(DomainError):
    """Who hides something says why."""
