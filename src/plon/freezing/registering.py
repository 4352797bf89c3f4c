"""What the room tells the rest of the house when it is ready."""

import datetime

from django.utils.translation import gettext_lazy as _

from plon.evidence.places import register_place, register_removal
from plon.freezing.tasks import take_up_frozen_sites
from plon.freezing.withholding import places_in_sites, sweep_frozen_sites, take_out_of_sites
from plon.history.sentences import register_sentences
from plon.jobs.schedule import register_work
from plon.projects.sections import Section, register_section


def register_freezing() -> None:
    """Register the page of the workspace, places of evidence, regular work and the sentences of the history."""
    register_section(Section(80, "frozen", _("Frozen site"), "freezing:index", under="sustainability"))
    register_place(places_in_sites)
    register_removal(take_out_of_sites)
    register_work("freezing.take_up", every=datetime.timedelta(minutes=3), work=take_up_frozen_sites)
    register_work("freezing.sweeping", every=datetime.timedelta(days=1), work=sweep_frozen_sites)
    register_sentences(
        {
            "frozen.requested": _("asked for the project as a frozen site"),
            "frozen.made": _("froze the project's public pages into %(subject)s"),
            "frozen.failed": _("could not freeze the project's public pages"),
            "frozen.cancelled": _("stopped the freezing of the project's public pages"),
            "frozen.withheld": _("took back %(subject)s: something in it may not be shown any more"),
        }
    )
