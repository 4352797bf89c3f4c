"""What the project has promised: rooms below ask here, the room that keeps the commitment answers."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from plon.errors import DomainError
from plon.projects.models import Project

# (project's key, kind of item, its public id) -> is it in the newest commitment?
PromiseCheck = Callable[[int, str, str], bool]
_checks: list[PromiseCheck] = []


class ReasonNeeded(DomainError):
    """A promised item may change, but the project's history must say why (design.md §1, 2)."""


def register_promises(check: PromiseCheck) -> None:
    """Say how to tell whether an item ("result", its public id) is promised."""
    _checks.append(check)


def is_promised(project_id: int, kind: str, public_id: str) -> bool:
    return any(check(project_id, kind, public_id) for check in _checks)


def require_reason(project: Project | int, kind: str, public_id: str, reason: str) -> None:
    """Refuse a change of a promised item that does not say why.

    Raises:
        ReasonNeeded: it is promised and `reason` is empty.
    """
    project_id = project if isinstance(project, int) else project.pk
    if not reason.strip() and is_promised(project_id, kind, public_id):
        raise ReasonNeeded(
            _("This is part of your commitment. You may change it: say why, so that the report can explain it."),
            field="reason",
        )
