from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Category(models.TextChoices):
    """What a message is about."""

    QUESTION = "question", _("A question to the agency")
    PAGE = "page", _("A problem with a page")
    LINK = "link", _("A link that leads nowhere")
    WRONG = "wrong", _("Something that is wrong or out of date")
    UNLAWFUL = "unlawful", _("Unlawful content")
    ACCESSIBILITY = "accessibility", _("A barrier: something that I can't read or use")
    DATA = "data", _("My personal data")


class State(models.TextChoices):
    """How far the office is with a message."""

    NEW = "new", pgettext_lazy("state of a message", "new")
    OPEN = "open", pgettext_lazy("state of a message", "in hand")
    CLOSED = "closed", pgettext_lazy("state of a message", "closed")
    SPAM = "spam", pgettext_lazy("state of a message", "spam")


class Kind(models.TextChoices):
    """What an officer wrote under a message."""

    ANSWER = "answer", pgettext_lazy("under a message", "answer")
    NOTE = "note", pgettext_lazy("under a message", "internal note")
