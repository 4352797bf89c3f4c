"""What the use cases of reports refuse, and why. Texts share `WrittenMeanwhile` and `NothingToUndo` with answers."""

from plon.errors import DomainError


class ReportClosed(DomainError):
    """The report is ready or sent: open it again before anything is changed."""


class NotNow(DomainError):
    """It can't be done as things stand: a state that may not follow, a file that is being made already."""
