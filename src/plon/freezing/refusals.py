from plon.errors import DomainError


class FreezeRefused(DomainError):
    """A project can't be frozen, or not into this folder; nothing was written."""
