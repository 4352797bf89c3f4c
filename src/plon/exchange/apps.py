from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "plon.exchange"
    verbose_name = _("Import and export")

    def ready(self) -> None:
        from plon.accounts.office import OfficeSection, register_office_section  # rooms register when all are loaded
        from plon.history.sentences import register_sentences

        about = _("Bring in the export of the EU results platform: Excel or CSV, as often as you like.")
        register_office_section(OfficeSection("projects", 30, _("Imports"), "exchange:index", about))
        register_sentences(
            {
                "import.queued": _("brought the file %(subject)s for import"),
                "import.continued": _("continued the import of %(subject)s"),
                "import.cancelled": _("stopped the import of %(subject)s"),
                "import.finished": _("imported %(subject)s"),
                "import.failed": _("could not import %(subject)s"),
            }
        )
