from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContactConfig(AppConfig):
    name = "plon.contact"
    verbose_name = _("Messages to the agency")
