"""What the use cases of labels refuse, and why."""

from plon.errors import DomainError


class NotImpartial(DomainError):
    """Somebody of the team, or no officer, or who proposed it, has no say here."""


class NotPublic(DomainError):
    """Only what everybody can see gets a label."""


class Incomplete(DomainError):
    """A criterion is without mark or reason, or the reasons for the public are not in both languages."""


class SettledAlready(DomainError):
    """Somebody else decided, withdrew or proposed since the page was opened."""


class OpinionMissing(DomainError):
    """Nobody but the proposer has said anything yet."""
