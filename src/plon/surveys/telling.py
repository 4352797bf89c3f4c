"""What other pages say of surveys: a round that could not open by itself, the survey asked at an event."""

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plon.accounts.models import User
from plon.activities.links import Link
from plon.activities.models import Activity
from plon.projects.models import Project
from plon.projects.overview import Reminder
from plon.surveys.enums import SurveyState
from plon.surveys.models import Round


def remind_of_rounds(project: Project) -> Reminder | None:
    """Tell of rounds whose hour has come and that are not open, since something is missing."""
    waiting = Round.objects.filter(
        survey__project=project, state=SurveyState.DRAFT, opens_at__lte=timezone.now()
    ).select_related("survey")
    late = list(waiting[:20])
    if not late:
        return None
    told = ngettext(
        "A survey should be open, but something is missing: %(name)s.",
        "%(count)s surveys should be open, but something is missing, such as in: %(name)s.",
        len(late),
    )
    survey = late[0].survey
    url = reverse("surveys:detail", args=[project.public_id, survey.public_id])
    return Reminder(told % {"count": len(late), "name": survey.name}, url, _("See what is missing"))


def link_of(activity: Activity, user: User | AnonymousUser) -> Link | None:
    """Lead from an event to the survey that is asked there."""
    found = Round.objects.filter(activity=activity).select_related("survey").order_by("-pk").first()
    if found is None:
        return None
    address = [activity.project.public_id, found.survey.public_id, found.public_id]
    return Link(_("Survey: %(name)s") % {"name": found.survey.name}, reverse("surveys:round", args=address), "question")
