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


class Nature(models.TextChoices):
    """The Guide asks for both kinds (Programme Guide 2025, Part A, p. 13)."""

    QUANTITATIVE = "quantitative", _("quantitative (a number)")
    QUALITATIVE = "qualitative", _("qualitative (a statement)")
