"""What the visibility check tells the rest of the house when it is ready."""

import datetime

from django.utils.translation import gettext_lazy as _

from plon.history.sentences import register_sentences
from plon.jobs.schedule import register_work
from plon.projects.sections import Section, register_section
from plon.visibility.erasing import erase_due


def register_visibility() -> None:
    """Register section, sentences and regular work."""
    register_section(Section(54, "check", _("Visibility check"), "visibility:index", under="toolkit"))
    register_work("visibility.erase_files", every=datetime.timedelta(days=1), work=erase_due)
    register_sentences(
        {
            "visibility.checked": _("had the visibility of the funding checked in %(subject)s"),
            "visibility.checked_again": _("had %(subject)s checked again"),
            "visibility.removed": _("removed the visibility check of %(subject)s"),
        }
    )
