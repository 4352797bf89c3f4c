"""Why a search can't be saved."""

from plon.errors import DomainError


class SearchRefused(DomainError):
    """The search is not saved."""


class IsSavedAlready(SearchRefused):
    """The same person has saved the same search."""

    def __init__(self, message: str, public_id: str) -> None:
        super().__init__(message)
        self.public_id = public_id
