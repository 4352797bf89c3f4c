from django.db import models
from django.utils.translation import pgettext_lazy


class ItemState(models.TextChoices):
    """Where one result stands between team and agency (domain.md §4.3)."""

    SUBMITTED = "submitted", pgettext_lazy("review", "submitted")
    RESUBMITTED = "resubmitted", pgettext_lazy("review", "submitted again")
    RETURNED = "returned", pgettext_lazy("review", "returned with reasons")
    APPROVED = "approved", pgettext_lazy("review", "approved")


# The agency owes an answer on these.
WAITING = frozenset({ItemState.SUBMITTED.value, ItemState.RESUBMITTED.value})


class ReviewState(models.TextChoices):
    """Where a project's review stands as a whole; it follows from its results."""

    WAITING = "waiting", pgettext_lazy("review", "waits for the agency")
    RETURNED = "returned", pgettext_lazy("review", "waits for the team")
    PARTLY = "partly", pgettext_lazy("review", "approved in part")
    APPROVED = "approved", pgettext_lazy("review", "all that was submitted is approved")


class Verdict(models.TextChoices):
    """What an officer decides of a result."""

    APPROVED = "approved", pgettext_lazy("review", "approved")
    RETURNED = "returned", pgettext_lazy("review", "returned with reasons")


class Level(models.TextChoices):
    """Whether a check stands in the way of approval, or only helps."""

    REQUIRED = "required", pgettext_lazy("review", "required")
    ADVISORY = "advisory", pgettext_lazy("review", "advisory")


class Finding(models.TextChoices):
    """What a check found."""

    MET = "met", pgettext_lazy("review", "in order")
    OPEN = "open", pgettext_lazy("review", "to be mended")
    UNKNOWN = "unknown", pgettext_lazy("review", "not looked at yet")
    NOTHING = "nothing", pgettext_lazy("review", "nothing to look at yet")
