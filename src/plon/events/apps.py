import datetime

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "plon.events"
    verbose_name = _("Trainings and events")

    def ready(self) -> None:
        from plon.accounts.office import OfficeSection, register_office_section  # rooms register when all are loaded
        from plon.accounts.standing import register_leaving_office
        from plon.events.actions import erase_due
        from plon.events.actions.home import leave_home
        from plon.events.keeping import register_periods
        from plon.events.letters.sending import EVERY, send_waiting
        from plon.events.letters.wording import register_letters
        from plon.events.sources import register_events_source
        from plon.history.sentences import register_sentences
        from plon.jobs.schedule import register_work

        about = _("Invite to trainings and meetings: registration, letters, attendance, certificates.")
        register_office_section(OfficeSection("portal", 20, _("Trainings and events"), "office_events:index", about))
        register_leaving_office("events", leave_home)
        register_events_source()
        register_letters()
        register_periods()
        register_work("events.erase", every=datetime.timedelta(days=1), work=erase_due)
        register_work("events.letters", every=EVERY, work=send_waiting)
        register_sentences(
            {
                "agencyevent.added": _("planned the event %(subject)s"),
                "agencyevent.changed": _("changed the event %(subject)s"),
                "agencyevent.published": _("published the event %(subject)s"),
                "agencyevent.cancelled": _("called off the event %(subject)s"),
                "agencyevent.copied": _("copied an event as %(subject)s"),
                "agencyevent.attendance": _("ticked who was at %(subject)s"),
                "agencyevent.survey": _("gave %(subject)s a survey"),
                "agencyevent.survey_dropped": _("took the survey off %(subject)s"),
                "agencyevent.report": _("began the report of %(subject)s"),
                "agencyevent.after": _("sent certificates and survey of %(subject)s"),
                "registration.confirmed": _("received a registration for an event: %(subject)s"),
                "registration.changed": _("received a change of a registration: %(subject)s"),
                "registration.cancelled": _("received that a registration is cancelled: %(subject)s"),
            }
        )
