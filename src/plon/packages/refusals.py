"""What stands against making a package, or bringing one in."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise

from plon.errors import DomainError


class PackageRefused(DomainError):
    """No package can be made now; nothing has changed."""


class BagRefused(DomainError):
    """A package can't be brought in; nothing of it was kept.

    Args:
        message, params: what is wrong, in a sentence.
        details: more of the same, such as files whose checksum differs; not translated.
    """

    def __init__(
        self, message: str | Promise, params: Mapping[str, object] | None = None, *, details: Sequence[str] = ()
    ) -> None:
        super().__init__(message, params, field="file")
        self.details = tuple(details)
