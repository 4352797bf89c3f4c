"""What is kept of frozen sites: each as one ZIP, for some weeks."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plon.evidence.models import Evidence
from plon.identifiers import new_public_id
from plon.jobs.lengthy import LengthyWork, WorkState
from plon.projects.models import Project


class FrozenSite(LengthyWork):
    """One job: a project's public pages as files, packed, as they stood on one day."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="frozen_sites")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="frozen_sites"
    )
    requested_label = models.CharField(max_length=200, blank=True)
    results = models.PositiveIntegerField(default=0)
    # Files that could not be handed out, by their place in the site.
    missing = models.JSONField(default=list, blank=True)
    # Photos and documents that were public when it was made: all of them may lie in its package.
    evidence = models.ManyToManyField(Evidence, related_name="frozen_sites", blank=True)
    name = models.CharField(max_length=200, blank=True)
    path = models.CharField(max_length=300, editable=False, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    expires_at = models.DateTimeField(null=True, blank=True)
    # Something in it is not public any more: the file is destroyed.
    withheld_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("frozen site")
        verbose_name_plural = _("frozen sites")
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(path="") | Q(state=WorkState.DONE, expires_at__isnull=False, withheld_at__isnull=True),
                name="frozen_site_with_file_is_done",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.project)
