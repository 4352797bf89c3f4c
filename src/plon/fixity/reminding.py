"""A word on the project's overview while a file is not whole."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plon.fixity.enums import FAULTS
from plon.fixity.models import StoredFile
from plon.projects.models import Project
from plon.projects.overview import Reminder


def remind_of_files(project: Project) -> Reminder | None:
    """Say how many files are damaged or missing; in 1 query."""
    lost = StoredFile.objects.filter(project=project, state__in=FAULTS).values("path").distinct().count()
    if not lost:
        return None
    text = ngettext(
        "%(n)s file is damaged or missing.", "%(n)s files are damaged or missing.", lost
    ) % {"n": lost}  # fmt: skip
    return Reminder(text, reverse("fixity:index", args=[project.public_id]), _("See what to do"))
