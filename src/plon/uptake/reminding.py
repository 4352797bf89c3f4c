"""What the overview says when somebody waits for an answer."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plon.projects.models import Project
from plon.projects.overview import Reminder
from plon.uptake.queries import waiting_in


def remind_of_questions(project: Project) -> Reminder | None:
    """Say how many questions and suggestions wait."""
    waiting = waiting_in(project)
    if not waiting:
        return None
    text = ngettext(
        "%(n)s question or suggestion from outside waits for your answer.",
        "%(n)s questions or suggestions from outside wait for your answer.",
        waiting,
    ) % {"n": waiting}
    return Reminder(text, reverse("uptake:index", args=[project.public_id]) + "?show=questions", _("Read and answer"))
