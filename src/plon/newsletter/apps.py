import datetime

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsletterConfig(AppConfig):
    name = "plon.newsletter"
    verbose_name = _("Newsletter")

    def ready(self) -> None:
        from plon.accounts.office import OfficeSection, register_office_section  # rooms register when all are loaded
        from plon.history.sentences import register_sentences
        from plon.jobs.schedule import register_work
        from plon.newsletter.actions import erase_due
        from plon.newsletter.event_items import coming_events
        from plon.newsletter.items import register_items
        from plon.newsletter.keeping import register_periods
        from plon.newsletter.letters.asked import send_owed_letters
        from plon.newsletter.sending.sender import look_after_sendings

        about = _("Write numbers from news, results and events, send them to who subscribed.")
        register_office_section(OfficeSection("portal", 30, _("Newsletter"), "newsletter_office:index", about))
        register_items("events", coming_events)
        register_periods()
        register_work("newsletter.erase", every=datetime.timedelta(days=1), work=erase_due)
        register_work("newsletter.letters", every=datetime.timedelta(minutes=5), work=send_owed_letters)
        register_work("newsletter.sendings", every=datetime.timedelta(minutes=1), work=look_after_sendings)
        register_sentences(
            {
                "newsletter.added": _("began a number of the newsletter: %(subject)s"),
                "newsletter.changed": _("changed the number %(subject)s of the newsletter"),
                "newsletter.deleted": _("deleted the draft %(subject)s of the newsletter"),
                "newsletter.tested": _("sent a test letter of %(subject)s"),
                "newsletter.scheduled": _("set an hour for sending %(subject)s"),
                "newsletter.sent": _("sent the number %(subject)s of the newsletter"),
                "newsletter.paused": _("paused the sending of %(subject)s"),
                "newsletter.continued": _("continued the sending of %(subject)s"),
                "newsletter.stopped": _("stopped the sending of %(subject)s"),
                "newsletter.hidden": _("took the number %(subject)s of the newsletter from the web"),
                "newsletter.shown": _("put the number %(subject)s of the newsletter back on the web"),
                "newsletter.joined": _("received a confirmed subscription of the newsletter: %(subject)s"),
                "newsletter.chosen": _("received a change of a subscription: %(subject)s"),
                "newsletter.left": _("received that somebody left the newsletter: %(subject)s"),
                "newsletter.erased": _("erased an address of the newsletter on request: %(subject)s"),
            }
        )
