from django.db import models
from django.utils.translation import gettext_lazy as _


class Place(models.TextChoices):
    """In which storage the bytes lie; the values are those of `django.core.files.storage.storages`."""

    PRIVATE = "default", _("private copy")
    PUBLIC = "public", _("public copy")


class FileState(models.TextChoices):
    """What the last reading of a stored file found."""

    UNCHECKED = "unchecked", _("not yet read back")
    SOUND = "sound", _("whole")
    DAMAGED = "damaged", _("damaged")
    MISSING = "missing", _("missing")
    UNREADABLE = "unreadable", _("can’t be read now")


# Bytes that are lost, unless another copy is whole; a storage that only does not answer has lost nothing yet.
FAULTS = (FileState.DAMAGED, FileState.MISSING)
TROUBLES = (*FAULTS, FileState.UNREADABLE)


class Risk(models.TextChoices):
    """What makes a whole file useless one day, or to others today."""

    LOCKED = "locked", _("locked with a password")
    MACROS = "macros", _("contains programs (macros)")
    OBSOLETE = "obsolete", _("an old format")
    CLOSED = "closed", _("a closed format")
    PACKED = "packed", _("an archive")
    UNKNOWN = "unknown", _("an unknown format")
