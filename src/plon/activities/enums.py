from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ActivityState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("activity", "planned")
    IN_PROGRESS = "in_progress", _("in progress")
    DONE = "done", _("done")
    POSTPONED = "postponed", _("postponed")
    CANCELLED = "cancelled", _("cancelled")


# What may follow what. A thing done can be opened again: people make mistakes.
NEXT_STATES: dict[str, frozenset[str]] = {
    ActivityState.PLANNED: frozenset({"in_progress", "done", "postponed", "cancelled"}),
    ActivityState.IN_PROGRESS: frozenset({"planned", "done", "postponed", "cancelled"}),
    ActivityState.DONE: frozenset({"in_progress", "planned"}),
    ActivityState.POSTPONED: frozenset({"planned", "in_progress", "done", "cancelled"}),
    ActivityState.CANCELLED: frozenset({"planned"}),
}
# States that say why.
WITH_REASON = frozenset({ActivityState.POSTPONED.value, ActivityState.CANCELLED.value})


class Mode(models.TextChoices):
    ON_SITE = "on_site", _("on site")
    ONLINE = "online", _("online")
    BOTH = "both", _("on site and online")


class PromiseState(models.TextChoices):
    """What became of a promise (the ledger)."""

    PROVEN = "proven", pgettext_lazy("promise", "kept, with proof")
    KEPT = "kept", pgettext_lazy("promise", "kept")
    ON_THE_WAY = "on_the_way", pgettext_lazy("promise", "on the way")
    LATE = "late", pgettext_lazy("promise", "late")
    CHANGED = "changed", pgettext_lazy("promise", "changed, with reason")
    DROPPED = "dropped", pgettext_lazy("promise", "dropped, with reason")
    MISSING = "missing", pgettext_lazy("promise", "missing")
