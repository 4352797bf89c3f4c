"""What the use cases of the review refuse, and why."""

from plon.errors import DomainError


class NothingToSubmit(DomainError):
    """None of the chosen results can be submitted now."""


class NotImpartial(DomainError):
    """An officer who is or was in the team, or declared a conflict of interest, decides nothing here."""


class DecidedAlready(DomainError):
    """Somebody else decided, or the team submitted again, since the page was opened."""


class ReasonMissing(DomainError):
    """Who returns or hides something says why."""


class HiddenByOffice(DomainError):
    """What the agency hid, the team can't publish again; it can appeal."""


class CannotHide(DomainError):
    """It is not public, or hidden already."""


class CannotAppeal(DomainError):
    """Nothing is hidden, or the appeal was made already."""
