"""What rooms above have to tidy when a project is deleted (files don't fall with their rows)."""

from collections.abc import Callable

from plon.projects.models import Project

Tidy = Callable[[Project], None]
_tidying: list[Tidy] = []


def register_tidying(tidy: Tidy) -> None:
    """Register what is done, inside the transaction, before the rows of a project go."""
    _tidying.append(tidy)


def tidy_before_deletion(project: Project) -> None:
    """Let every room tidy its own."""
    for tidy in _tidying:
        tidy(project)
