from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class QuestionKind(models.TextChoices):
    SINGLE = "single", _("one answer of a list")
    MULTIPLE = "multiple", _("several answers of a list")
    SCALE = "scale", _("a scale")
    MATRIX = "matrix", _("a table of statements on one scale")
    NUMBER = "number", _("a number")
    TEXT = "text", _("a text in own words")
    DATE = "date", _("a date")


class SurveyKind(models.TextChoices):
    """What a survey is about; each has a bank of ready questions."""

    EVENT = "event", _("an event")
    TRAINING = "training", _("a training")
    USE = "use", _("the use of a result")
    SELF_ASSESSMENT = "self_assessment", _("self-assessment before and after")
    OTHER = "other", _("something else")


class SurveyState(models.TextChoices):
    DRAFT = "draft", _("draft")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


class Moment(models.TextChoices):
    """When a round is asked; before and after are compared person by person where people make a code."""

    ONCE = "once", pgettext_lazy("moment", "once")
    BEFORE = "before", pgettext_lazy("moment", "before")
    DURING = "during", pgettext_lazy("moment", "during")
    AFTER = "after", pgettext_lazy("moment", "after")
    LATER = "later", pgettext_lazy("moment", "later")
