"""What packages tell the rest of the house when it is ready."""

import datetime

from django.utils.translation import gettext_lazy as _

from plon.history.sentences import register_sentences
from plon.jobs.schedule import register_work
from plon.packages.reminding import remind_of_package
from plon.packages.rooms import register_rooms
from plon.packages.sweeping import sweep_packages
from plon.packages.tasks import take_up_arrivals, take_up_packages
from plon.projects.overview import register_reminder
from plon.projects.sections import Section, register_section

SOON = datetime.timedelta(minutes=3)
DAILY = datetime.timedelta(days=1)


def register_packages() -> None:
    """Register parts, section, reminder, regular work and the sentences of the history."""
    register_rooms()
    register_section(Section(60, "packages", _("Packages"), "packages:index", under="sustainability"))
    register_reminder("packages", remind_of_package)
    register_work("packages.packages", every=SOON, work=take_up_packages)
    register_work("packages.arrivals", every=SOON, work=take_up_arrivals)
    register_work("packages.sweeping", every=DAILY, work=sweep_packages)
    register_sentences(
        {
            "package.requested": _("asked for a package"),
            "package.made": _("made the package %(subject)s"),
            "package.failed": _("could not make a package"),
            "package.cancelled": _("stopped a package"),
            "package.brought": _("brought the package %(subject)s"),
            "package.imported": _("brought the project in from a package: what is older was not done here"),
        }
    )
