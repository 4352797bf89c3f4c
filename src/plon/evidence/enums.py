from django.db import models
from django.utils.translation import gettext_lazy as _


class EvidenceKind(models.TextChoices):
    """What proves that something was done (domain.md §6.2, §6.3)."""

    PHOTO = "photo", _("photo")
    FILE = "file", _("file")
    LINK = "link", _("link")
    FIGURE = "figure", _("figure")


class PeopleShown(models.TextChoices):
    """Who can be recognised in a photo; asked before it is published (domain.md §5.5)."""

    UNKNOWN = "", _("not said yet")
    NOBODY = "nobody", _("nobody can be recognised")
    DETAIL = "detail", _("people only as a detail of a larger scene (a crowd, an audience)")
    RECOGNISABLE = "recognisable", _("people can be recognised")


class ConsentOf(models.TextChoices):
    PERSON = "person", _("one person")
    GROUP = "group", _("a group (a class, a team)")


class ConsentScope(models.TextChoices):
    """Where a likeness may be shown (domain.md §5.5)."""

    WEB = "web", _("websites, this catalogue included")
    PRINT = "print", _("print: posters, leaflets, brochures")
    SOCIAL = "social", _("social media")
    PRESS = "press", _("press, radio and television")
