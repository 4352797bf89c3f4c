"""What the ledger adds to a project's workspace: its section and its picture on the overview."""

from django.utils.translation import gettext_lazy as _

from plon.activities.ledger.views import panel
from plon.projects.overview import Panel, register_panel
from plon.projects.sections import Section, register_section


def register_ledger() -> None:
    register_section(Section(55, "ledger", _("Promises"), "ledger:index", "check"))
    register_panel(Panel(10, "ledger", "activities/_ledger_panel.html", panel, ("activities/ledger.css",)))
