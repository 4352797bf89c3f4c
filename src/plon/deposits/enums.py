from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class DepositState(models.TextChoices):
    """How far a deposit is."""

    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("being sent")
    IN_REVIEW = "in_review", _("with the community")
    PUBLISHED = "published", _("published there")
    FAILED = "failed", _("stopped by a problem")
    STOPPED = "stopped", _("stopped by the team")
    GIVEN_UP = "given_up", _("given up")


# A worker has it, or will have it soon.
GOING = frozenset({DepositState.WAITING, DepositState.RUNNING})
# From here a coordinator may go on, with the same draft.
RESUMABLE = frozenset({DepositState.FAILED, DepositState.STOPPED, DepositState.IN_REVIEW})
# These no longer stand in the way of another deposit of the same result.
SETTLED = frozenset({DepositState.PUBLISHED, DepositState.GIVEN_UP})


class Trouble(StrEnum):
    """What went wrong with a repository, told apart because a person mends them differently."""

    TOKEN = "token"  # noqa: S105  the name of a trouble
    FORBIDDEN = "forbidden"
    MISSING = "missing"
    INVALID = "invalid"
    BUSY = "busy"
    FAILS = "fails"
    UNREACHABLE = "unreachable"
    ELSEWHERE = "elsewhere"
    STRANGE = "strange"
    # What Plon itself finds on the way.
    GONE = "gone"
    DIFFERS = "differs"
    DAMAGED = "damaged"
    NOT_PUBLIC = "not_public"
    COMMUNITY = "community"
    OURS = "ours"
