from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgencyConfig(AppConfig):
    name = "plon.agency"
    verbose_name = _("The agency")

    def ready(self) -> None:
        from plon.agency.naming import register_naming  # rooms register when all are loaded
        from plon.agency.own import register_own
        from plon.agency.posting import EVERY, send_owed
        from plon.history.sentences import register_sentences
        from plon.jobs.schedule import register_work

        register_own()
        register_naming()
        register_work("agency.letters", every=EVERY, work=send_owed)
        register_sentences(
            {
                "agency.setting_changed": _("changed the setting %(subject)s"),
                "agency.logo_set": _("set the agency's logo"),
                "agency.logo_removed": _("took the agency's logo off the pages"),
                "agency.statement_written": _("wrote the agency's own text: %(subject)s"),
                "agency.announcement_written": _("wrote a draft of the announcement “%(subject)s”"),
                "agency.announcement_changed": _("changed the announcement “%(subject)s”"),
                "agency.announcement_published": _("published the announcement “%(subject)s”"),
                "agency.announcement_ended": _("took the announcement “%(subject)s” off the pages"),
                "agency.announcement_deleted": _("deleted the draft of the announcement “%(subject)s”"),
            }
        )
