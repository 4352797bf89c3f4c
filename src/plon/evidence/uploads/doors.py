"""Who uploads, and into what. Each room that lets people upload says so by a door of its own."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from plon.accounts.guests import Doer
from plon.organisations.models import Organisation
from plon.projects.models import Project
from plon.projects.pages import person_of
from plon.projects.queries import get_project_for
from plon.projects.rules import CONTRIBUTE


@dataclass(frozen=True, slots=True)
class Door:
    """Somebody who was let in.

    Attributes:
        project: whose evidence comes in.
        by: who sends it.
        holder: of who has no account: the key of their personal link, e.g. "link:17".
        organisation: the partner whose evidence it is; None: the one for which `by` acts.
    """

    project: Project
    by: Doer
    holder: str = ""
    organisation: Organisation | None = None


# Takes the request and what the address says beside the upload.
DoorOf = Callable[..., Door]


def team_door(request: HttpRequest, project: str) -> Door:
    """Let in who contributes to a project.

    Raises:
        Http404: the project is unknown, or the person is a stranger.
        PermissionDenied: nobody is signed in, or the person only reads.
    """
    if not request.user.is_authenticated:
        raise PermissionDenied
    return Door(get_project_for(request.user, project, CONTRIBUTE), person_of(request))
