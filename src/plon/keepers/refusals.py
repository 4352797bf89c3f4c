from plon.errors import DomainError


class AlreadyKeeps(DomainError):
    """This person keeps all of it, or was asked to."""


class WantsNoLetters(DomainError):
    """Somebody who stopped the letters can't be asked by letter."""


class OrganisationMissing(DomainError):
    """Nobody keeps a result as a private person: the public reads which organisation does."""


class LastKeeper(DomainError):
    """The last keeper of a result goes, and nobody said what follows."""


class ReasonMissing(DomainError):
    """A result is retired for a reason, which visitors read."""


class OfferIsOpen(DomainError):
    """Somebody was asked already to take this over."""


class NotOpen(DomainError):
    """It was answered or ended meanwhile."""


class TooMany(DomainError):
    """So many letters to others in a month are no hand-over."""
