from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CornerConfig(AppConfig):
    name = "plon.corner"
    verbose_name = _("Partners' corner")

    def ready(self) -> None:
        from plon.corner.letters.work import EVERY, send_letters  # rooms register when all are loaded
        from plon.history.sentences import register_sentences
        from plon.jobs.schedule import register_work

        register_work("letters", every=EVERY, work=send_letters)
        register_sentences(
            {
                "partner_link.sent": _("sent a personal link to %(subject)s"),
                "partner_link.renewed": _("sent the personal link of %(subject)s again"),
                "partner_link.revoked": _("took back the personal link of %(subject)s"),
                "calendar.made": _("made the address of a calendar"),
                "calendar.renewed": _("gave a calendar a new address"),
            }
        )
