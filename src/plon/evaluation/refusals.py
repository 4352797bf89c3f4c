from plon.errors import DomainError


class CountedByPlon(DomainError):
    """Plon counts this indicator itself; a second figure by hand would contradict it."""


class NotMeasuredYet(DomainError):
    """Nobody can have measured on a day to come."""


class NotPossible(DomainError):
    """Such a value can't be: a number of people below nothing."""


class EvidenceElsewhere(DomainError):
    """The evidence is of another project, or in the bin."""


class ReasonMissing(DomainError):
    """What was told once is taken back only with a reason."""


class NoLongerStands(DomainError):
    """The measurement was withdrawn or replaced meanwhile."""


class NotCountable(DomainError):
    """The answers to this question can't be counted so."""
