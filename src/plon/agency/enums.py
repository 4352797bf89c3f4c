from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AnnouncementKind(TextChoices):
    INFORMATION = "information", pgettext_lazy("kind of announcement", "Information")
    WARNING = "warning", pgettext_lazy("kind of announcement", "Warning")


class AnnouncementPlace(TextChoices):
    """On which pages an announcement stands."""

    PUBLIC = "public", _("The public pages")
    WORKSPACE = "workspace", _("The workspaces of teams and the office")
    EVERYWHERE = "everywhere", _("All pages")


class AnnouncementState(TextChoices):
    """Where an announcement is now; it follows from its moments."""

    DRAFT = "draft", pgettext_lazy("state of an announcement", "draft")
    WAITING = "waiting", pgettext_lazy("state of an announcement", "will be shown")
    SHOWN = "shown", pgettext_lazy("state of an announcement", "shown now")
    OVER = "over", pgettext_lazy("state of an announcement", "over")


class StatementMode(TextChoices):
    """What the agency's own text is to the text that Plon writes from settings."""

    GENERATED = "generated", _("Only what Plon writes from the settings")
    ADDED = "added", _("What Plon writes, then our own sections")
    REPLACED = "replaced", _("Our own text instead of it")


class StatementPage(TextChoices):
    ACCESSIBILITY = "accessibility", _("Accessibility statement")
    PRIVACY = "privacy", _("Privacy notice")
