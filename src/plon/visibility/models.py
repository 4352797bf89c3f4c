"""What a team had checked, and what the check said."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.identifiers import new_public_id
from plon.projects.models import Project
from plon.visibility.enums import OVER, UNDER_WAY, CheckOf, CheckState

# A run says that it lives at each step; the longest step is shorter than this.
SILENCE = datetime.timedelta(minutes=3)
# Whoever waits for longer waits for a worker that is not there.
LONGEST_WAIT = datetime.timedelta(minutes=15)
# So long the bytes of a file are kept, to be checked again; the report stays.
KEPT = datetime.timedelta(days=30)


class VisibilityCheck(models.Model):
    """A file or web page that was looked through for emblem, statement, disclaimer and the rest. Advice, no verdict.

    Checked again, it is the same row with a new report: a team wants to see the newest, and whether it got better.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="visibility_checks")
    of = models.CharField(_("what was checked"), max_length=10, choices=CheckOf.choices)
    # Of the file as its owner calls it, or of the page without "https://".
    name = models.CharField(_("name"), max_length=200)
    address = models.CharField(_("web address"), max_length=2000, blank=True)
    path = models.CharField(max_length=300, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    # The bytes went by their date.
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    state = models.CharField(max_length=10, choices=CheckState.choices, default=CheckState.WAITING)
    # Counts the runs, so that one that was given up can't write into a later one.
    run = models.PositiveIntegerField(default=1, editable=False)
    step = models.CharField(max_length=20, blank=True, editable=False)
    # `Report.to_json()`.
    report = models.JSONField(default=dict, blank=True)
    # {key of a place's picture: where it lies in private storage}.
    crops = models.JSONField(default=dict, blank=True)
    # A code of `plon.visibility.hindrances`, if it ended before anything was read.
    problem = models.CharField(max_length=30, blank=True)
    good = models.PositiveSmallIntegerField(default=0)
    faults = models.PositiveSmallIntegerField(default=0)
    looks = models.PositiveSmallIntegerField(default=0)
    # Faults of the run before this one.
    faults_before = models.PositiveSmallIntegerField(null=True, blank=True)
    requested_at = models.DateTimeField(auto_now_add=True)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="visibility_checks"
    )
    requested_label = models.CharField(max_length=200, blank=True)
    # When this run was asked for, when it last gave a sign of life, when it ended.
    queued_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("visibility check")
        verbose_name_plural = _("visibility checks")
        ordering = ["-queued_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(of=CheckOf.PAGE) & ~Q(address="") | ~Q(of=CheckOf.PAGE) & Q(address=""),
                name="checked_page_has_address",
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNDER_WAY, ended_at__isnull=True) | Q(state__in=OVER, ended_at__isnull=False),
                name="ended_check_says_when",
            ),
        ]
        indexes = [models.Index(fields=["project", "-queued_at"], name="checks_of_project")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("visibility:check", args=[self.project.public_id, self.public_id])

    @property
    def is_page(self) -> bool:
        return self.of == CheckOf.PAGE

    @property
    def is_silent(self) -> bool:
        """Whether the run seems to have been killed, or no worker takes it."""
        now = timezone.now()
        if self.state == CheckState.RUNNING:
            return now - (self.seen_at or self.queued_at) > SILENCE
        return self.state == CheckState.WAITING and now - self.queued_at > LONGEST_WAIT

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY and not self.is_silent

    @property
    def can_run_again(self) -> bool:
        """Whether there is something to check, and nobody is at it."""
        return not self.is_under_way and (self.is_page or bool(self.path))
