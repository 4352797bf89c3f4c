"""Every stored file that a project can't make again, and whether its bytes are still those that came in."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plon.fixity.enums import FAULTS, FileState, Place
from plon.projects.models import Project
from plon.results.models import Result


class StoredFile(models.Model):
    """One copy of one file. The SHA-256 was taken when it came in; the SHA-512 when it was first read back whole.

    Two checksums of different kinds: what deceives one (a weakness found one day, a fault in its own row) does not
    deceive both.
    """

    # Which room keeps it: a key of `plon.fixity.stores`.
    store = models.CharField(max_length=20)
    place = models.CharField(_("where it lies"), max_length=10, choices=Place.choices)
    path = models.CharField(max_length=300)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="stored_files")
    result = models.ForeignKey(Result, on_delete=models.CASCADE, null=True, blank=True, related_name="stored_files")
    name = models.CharField(_("file name"), max_length=200)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    sha512 = models.CharField(max_length=128, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=FileState.choices, default=FileState.UNCHECKED)
    # Codes of `Risk` found in its bytes; those of its format follow from its name.
    risks = models.JSONField(default=list, blank=True)
    checked_at = models.DateTimeField(_("last read back"), null=True, blank=True)
    # Since when it is not whole.
    faulty_since = models.DateTimeField(null=True, blank=True)
    mended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["place", "path"], name="stored_once"),
            models.CheckConstraint(
                condition=~Q(state__in=FAULTS) | Q(faulty_since__isnull=False), name="faulty_file_has_date"
            ),
        ]
        indexes = [
            models.Index(fields=["checked_at", "id"], name="stored_longest_unread"),
            models.Index(fields=["state", "project"], name="stored_by_state"),
        ]

    def __str__(self) -> str:
        return self.name
