from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ShortlinksConfig(AppConfig):
    name = "plon.shortlinks"
    verbose_name = _("Short links")
