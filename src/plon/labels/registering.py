"""What the room tells the rest of the house when it is ready."""

from typing import Any

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from plon.accounts.office import OfficeSection, register_office_section
from plon.history.sentences import register_sentences
from plon.labels.presenting import rows_of
from plon.labels.queries import labels_in
from plon.labels.wording import register_letters
from plon.projects.models import Project
from plon.projects.overview import Panel, register_panel


def _panel(project: Project) -> dict[str, Any] | None:
    labels = labels_in(project)
    return {"rows": rows_of(labels, get_language() or "pl")} if labels else None


def register_labels() -> None:
    """Register the office's page, the panel of the overview, the sentences of the history."""
    about = _("Good practices and success stories: candidates, proposals, decisions, nominations for competitions.")
    register_office_section(
        OfficeSection("projects", 15, pgettext_lazy("section", "Labels"), "office_labels:index", about)
    )
    register_panel(Panel(5, "labels", "labels/_panel.html", _panel))
    register_letters()
    register_sentences(
        {
            "label.proposed": _("proposed a label: %(subject)s"),
            "label.opinion": _("gave an opinion on a proposed label: %(subject)s"),
            "label.given": _("gave a label for the agency: %(subject)s"),
            "label.declined": _("declined a proposed label: %(subject)s"),
            "label.withdrawn": _("withdrew a label for the agency: %(subject)s"),
            "nominationlist.made": _("began a list of nominations: %(subject)s"),
            "nominationlist.nominated": _("nominated for %(subject)s"),
            "nominationlist.ordered": _("changed the order of nominations: %(subject)s"),
            "nominationlist.noted": _("changed a note of a nomination: %(subject)s"),
            "nominationlist.removed": _("took a nomination off the list: %(subject)s"),
            "nominationlist.deleted": _("deleted a list of nominations: %(subject)s"),
        }
    )
