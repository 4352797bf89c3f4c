from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Telling(models.TextChoices):
    """What somebody tells of a result."""

    USE = "use", _("We use this")
    ADAPTATION = "adaptation", _("A translation or adaptation")
    QUESTION = "question", _("A question")
    SUGGESTION = "suggestion", _("A suggestion")
    POLICY = "policy", _("A policy reference")


class UsePurpose(models.TextChoices):
    """What a result is used for."""

    LESSONS = "lessons", _("in lessons and classes")
    TRAINING = "training", _("training of teachers, trainers, staff")
    AFTER_SCHOOL = "after_school", _("clubs, youth work, events")
    OWN_LEARNING = "own_learning", _("learning on one's own")
    ORGANISATION = "organisation", _("the way our organisation works")
    RESEARCH = "research", _("studies and research")
    NEW_MATERIALS = "new_materials", _("making materials of our own")
    OTHER = "other", _("something else")


class HowUsed(models.TextChoices):
    """What was done to it before it was used."""

    AS_IT_IS = "as_it_is", _("as it is")
    CHANGED = "changed", _("changed for our people")
    TRANSLATED = "translated", _("translated")


class Shown(models.TextChoices):
    """What of a declared use its declarer lets the public see."""

    NOTHING = "nothing", _("Nothing: only count it")
    ORGANISATION = "organisation", _("Our organisation and town")
    WORDS = "words", _("Our organisation, town and our words")


class AdaptationKind(models.TextChoices):
    TRANSLATION = "translation", pgettext_lazy("what was made of a result", "translation")
    ADAPTATION = "adaptation", pgettext_lazy("what was made of a result", "adaptation")


class PolicyKind(models.TextChoices):
    """Where a public body takes a result up."""

    LAW = "law", _("law or regulation")
    STRATEGY = "strategy", _("strategy or programme")
    CURRICULUM = "curriculum", _("curriculum")
    RECOMMENDATION = "recommendation", _("recommendation or guidelines")
    OTHER = "other", _("another document")


class HiddenBy(models.TextChoices):
    """Who hid it: what the office hid, the team can't bring back."""

    TEAM = "team", _("the team")
    OFFICE = "office", _("the agency")
