"""What the toolkit tells the rest of the house when it is ready."""

import datetime

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plon.evidence.places import register_place, register_removal
from plon.history.sentences import register_sentences
from plon.jobs.schedule import register_work
from plon.projects.overview import Step, Tile, register_reminder, register_step, register_tile
from plon.projects.sections import Section, register_section
from plon.shortlinks.labels import register_tool_names
from plon.toolkit.labels import tool_name
from plon.toolkit.queries import count_materials, has_materials
from plon.toolkit.sweeping import sweep_photos, sweep_toolkit
from plon.toolkit.tasks import take_up_kits
from plon.toolkit.withholding import places_of_photo, remind_of_lost_photos, take_photo_out

DAILY = datetime.timedelta(days=1)


def register_toolkit() -> None:
    """Register sections, tile and step, places of photos, regular work and the sentences of the history."""
    register_section(Section(50, "toolkit", pgettext_lazy("section", "Toolkit"), "toolkit:index", "print"))
    register_section(Section(51, "tools", _("Tools"), "toolkit:index", under="toolkit"))
    register_tile(Tile(60, "tools", _("Dissemination tools"), "toolkit:index", count_materials))
    register_step(Step(60, "tools", _("Make the first tools: a poster, a leaflet"), "toolkit:index", has_materials))
    register_tool_names(tool_name)
    register_place(places_of_photo)
    register_removal(take_photo_out)
    register_reminder("toolkit.photos", remind_of_lost_photos)
    register_work("toolkit.kits", every=datetime.timedelta(minutes=2), work=take_up_kits)
    register_work("toolkit.photos", every=DAILY, work=sweep_photos)
    register_work("toolkit.sweeping", every=DAILY, work=sweep_toolkit)
    register_sentences(
        {
            "toolkit.look_changed": _("changed the look of the dissemination tools"),
            "toolkit.logo_set": _("gave the dissemination tools the project's logo"),
            "toolkit.logo_removed": _("took the project's logo off the dissemination tools"),
            "material.set_up": _("set up the tool %(subject)s"),
            "material.changed": _("changed the tool %(subject)s"),
            "material.made": _("made a file of the tool %(subject)s"),
            "material.removed": _("removed the tool %(subject)s"),
            "material.restored": _("put the tool %(subject)s back"),
            "material.photo_lost": _("took a photo out of the tool %(subject)s; its files are not handed out any more"),
            "material.put_away": _("noted that the copies of %(subject)s with the old photo were put away"),
            "kit.requested": _("asked for a kit of tools"),
            "kit.made": _("made the kit of tools %(subject)s"),
            "kit.failed": _("could not make a kit of tools"),
            "kit.cancelled": _("stopped a kit of tools"),
            "kit.withheld": _("took back the kit of tools %(subject)s: a photo in it may not be shown any more"),
        }
    )
