"""The package of the example project, made by the worker like everybody's."""

from plon.accounts.models import User
from plon.packages.actions import request_package
from plon.projects.models import Project


def add_package(acronym: str, by: User) -> None:
    """Ask for everything of an example project; once the example world is there, a worker makes it."""
    request_package(Project.objects.get(acronym=acronym, is_example=True), by=by)
