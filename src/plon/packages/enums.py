from django.db import models
from django.utils.translation import gettext_lazy as _


class PackageFor(models.TextChoices):
    """Who a package is for: its contents follow from it."""

    TEAM = "team", _("for the team: everything, evidence too")
    PUBLIC = "public", _("for anyone: only what is public")


class WorkState(models.TextChoices):
    """How far a package is, on its way out or in."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("being made")
    DONE = "done", _("ready")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("stopped")


# One in one of these is not being worked on any more.
ENDED = frozenset({WorkState.DONE, WorkState.FAILED, WorkState.CANCELLED})
