from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# What the funnel from reach to change calls those who say later that something changed.
STEP = pgettext_lazy("step", "people who say later that something changed")
# When people are asked again, in months after they agreed (domain.md §6.3: use is measured half a year later).
MONTHS = (6, 12, 24)


class Kind(models.TextChoices):
    """Who agreed to be asked again."""

    USER = "user", pgettext_lazy("who is asked again", "user of a result")
    PARTICIPANT = "participant", pgettext_lazy("who is asked again", "participant")


class Still(models.TextChoices):
    """Whether it is still in use."""

    REGULARLY = "regularly", _("Yes, regularly")
    SOMETIMES = "sometimes", _("Yes, now and then")
    NO_MORE = "no_more", _("No, not any more")
    NEVER = "never", _("No, it never came to that")


class Change(models.TextChoices):
    """How much changed by it."""

    MUCH = "much", _("A lot changed")
    SOME = "some", _("Something changed")
    NOTHING = "nothing", _("Nothing changed")


class Shown(models.TextChoices):
    """What of an answer may be shown outside the team and the agency."""

    NOTHING = "nothing", _("Nothing: only count it")
    WORDS = "words", _("Our words, without a name")
    SIGNED = "signed", _("Our words with the name below")
