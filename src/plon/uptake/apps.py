import datetime

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class UptakeConfig(AppConfig):
    name = "plon.uptake"
    verbose_name = _("Use")

    def ready(self) -> None:
        from plon.accounts.office import OfficeSection, register_office_section  # rooms register when all are loaded
        from plon.activities.ledger.uses import register_uses
        from plon.history.sentences import register_sentences
        from plon.jobs.schedule import register_work
        from plon.projects.overview import Step, Tile, register_reminder, register_step, register_tile
        from plon.projects.sections import Section, register_section
        from plon.uptake.actions import erase_due
        from plon.uptake.keeping import register_periods
        from plon.uptake.letters.sending import EVERY, send_waiting
        from plon.uptake.letters.wording import register_letters
        from plon.uptake.proving import count_in, figures_of
        from plon.uptake.reminding import remind_of_questions

        register_section(Section(56, "uptake", pgettext_lazy("section", "Use"), "uptake:index", "people"))
        register_tile(Tile(80, "uptake", _("Uses by others"), "uptake:index", count_in))
        register_step(Step(95, "uptake", _("See who uses your results"), "uptake:index", lambda p: count_in(p) > 0))
        about = _("What people told of using results; hide what must not stand in public.")
        register_office_section(OfficeSection("projects", 40, _("Use of results"), "office_uses:index", about))
        register_reminder("uptake.waiting", remind_of_questions)
        register_uses(figures_of)
        register_letters()
        register_periods()
        register_work("uptake.erase", every=datetime.timedelta(days=1), work=erase_due)
        register_work("uptake.letters", every=EVERY, work=send_waiting)
        register_sentences(
            {
                "use.confirmed": _("received word of a use: %(subject)s"),
                "use.changed": _("received a change of a use: %(subject)s"),
                "use.withdrawn": _("erased a use that was taken back: %(subject)s"),
                "use.hidden": _("hid a use of %(subject)s"),
                "use.restored": _("brought back a hidden use of %(subject)s"),
                "adaptation.confirmed": _("received word of a translation or adaptation: %(subject)s"),
                "adaptation.withdrawn": _("erased a translation or adaptation that was taken back: %(subject)s"),
                "adaptation.hidden": _("hid something made from %(subject)s"),
                "adaptation.restored": _("brought back something made from %(subject)s"),
                "inquiry.confirmed": _("received a message to the team about %(subject)s"),
                "inquiry.withdrawn": _("erased a message that was taken back: %(subject)s"),
                "inquiry.answered": _("answered a question about %(subject)s"),
                "inquiry.asked_again": _("received a further message about %(subject)s"),
                "inquiry.closed": _("ended a conversation about %(subject)s"),
                "inquiry.hidden": _("hid a message about %(subject)s"),
                "inquiry.restored": _("brought back a message about %(subject)s"),
                "policyreference.confirmed": _("received word of a policy reference to %(subject)s"),
                "policyreference.added": _("added a policy reference to %(subject)s"),
                "policyreference.accepted": _("accepted a policy reference to %(subject)s"),
                "policyreference.withdrawn": _("erased a policy reference that was taken back: %(subject)s"),
                "policyreference.hidden": _("hid a policy reference to %(subject)s"),
                "policyreference.restored": _("brought back a policy reference to %(subject)s"),
            }
        )
