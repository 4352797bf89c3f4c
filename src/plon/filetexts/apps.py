from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FiletextsConfig(AppConfig):
    name = "plon.filetexts"
    verbose_name = _("Texts of files")
