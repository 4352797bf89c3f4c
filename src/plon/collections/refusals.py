"""Why something can't be done with a collection."""

from plon.errors import DomainError


class CollectionRefused(DomainError):
    """The collection stays as it is."""


class IsThereAlready(CollectionRefused):
    """A thing stands once in a collection."""
