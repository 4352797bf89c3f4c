from django.db import models
from django.utils.translation import gettext_lazy as _


class PromiseKind(models.TextChoices):
    """The items of a commitment that can be kept; groups and messages say for whom, milestones when."""

    RESULT = "result", _("result")
    ACTIVITY = "activity", _("planned activity")
    INDICATOR = "indicator", _("indicator")
    USE_PLAN = "use_plan", _("use plan")


class Counting(models.TextChoices):
    """How a promise is counted; its label is said in the row, so that nobody has to guess."""

    PEOPLE = "people", _("people reached by the activities logged for it")
    ACTS = "acts", _("activities held (no number of people was promised)")
    RESULT = "result", _("done when it is ready, proven when it is published or has evidence")
    PEOPLE_OF_ACTIVITY = "people_of_activity", _("people reached by the activity that it measures")
    PEOPLE_OF_RESULT = "people_of_result", _("people reached by the activities that show its result")
    PEOPLE_OF_ALL = "people_of_all", _("people reached by all activities of the project")
    VALUES = "values", _("as it was measured last; before, the numbers of its evidence, added up")
    MEASURED = (
        "measured",
        _("a share or a level does not add up: kept when its latest value, or evidence, meets the target"),
    )
    STATEMENT = "statement", _("a statement does not add up: kept when evidence shows it")
    USE = "use", _("kept when evidence shows that it is used")


# Counted in people, from the activities that were logged.
OF_PEOPLE = frozenset({
    Counting.PEOPLE, Counting.PEOPLE_OF_ACTIVITY, Counting.PEOPLE_OF_RESULT, Counting.PEOPLE_OF_ALL,
})  # fmt: skip
# Proven by evidence attached to the promise itself, not through activities.
BY_ITEM_PROOF = frozenset({
    Counting.RESULT, Counting.VALUES, Counting.MEASURED, Counting.STATEMENT, Counting.USE,
})  # fmt: skip
