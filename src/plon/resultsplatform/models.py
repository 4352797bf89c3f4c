"""Packages for the EU results platform, and what the team has typed in there."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plon.identifiers import new_public_id
from plon.jobs.lengthy import GOING, LengthyWork, WorkState
from plon.projects.models import Project
from plon.results.models import Result


class PlatformPackage(LengthyWork):
    """One job: all published results with their files and the table to type from, as one ZIP, kept for some weeks."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="platform_packages")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    requested_label = models.CharField(max_length=200, blank=True)
    results = models.PositiveIntegerField(default=0, editable=False)
    # Files that were missing or damaged in storage, by their names.
    faults = models.JSONField(default=list, blank=True, editable=False)
    # `Book.print` of what was packed.
    print = models.CharField(max_length=64, blank=True, editable=False)
    name = models.CharField(_("file name"), max_length=200, blank=True)
    path = models.CharField(max_length=300, editable=False, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("package for the results platform")
        verbose_name_plural = _("packages for the results platform")
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(state__in=GOING), name="one_platform_package_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(path="") | Q(state=WorkState.DONE, expires_at__isnull=False),
                name="platform_package_with_file_is_done",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.project)


class PlatformEntry(models.Model):
    """Somebody has typed a result into the platform; `print` tells whether it has changed since."""

    result = models.OneToOneField(Result, on_delete=models.CASCADE, related_name="platform_entry")
    typed_on = models.DateField(_("typed in on"))
    address = models.URLField(_("its address on the platform"), max_length=1000, blank=True)
    # `Sheet.print` of what was typed.
    print = models.CharField(max_length=64, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    noted_label = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("entry on the results platform")
        verbose_name_plural = _("entries on the results platform")
        ordering = ["result_id"]

    def __str__(self) -> str:
        return str(self.result)
