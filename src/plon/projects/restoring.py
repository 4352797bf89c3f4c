"""Put an old value back: each room says how for its own things."""

from collections.abc import Callable

from plon.accounts.models import User
from plon.history.models import Event

Restorer = Callable[[Event, User], None]
_restorers: dict[str, Restorer] = {}


def register_restorer(subject_type: str, restorer: Restorer) -> None:
    """Say how a change of `subject_type` ("plans.targetgroup") is taken back."""
    _restorers[subject_type] = restorer


def can_restore(event: Event) -> bool:
    """Tell whether the event changed something that can be put back."""
    can_be = event.kind.endswith((".changed", ".removed")) and event.subject_type in _restorers
    # Names of what is gone are no values: an event that came in a package has nothing else.
    return can_be and any(not name.startswith("_") for name in event.changes)


def restore(event: Event, *, by: User) -> None:
    """Put back what `event` changed, as a change of its own.

    Raises:
        KeyError: the event can't be taken back.
        DomainError, ValidationError: the old value is no longer allowed.
    """
    _restorers[event.subject_type](event, by)
