from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """Every dissemination also promotes, but not every promotion disseminates (domain.md §1.3)."""

    DISSEMINATION = "dissemination", _("dissemination")
    PROMOTION = "promotion", _("promotion")


class Phase(models.TextChoices):
    """Dissemination is planned before, during and after funding (domain.md §2.1)."""

    BEFORE = "before", _("before the project")
    DURING = "during", _("during the project")
    AFTER = "after", _("after funding ends")


class Measures(models.TextChoices):
    ACTIVITY = "activity", _("an activity")
    RESULT = "result", _("a result")
    OBJECTIVE = "objective", _("an objective of the project")


class Feeding(models.TextChoices):
    """How an indicator will be fed; one that nothing feeds stays a wish."""

    ACTIVITIES = "activities", _("the people reached by activities, as they are logged")
    SURVEY = "survey", _("a survey")
    COUNTER = "counter", _("a counter: views, downloads, declarations of use")
    BY_HAND = "by_hand", _("by hand, with evidence")


class ProposalKind(models.TextChoices):
    RESULT = "result", _("result")
    GROUP = "group", _("target group")
    ACTIVITY = "activity", _("planned activity")
    INDICATOR = "indicator", _("indicator")


class ProposalState(models.TextChoices):
    OPEN = "open", _("open")
    ACCEPTED = "accepted", _("accepted")
    DROPPED = "dropped", _("dropped")


class Occasion(models.TextChoices):
    """When a plan is frozen as the commitment (design.md §1, 2)."""

    APPLICATION = "application", _("the application was sent")
    AMENDMENT = "amendment", _("an amendment was agreed")
    OTHER = "other", _("another agreement")


class Nature(models.TextChoices):
    """The Guide asks for both kinds (Programme Guide 2025, Part A, p. 13)."""

    QUANTITATIVE = "quantitative", _("quantitative (a number)")
    QUALITATIVE = "qualitative", _("qualitative (a statement)")
