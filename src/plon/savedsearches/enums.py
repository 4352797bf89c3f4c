"""Words of saved searches that code compares."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Rhythm(models.TextChoices):
    """How often somebody is told of what is new."""

    DAILY = "daily", _("every day, if something is new")
    WEEKLY = "weekly", _("on Mondays, if something is new")
    NEVER = "never", _("no letters")
