from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkHealth(models.TextChoices):
    """What is known of a public link."""

    LIVING = "living", _("works")
    BROKEN = "broken", _("does not work")
    UNKNOWN = "unknown", _("not yet known")
