"""What changing the agency's settings refuses, and why."""

from plon.errors import DomainError


class SettingsChanged(DomainError):
    """Somebody else saved since the page was opened."""
