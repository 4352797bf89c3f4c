from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """What a look at a result brought."""

    GOOD = "good", _("still good: it is used and kept as planned")
    MENDED = "mended", _("something was mended or brought up to date")
    NEEDS_WORK = "needs_work", _("it needs work: say in the note what and by whom")
    ENDS = "ends", _("it should come to its end: retire it on purpose")


class Word(models.TextChoices):
    """A durability in a word."""

    LASTING = "lasting", _("lasting")
    FAIR = "fair", _("fair")
    AT_RISK = "at_risk", _("at risk")
