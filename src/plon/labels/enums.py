from django.db import models
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What the agency calls a project or result (domain.md §4.6)."""

    GOOD_PRACTICE = "good_practice", pgettext_lazy("labels", "good practice")
    SUCCESS_STORY = "success_story", pgettext_lazy("labels", "success story")


class State(models.TextChoices):
    """Where a label stands from its proposal on."""

    PROPOSED = "proposed", pgettext_lazy("labels", "proposed")
    GIVEN = "given", pgettext_lazy("labels", "given")
    DECLINED = "declined", pgettext_lazy("labels", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("labels", "withdrawn")


# While one of these stands, the same label can't be proposed for the same thing again.
OPEN = (State.PROPOSED.value, State.GIVEN.value)


class Mark(models.TextChoices):
    """How far a criterion is met."""

    STRONG = "strong", pgettext_lazy("labels", "strongly")
    PARTLY = "partly", pgettext_lazy("labels", "in part")
    NOT = "not", pgettext_lazy("labels", "not, or not known")
