from django.db import models
from django.utils.translation import gettext_lazy as _


class PackageFor(models.TextChoices):
    """Who a package is for: its contents follow from it."""

    TEAM = "team", _("for the team: everything, evidence too")
    PUBLIC = "public", _("for anyone: only what is public")
