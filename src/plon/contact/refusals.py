from plon.errors import DomainError


class NoAddress(DomainError):
    """Whoever left no e-mail can't be answered."""


class AnswerOwed(DomainError):
    """A notice of unlawful content ends with a decision that its sender hears."""


class Changed(DomainError):
    """Somebody else moved the message on since the page was opened."""
