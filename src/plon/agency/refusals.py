"""What changing what the agency says refuses, and why."""

from plon.errors import DomainError


class SettingsChanged(DomainError):
    """Somebody else saved since the page was opened."""


class AnnouncementChanged(DomainError):
    """Somebody else changed the announcement since the page was opened."""


class AnnouncementNotPossible(DomainError):
    """An announcement can't be published, ended or deleted as it is."""


class StatementChanged(DomainError):
    """Somebody else wrote the statement since the page was opened."""
