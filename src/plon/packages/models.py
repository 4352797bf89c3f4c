"""Packages that somebody asked for, and packages that somebody brought."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plon.identifiers import new_public_id
from plon.jobs.lengthy import GOING, LengthyWork
from plon.packages.enums import PackageFor
from plon.projects.models import Project
from plon.results.models import Result


class Work(LengthyWork):
    """What both have in common: which file."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(_("file name"), max_length=200, blank=True)
    path = models.CharField(max_length=300, editable=False, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("size"), default=0)

    class Meta:
        abstract = True
        ordering = ["-requested_at", "-id"]


class Package(Work):
    """One job: a project, or one of its results, as a BagIt bag in a ZIP that is kept for two weeks."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="packages")
    # None for the whole project.
    result = models.ForeignKey(
        Result, verbose_name=_("result"), on_delete=models.CASCADE, null=True, blank=True, related_name="packages"
    )
    made_for = models.CharField(_("for whom"), max_length=10, choices=PackageFor.choices, default=PackageFor.TEAM)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="packages"
    )
    requested_label = models.CharField(max_length=200, blank=True)
    count = models.PositiveIntegerField(default=0)
    # Files that were missing or damaged in storage: [{"table", "id", "name"}].
    faults = models.JSONField(default=list, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta(Work.Meta):
        verbose_name = _("package")
        verbose_name_plural = _("packages")
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(state__in=GOING), name="one_package_of_a_project_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return self.name or str(self.result or self.project)


class Arrival(Work):
    """A package that somebody brought, to be opened by a worker. Its ZIP goes when it is over, one way or the other."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="arrivals")
    publishes = models.BooleanField(_("make public at once what was public before"), default=False)
    # What came of it.
    project = models.ForeignKey(Project, on_delete=models.SET_NULL, null=True, blank=True, related_name="arrivals")
    # Why nothing did, beside the sentence of `refusal`: names of files.
    details = models.JSONField(default=list, blank=True)
    # {"renamed": {old id: new id}, "skipped": n, "waiting": n, "rows": n}
    report = models.JSONField(default=dict, blank=True)

    class Meta(Work.Meta):
        verbose_name = _("package brought in")
        verbose_name_plural = _("packages brought in")

    def __str__(self) -> str:
        return self.name
