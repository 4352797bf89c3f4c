"""What the use cases of the toolkit refuse, and why."""

from plon.errors import DomainError


class MaterialRefused(DomainError):
    """This tool can't be set up or changed so."""


class NotMade(DomainError):
    """No file was made; the tool and its texts are as they were."""


class KitRefused(DomainError):
    """This kit can't be asked for."""
