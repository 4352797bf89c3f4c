from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class KeepingState(models.TextChoices):
    """Where somebody stands who is to keep a result."""

    ASKED = "asked", _("asked, no answer yet")
    KEEPING = "keeping", _("keeps it")
    DECLINED = "declined", _("said no")
    ENDED = "ended", _("keeps it no more")


# Which state may follow which.
TRANSITIONS: Mapping[str, frozenset[str]] = {
    KeepingState.ASKED: frozenset({KeepingState.KEEPING, KeepingState.DECLINED, KeepingState.ENDED}),
    KeepingState.KEEPING: frozenset({KeepingState.ENDED}),
    KeepingState.DECLINED: frozenset(),
    KeepingState.ENDED: frozenset(),
}
OPEN = (KeepingState.ASKED, KeepingState.KEEPING)


class Silence(models.TextChoices):
    """How long somebody has not answered; each step is taken once (see `silence.STEPS`)."""

    NONE = "", pgettext_lazy("silence of a keeper", "answers")
    ASKED = "asked", _("was asked by letter")
    REMINDED = "reminded", _("was asked a second time")
    ORGANISATION = "organisation", _("is silent; the organisation was asked")
    AGENCY = "agency", _("is silent; the agency was told")


# From here on nobody counts on them.
SILENT = (Silence.ORGANISATION, Silence.AGENCY)


class How(models.TextChoices):
    """How a keeping came to its end."""

    STEPPED_DOWN = "stepped_down", _("stepped down")
    REMOVED = "removed", _("was taken off by the team")
    HANDED_OVER = "handed_over", _("handed it over")
    LEFT_TEAM = "left_team", _("left the team")
    ACCOUNT_GONE = "account_gone", _("the account was closed")
    AGENCY_GAVE = "agency_gave", _("the agency gave it away")


class Follows(models.TextChoices):
    """What follows when the last keeper of a result goes."""

    AGENCY = "agency", _("Nobody keeps it for now: tell the team and the agency")
    RETIRE = "retire", _("It need not last: retire it on purpose, with a reason that visitors read")
