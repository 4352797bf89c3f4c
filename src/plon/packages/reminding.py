"""What the overview says when a project is over and nobody has taken it along."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from plon.jobs.lengthy import WorkState
from plon.packages.enums import PackageFor
from plon.packages.models import Package
from plon.projects.models import Project
from plon.projects.overview import Reminder


def remind_of_package(project: Project) -> Reminder | None:
    """Ask, once the project is over, for one package of all of it; silent when there has been one since."""
    if project.end is None or project.end >= timezone.localdate():
        return None
    whole = Package.objects.filter(project=project, result=None, made_for=PackageFor.TEAM, state=WorkState.DONE)
    if whole.filter(ended_at__date__gt=project.end).exists():
        return None
    return Reminder(
        _("The project is over. Make a package of all of it, and keep it in two places."),
        reverse("packages:index", args=[project.public_id]),
        _("Make a package"),
    )
