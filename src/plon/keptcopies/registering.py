"""What the room tells the rooms below: its page, its files, its work, its reminder, where copies are, sentences."""

import datetime

from django.utils.translation import gettext_lazy as _

from plon.fixity.stores import Store, register_store
from plon.history.sentences import register_sentences
from plon.jobs.schedule import register_work
from plon.keptcopies.presenting import remind_of_old_copies
from plon.keptcopies.queries import addresses_of, kept_copies
from plon.keptcopies.sweeping import sweep_copies
from plon.keptcopies.tasks import take_up_copies
from plon.linkwatch.keeping import register_copies
from plon.projects.overview import register_reminder
from plon.projects.sections import Section, register_section


def register_keptcopies() -> None:
    register_section(Section(40, "copies", _("Kept copies"), "keptcopies:index", under="sustainability"))
    register_copies(addresses_of)
    register_store(Store("copy", kept_copies, "result__project_id", "result_id"))
    register_reminder("keptcopies.old", remind_of_old_copies)
    register_work("keptcopies.take_up", every=datetime.timedelta(minutes=3), work=take_up_copies)
    register_work("keptcopies.sweep", every=datetime.timedelta(days=1), work=sweep_copies)
    register_sentences(
        {
            "copy.requested": _("confirmed the right to a copy of %(subject)s and asked for it"),
            "copy.kept": _("kept a copy of %(subject)s"),
            "copy.refused": _("could not keep a copy of %(subject)s: what was linked did not come"),
            "copy.failed": _("could not make a copy of %(subject)s"),
            "copy.stopped": _("stopped a copy of %(subject)s"),
            "copy.removed": _("took the kept copy of %(subject)s away"),
        }
    )
