from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EventKind(models.TextChoices):
    TRAINING = "training", pgettext_lazy("kind of event", "training")
    MEETING = "meeting", pgettext_lazy("kind of event", "meeting")
    WEBINAR = "webinar", pgettext_lazy("kind of event", "webinar")
    CONFERENCE = "conference", pgettext_lazy("kind of event", "conference")


class EventState(models.TextChoices):
    """What the office decided; that an event is over says the clock."""

    DRAFT = "draft", pgettext_lazy("state of an event", "draft")
    PUBLISHED = "published", pgettext_lazy("state of an event", "published")
    CANCELLED = "cancelled", pgettext_lazy("state of an event", "cancelled")


class RegistrationState(models.TextChoices):
    """Where somebody stands. Nothing is taken before the link in the letter was clicked."""

    UNCONFIRMED = "unconfirmed", pgettext_lazy("registration", "not confirmed")
    SEATED = "seated", pgettext_lazy("registration", "has a place")
    WAITING = "waiting", pgettext_lazy("registration", "on the waiting list")
    CANCELLED = "cancelled", pgettext_lazy("registration", "cancelled")


class About(models.TextChoices):
    """What a letter to somebody who registered is about."""

    CONFIRM = "confirm", _("Confirm your registration")
    SEATED = "seated", _("You have a place")
    WAITING = "waiting", _("You are on the waiting list")
    MOVED_UP = "moved_up", _("A place is free: it is yours")
    CHANGED = "changed", _("The event has changed")
    REMINDER = "reminder", _("Soon: the event")
    GAVE_UP = "gave_up", _("Your registration is cancelled")
    CALLED_OFF = "called_off", _("The event is cancelled")
    AFTER = "after", _("Thank you for taking part")
