"""Reading deposits."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from plon.accounts.models import User
from plon.deposits.enums import DepositState
from plon.deposits.models import Deposit
from plon.projects.models import Project
from plon.projects.queries import get_project_for
from plon.projects.rules import VIEW
from plon.results.enums import ResultState
from plon.results.models import Result

_BESIDE = ("project", "result", "previous", "next_version")


def deposits_of(project: Project) -> QuerySet[Deposit]:
    """Return a project's deposits, the newest first, in 1 query."""
    return Deposit.objects.filter(project=project).select_related(*_BESIDE)


def get_deposit_for(user: User | AnonymousUser, project_id: str, public_id: str, permission: str = VIEW) -> Deposit:
    """Return one deposit of a project, if `user` may do `permission` in the project.

    Raises:
        Http404: no such deposit, or the person is a stranger.
        PermissionDenied: the person may not do this.
    """
    project = get_project_for(user, project_id, permission)
    return get_object_or_404(Deposit.objects.select_related(*_BESIDE), public_id=public_id, project=project)


def results_to_deposit(project: Project) -> QuerySet[Result]:
    return Result.objects.filter(project=project, state=ResultState.PUBLISHED)


def there_already(result: Result, server: str) -> Deposit | None:
    """Return the newest deposit of a result at a repository that was not given up, None if there is none."""
    return Deposit.objects.filter(result=result, server=server).exclude(state=DepositState.GIVEN_UP).first()
