"""Words of collections that code compares."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """Who sees a collection."""

    PRIVATE = "private", _("only you")
    LINK = "link", _("whoever has the link")
    PUBLIC = "public", _("everybody")
