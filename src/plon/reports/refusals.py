"""What the use cases of answers refuse, and why."""

from plon.errors import DomainError


class WrittenMeanwhile(DomainError):
    """Somebody else wrote this answer, or the plan changed its draft, since the page was opened.

    Attributes:
        theirs: the text that stands now.
        seen: what a page that shows it says that it has seen.
    """

    theirs = ""
    seen = 0


class NothingToUndo(DomainError):
    """What should be put back is gone, or stands there already."""
