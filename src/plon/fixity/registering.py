"""What the room tells the rooms below: its regular work, its page, its panel on a result's page, its reminder."""

from django.utils.translation import gettext_lazy as _

from plon.accounts.office import OfficeSection, register_office_section
from plon.fixity import checking, taking_up
from plon.fixity.presenting import panel_of
from plon.fixity.reminding import remind_of_files
from plon.fixity.stores import register_stores_below
from plon.history.sentences import register_sentences
from plon.jobs.schedule import register_work
from plon.projects.overview import register_reminder
from plon.projects.sections import Section, register_section
from plon.results.panels import ResultPanel, register_result_panel


def _take_up() -> None:
    taking_up.take_up_files()


def _sweep() -> None:
    checking.sweep()


def _sample() -> None:
    taking_up.forget_deleted_files()
    checking.sample()


def register_fixity() -> None:
    """Register all of it."""
    register_stores_below()
    register_section(Section(50, "stored_files", _("Files"), "fixity:index", under="sustainability"))
    about = _("Damaged or missing files of all projects, found by reading them back.")
    register_office_section(OfficeSection("projects", 60, _("Files"), "office_files:index", about))
    register_work("fixity.take_up", every=taking_up.EVERY, work=_take_up)
    register_work("fixity.sweep", every=checking.EVERY, work=_sweep)
    register_work("fixity.sample", every=checking.SAMPLE_EVERY, work=_sample)
    register_reminder("fixity.files", remind_of_files)
    register_result_panel(ResultPanel(15, "files", "fixity/_troubles.html", panel_of))
    register_sentences(
        {
            "stored_file.damaged": _("found that the file %(subject)s is damaged"),
            "stored_file.missing": _("found that the file %(subject)s is missing"),
            "stored_file.mended": _("wrote the file %(subject)s anew from its other copy"),
            "stored_file.checked": _("had the file %(subject)s read back"),
        }
    )
