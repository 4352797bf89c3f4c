"""What rooms above have to do when somebody stops working for the agency."""

from collections.abc import Callable

from plon.accounts.models import User

Follow = Callable[[User, User], None]
_following: dict[str, Follow] = {}


def register_leaving_office(key: str, follow: Follow) -> None:
    """Register what follows when an officer's role is taken away or their account shut out.

    Args:
        key: of the room.
        follow: gets the person and who does it, inside the transaction; what was done already is no error. It is also
            called for people who never were officers.
    """
    _following[key] = follow


def follow_leaving(person: User, by: User | None) -> None:
    """Let every room do what follows; who did it on the machine itself is taken for the person."""
    for key in sorted(_following):
        _following[key](person, by or person)
