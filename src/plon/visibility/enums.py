"""What is checked, and how far a check is."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CheckOf(models.TextChoices):
    FILE = "file", _("file")
    PAGE = "page", _("web page")
    # One of the toolkit's library.
    MATERIAL = "material", _("dissemination tool")


class CheckState(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("check", "waiting")
    RUNNING = "running", pgettext_lazy("check", "being checked")
    DONE = "done", pgettext_lazy("check", "checked")
    # Nothing could be read: the report says why.
    FAILED = "failed", pgettext_lazy("check", "could not be read")


UNDER_WAY = (CheckState.WAITING, CheckState.RUNNING)
OVER = (CheckState.DONE, CheckState.FAILED)
