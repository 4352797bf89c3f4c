"""What this part of the room tells the rest of the house when it is ready."""

import datetime

from django.utils.translation import gettext_lazy as _

from plon.evidence.consents.expiring import look_after_consents
from plon.evidence.retention.warning import remind_of_keeping, warn_of_ending
from plon.history.sentences import register_sentences
from plon.jobs.schedule import register_work
from plon.projects.overview import register_reminder

DAILY = datetime.timedelta(days=1)


def register_consents_and_publishing() -> None:
    """Register the daily work, the reminder of keeping, and the sentences of the history."""
    register_work("evidence.consents", every=DAILY, work=look_after_consents)
    register_work("evidence.keeping", every=DAILY, work=warn_of_ending)
    register_reminder("evidence.keeping", remind_of_keeping)
    register_sentences(
        {
            "consent.added": _("added the consent %(subject)s"),
            "consent.changed": _("changed the consent %(subject)s"),
            "consent.form_attached": _("attached the signed form of the consent %(subject)s"),
            "consent.covers": _("chose the photos that the consent %(subject)s covers"),
            "consent.withdrawn": _("entered that the consent %(subject)s was withdrawn"),
            "consent.removed": _("removed the consent %(subject)s, entered by mistake"),
            "consent.erased": _("erased the names of the consent %(subject)s"),
            "photo.described": _("described the photo %(subject)s"),
            "evidence.published": _("made %(subject)s public"),
            "evidence.unpublished": _("took %(subject)s out of the public pages"),
            "evidence.destroyed_after_keeping": _("destroyed evidence after the years of keeping"),
            "retention.warned": _("warned that the years of keeping evidence of %(subject)s will soon be over"),
        }
    )
