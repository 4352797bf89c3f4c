"""What rooms above have against publishing a result, e.g. that the agency took it out of public."""

from collections.abc import Callable

from plon.errors import DomainError
from plon.results.models import Result

# Answers the refusal, or None if nothing stands in the way.
Hindrance = Callable[[Result], DomainError | None]
_hindrances: dict[str, Hindrance] = {}


def register_hindrance(key: str, hindrance: Hindrance) -> None:
    _hindrances[key] = hindrance


def require_free(result: Result) -> None:
    """Refuse what a room above has something against, inside the caller's transaction.

    Raises:
        DomainError: the refusal of that room.
    """
    for key in sorted(_hindrances):
        if refusal := _hindrances[key](result):
            raise refusal
