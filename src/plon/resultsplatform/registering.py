"""What the room tells the rest of the house when it is ready."""

import datetime

from django.utils.translation import gettext_lazy as _

from plon.history.sentences import register_sentences
from plon.jobs.lengthy import take_up
from plon.jobs.schedule import register_work
from plon.packages.parts import register_exceptions, register_part
from plon.packages.tables import Table
from plon.projects.sections import Section, register_section
from plon.resultsplatform.models import PlatformEntry, PlatformPackage
from plon.resultsplatform.packing import tell_failed
from plon.resultsplatform.sweeping import sweep_platform_packages
from plon.resultsplatform.tasks import make_platform_package

SOON = datetime.timedelta(minutes=3)
DAILY = datetime.timedelta(days=1)


def _take_up() -> None:
    take_up(PlatformPackage, make_platform_package.enqueue, on_failed=tell_failed)


def register_resultsplatform() -> None:
    """Register the page of the workspace, regular work, the part of packages and the sentences of the history."""
    register_section(Section(30, "resultsplatform", _("EU results platform"), "resultsplatform:index", under="reports"))
    register_work("resultsplatform.take_up", every=SOON, work=_take_up)
    register_work("resultsplatform.sweeping", every=DAILY, work=sweep_platform_packages)
    register_part(
        160,
        "platform",
        Table(
            PlatformEntry,
            project="result__project",
            result="result",
            named_by="",
            left_out={"noted_label": "the name of a person"},
        ),
    )
    register_exceptions({"resultsplatform.PlatformPackage": "a file that is made anew"})
    register_sentences(
        {
            "platform_package.requested": _("asked for the package for the EU results platform"),
            "platform_package.made": _("made the package for the EU results platform %(subject)s"),
            "platform_package.failed": _("could not make the package for the EU results platform"),
            "platform_package.cancelled": _("stopped the package for the EU results platform"),
            "platform_entry.noted": _("noted that it was typed into the EU results platform: %(subject)s"),
            "platform_entry.removed": _("took back that it was typed into the EU results platform: %(subject)s"),
        }
    )
