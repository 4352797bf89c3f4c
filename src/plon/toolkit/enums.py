from django.db import models
from django.utils.translation import gettext_lazy as _


class Theme(models.TextChoices):
    """The three looks of the house's tools; each takes the project's accent colour."""

    HARVEST = "harvest", _("Harvest: warm paper, a broad band of colour")
    CLEAR = "clear", _("Clear: white, thin lines, much air")
    BOLD = "bold", _("Bold: full colour, large letters")


class Origin(models.TextChoices):
    MADE = "made", _("made with Plon")
    UPLOADED = "uploaded", _("made elsewhere and uploaded")


class Withheld(models.TextChoices):
    """Why a file must not be handed out any more."""

    PHOTO = "photo", _("The photo in it may not be shown any more.")
