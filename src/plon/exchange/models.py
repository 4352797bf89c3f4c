"""The runs of the import, and what each project looked like in the register when it was last seen there."""

import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.exchange.enums import ImportState
from plon.identifiers import new_public_id
from plon.projects.models import Project

# A run notes every chunk; one that has been silent this long has been killed.
SILENCE = datetime.timedelta(seconds=60)


class Import(models.Model):
    """One file brought in, or on its way. `position` is the last row of the file that is safely stored."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    file_name = models.CharField(_("file"), max_length=255)
    file = models.FileField(max_length=255, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    state = models.CharField(max_length=20, choices=ImportState.choices, default=ImportState.QUEUED)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="imports"
    )
    runner = models.CharField(max_length=12, blank=True, editable=False)
    total = models.PositiveIntegerField(default=0)
    position = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    report = models.JSONField(default=dict, blank=True)
    refused_file = models.CharField(max_length=255, blank=True)
    queued_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-queued_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[ImportState.QUEUED, ImportState.RUNNING], finished_at__isnull=True)
                | models.Q(
                    state__in=[ImportState.DONE, ImportState.FAILED, ImportState.CANCELLED],
                    finished_at__isnull=False,
                ),
                name="import_finished_when",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("exchange:detail", args=[self.public_id])

    @property
    def is_under_way(self) -> bool:
        return self.state in {ImportState.QUEUED, ImportState.RUNNING}

    @property
    def is_silent(self) -> bool:
        """Whether the run seems to have been killed, so that a person may continue it."""
        last_sign = self.seen_at or self.queued_at
        return self.is_under_way and timezone.now() - last_sign > SILENCE

    @property
    def can_continue(self) -> bool:
        """Whether the file is still here and the run is not over."""
        stopped = self.state in {ImportState.FAILED, ImportState.CANCELLED}
        return bool(self.file) and (stopped or self.is_silent)

    @property
    def percent(self) -> int:
        return min(100, self.position * 100 // self.total) if self.total else 0


class ImportedProject(models.Model):
    """What the register said of a project last time: an equal hash means that nothing is to be done."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="imported")
    source_hash = models.CharField(max_length=32)
    # Ids of the organisations that the register listed: only these may leave when the register drops them.
    organisations = models.JSONField(default=list)
    last_import = models.ForeignKey(Import, on_delete=models.SET_NULL, null=True, related_name="projects")
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.project_id} {self.source_hash}"
