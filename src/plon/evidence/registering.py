"""What evidence tells the rest of the house when it is ready."""

import datetime

from django.utils.translation import gettext_lazy as _

from plon.evidence.places import register_removal
from plon.evidence.publishing import unpublish_evidence
from plon.evidence.restoring import put_back
from plon.evidence.sweeping import sweep_files
from plon.evidence.uploads.actions import sweep_uploads
from plon.history.sentences import register_sentences
from plon.jobs.schedule import register_work
from plon.projects.restoring import register_restorer
from plon.projects.sections import Section, register_section

DAILY = datetime.timedelta(days=1)


def register_evidence() -> None:
    """Register section, sentences, restorer, removal and regular work."""
    register_section(Section(45, "evidence", _("Evidence"), "evidence:index", "camera"))
    register_restorer("evidence.evidence", put_back)
    register_removal(unpublish_evidence)
    register_work("evidence.uploads", every=DAILY, work=sweep_uploads)
    register_work("evidence.files", every=DAILY, work=sweep_files)
    register_sentences(
        {
            "evidence.added": _("added the evidence %(subject)s"),
            "evidence.changed": _("changed the evidence %(subject)s"),
            "evidence.removed": _("put the evidence %(subject)s into the bin"),
            "evidence.restored": _("took the evidence %(subject)s out of the bin"),
            "evidence.destroyed": _("destroyed the evidence %(subject)s"),
        }
    )
