"""What rooms above have to do when a project is deleted, or when somebody leaves its team."""

from collections.abc import Callable
from dataclasses import dataclass

from plon.accounts.models import User
from plon.projects.models import Membership, Project
from plon.projects.overview import Reminder

Tidy = Callable[[Project], None]
_tidying: list[Tidy] = []


def register_tidying(tidy: Tidy) -> None:
    """Register what is done, inside the transaction, before the rows of a project go: files don't fall with them."""
    _tidying.append(tidy)


def tidy_before_deletion(project: Project) -> None:
    """Let every room tidy its own."""
    for tidy in _tidying:
        tidy(project)


@dataclass(frozen=True, slots=True)
class Parting:
    """What a room has to do with somebody who leaves a team.

    Attributes:
        warn: what is to be known before, and where to do something about it; None if nothing is.
        follow: what follows, inside the transaction, while the membership is still there.
    """

    warn: Callable[[Membership], Reminder | None]
    follow: Callable[[Membership, User], None]


_partings: dict[str, Parting] = {}


def register_parting(key: str, parting: Parting) -> None:
    _partings[key] = parting


def warnings_before(membership: Membership) -> list[Reminder]:
    """Return what is to be known before somebody leaves."""
    said = (_partings[key].warn(membership) for key in sorted(_partings))
    return [warning for warning in said if warning]


def follow_parting(membership: Membership, by: User) -> None:
    """Let every room do what follows."""
    for key in sorted(_partings):
        _partings[key].follow(membership, by)
