"""What stands in the way of removing an act. Rooms above say so: names on its attendance list must not go with it."""

from collections.abc import Callable

from plon.activities.models import Activity

# Answers in a sentence why the act must stay, or "".
Hindrance = Callable[[Activity], str]
_hindrances: list[Hindrance] = []


def register_hindrance(hindrance: Hindrance) -> None:
    if hindrance not in _hindrances:
        _hindrances.append(hindrance)


def hindrance_of(activity: Activity) -> str:
    """Return why an act must stay, or "" if nothing stands in the way."""
    return next((told for hindrance in _hindrances if (told := hindrance(activity))), "")
