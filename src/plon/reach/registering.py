"""What reach tells the rest of the house when it is ready."""

import datetime

from django.utils.translation import gettext_lazy as _

from plon.history.sentences import register_sentences
from plon.jobs.schedule import register_work
from plon.projects.sections import Section, register_section
from plon.reach.counting import drop_days_of_robots, forget_yesterday


def register_reach() -> None:
    """Register section, regular work and sentences."""
    register_section(Section(56, "reach", _("Views and downloads"), "reach:index", under="toolkit"))
    register_work("reach.forget", every=datetime.timedelta(hours=1), work=forget_yesterday)
    register_work("reach.robots", every=datetime.timedelta(days=1), work=drop_days_of_robots)
    register_sentences(
        {
            "reach.shown": _("showed views and downloads on the public pages of the results"),
            "reach.hidden": _("kept views and downloads to the team again"),
        }
    )
