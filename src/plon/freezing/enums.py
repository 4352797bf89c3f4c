from django.db import models
from django.utils.translation import gettext_lazy as _


class FreezeState(models.TextChoices):
    """How far a frozen site is that somebody asked for."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("being made")
    DONE = "done", _("is ready")
    CANCELLED = "cancelled", _("was stopped")
    FAILED = "failed", _("has failed")


ENDED = frozenset({FreezeState.DONE, FreezeState.CANCELLED, FreezeState.FAILED})
