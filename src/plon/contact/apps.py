import datetime

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ContactConfig(AppConfig):
    name = "plon.contact"
    verbose_name = pgettext_lazy("to the agency", "Messages")

    def ready(self) -> None:
        from plon.accounts.office import OfficeSection, register_office_section  # rooms register when all are loaded
        from plon.contact.actions import erase_due
        from plon.contact.keeping import register_periods
        from plon.contact.letters import tell_office
        from plon.contact.posting import EVERY, send_waiting
        from plon.history.sentences import register_sentences
        from plon.jobs.schedule import register_work

        about = _("Questions, problems and notices of unlawful content that people sent, with the days that are left.")
        name = pgettext_lazy("to the agency", "Messages")
        register_office_section(OfficeSection("portal", 40, name, "office_contact:index", about))
        register_periods()
        day = datetime.timedelta(days=1)
        register_work("contact.erase", every=day, work=erase_due)
        register_work("contact.letters", every=EVERY, work=send_waiting)
        register_work("contact.office", every=day, work=tell_office)
        register_sentences(
            {
                "message.received": _("received the message %(subject)s from outside"),
                "message.answered": _("answered the message %(subject)s"),
                "message.noted": _("wrote a note on the message %(subject)s"),
                "message.assigned": _("said who deals with the message %(subject)s"),
                "message.closed": _("closed the message %(subject)s"),
                "message.spam": _("marked the message %(subject)s as spam"),
                "message.reopened": _("took up the message %(subject)s again"),
                "message.erased": _("erased what stood in the message %(subject)s"),
            }
        )
