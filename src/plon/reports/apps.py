from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "plon.reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        from plon.history.sentences import register_sentences  # rooms register when all are loaded
        from plon.projects.restoring import register_restorer
        from plon.projects.sections import Section, register_section
        from plon.reports.actions import put_back

        register_section(Section(37, "application", _("Application"), "reports:application", "file"))
        register_restorer("reports.answer", put_back)
        register_sentences(
            {
                "answer.written": _("wrote the answer “%(subject)s”"),
                "answer.changed": _("changed the answer “%(subject)s”"),
                "answer.kept": _("said that the answer “%(subject)s” is right although the plan has changed"),
                "answer.removed": _("took the draft again for “%(subject)s”"),
                "answer.restored": _("put the answer “%(subject)s” back"),
            }
        )
