from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisationsConfig(AppConfig):
    name = "plon.organisations"
    verbose_name = _("Organisations")

    def ready(self) -> None:
        from plon.history.sentences import register_sentences  # rooms register when all are loaded

        register_sentences(
            {
                "organisation.added": _("added the organisation %(subject)s"),
                "organisation.changed": _("changed the organisation %(subject)s"),
                "organisation.logo_set": _("set the logo of %(subject)s"),
                "organisation.logo_removed": _("removed the logo of %(subject)s"),
            }
        )
