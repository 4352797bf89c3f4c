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
