"""What the review tells the team on the overview."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plon.projects.models import Project
from plon.projects.overview import Reminder
from plon.review.queries import standing_of


def remind_of_returned(project: Project) -> Reminder | None:
    """Say how many results the agency returned and nobody submitted again."""
    standing = standing_of([project.pk]).get(project.pk)
    if standing is None or not standing.returned:
        return None
    text = ngettext(
        "The agency returned %(n)s result with its reasons.", "The agency returned %(n)s results with its reasons.",
        standing.returned,
    ) % {"n": standing.returned}  # fmt: skip
    return Reminder(text, reverse("review:index", args=[project.public_id]), _("Read the reasons"))
