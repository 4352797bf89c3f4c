"""Public links, what they answer, since when, and what the team has said of it."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plon.linkwatch.enums import OF_CONTENT, LinkHealth, What
from plon.projects.models import Project
from plon.results.models import Result, ResultLink

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


class LinkHost(models.Model):
    """One server of other people: who of us asks it now, and when it may be asked again."""

    name = models.CharField(max_length=260, unique=True)
    # While a worker asks, nobody else does; a worker that died has lost its claim by then.
    busy_until = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=32, blank=True)
    ready_at = models.DateTimeField(db_index=True)
    # Times in a row that it asked us to come later or did not answer in time: each doubles the pause.
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("server")
        verbose_name_plural = _("servers")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class LinkState(models.Model):
    """One address, however many results link it.

    `seen` is what the last look found, `what` what we say of it: most things are said only after several days.
    `failures` counts days, not tries: a server that is down for an evening has failed once.
    """

    url = models.CharField(_("address"), max_length=1000)
    # Addresses are too long to be unique themselves.
    url_hash = models.CharField(max_length=64, unique=True, editable=False)
    host = models.ForeignKey(LinkHost, on_delete=models.PROTECT, related_name="links")
    state = models.CharField(_("state"), max_length=10, choices=LinkHealth.choices, default=LinkHealth.UNKNOWN)
    what = models.CharField(_("what happened"), max_length=20, choices=What.choices, blank=True)
    seen = models.CharField(max_length=20, choices=What.choices, blank=True)
    # [{"code": ..., "details": {...}}] of the last look that decided, see `judging.Reason`.
    reasons = models.JSONField(default=list, blank=True)
    confidence = models.FloatField(default=0)
    status = models.PositiveSmallIntegerField(_("answer of the server"), default=0)
    # A code of `plon.fetching.refusals.Why`, or "robots" where the site asks programs to stay away; "" for none.
    why = models.CharField(max_length=20, blank=True)
    title = models.CharField(_("title of the page"), max_length=200, blank=True)
    found = models.CharField(_("where it leads"), max_length=2000, blank=True)
    language = models.CharField(_("language"), max_length=5, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    failed_on = models.DateField(null=True, blank=True)
    # Since when it has been so; set at the first sign, shown when it is sure.
    since = models.DateTimeField(null=True, blank=True)
    # Since when the host had vanished or was for sale; forgotten when the page is what it was.
    away_at = models.DateTimeField(null=True, blank=True)
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=60, blank=True)
    # `prints.Fingerprint`: of the page when it was good, and of the page as it is now if that is another one.
    fingerprint = models.JSONField(null=True, blank=True)
    latest = models.JSONField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    next_check_at = models.DateTimeField(db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)

    if TYPE_CHECKING:
        observations: RelatedManager["LinkObservation"]
        acceptances: RelatedManager["LinkAcceptance"]
        uses: RelatedManager["LinkUse"]

    class Meta:
        verbose_name = _("state of a link")
        verbose_name_plural = _("states of links")
        ordering = ["next_check_at", "id"]

    def __str__(self) -> str:
        return self.url

    @property
    def can_be_accepted(self) -> bool:
        """Whether there is a page that the team may call the right one."""
        return self.what in OF_CONTENT and bool(self.latest)


class LinkUse(models.Model):
    """Where an address stands in public: a link of a result, or the website of a project (then `link` is none)."""

    state = models.ForeignKey(LinkState, on_delete=models.CASCADE, related_name="uses")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="link_uses")
    result = models.ForeignKey(Result, on_delete=models.CASCADE, null=True, blank=True, related_name="link_uses")
    link = models.OneToOneField(ResultLink, on_delete=models.CASCADE, null=True, blank=True, related_name="watched")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["project"], condition=Q(link__isnull=True), name="one_website_per_project"),
            models.CheckConstraint(
                condition=Q(link__isnull=True, result__isnull=True) | Q(link__isnull=False, result__isnull=False),
                name="link_use_has_its_result",
            ),
        ]

    def __str__(self) -> str:
        return str(self.state)


class LinkObservation(models.Model):
    """What was seen at an address from a day on, until something else was seen."""

    state = models.ForeignKey(LinkState, on_delete=models.CASCADE, related_name="observations")
    what = models.CharField(_("what was seen"), max_length=20, choices=What.choices)
    status = models.PositiveSmallIntegerField(_("answer of the server"), default=0)
    why = models.CharField(max_length=20, blank=True)
    title = models.CharField(_("title of the page"), max_length=200, blank=True)
    found = models.CharField(_("where it leads"), max_length=2000, blank=True)
    language = models.CharField(_("language"), max_length=5, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    confidence = models.FloatField(default=0)
    seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("observation of a link")
        verbose_name_plural = _("observations of links")
        ordering = ["-seen_at", "-id"]

    def __str__(self) -> str:
        return f"{self.state}: {self.get_what_display()}"


class LinkAcceptance(models.Model):
    """A team says: what is there now is right. It holds for that project, while the page stays as it was then."""

    state = models.ForeignKey(LinkState, on_delete=models.CASCADE, related_name="acceptances")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="link_acceptances")
    what = models.CharField(_("what was seen"), max_length=20, choices=What.choices)
    fingerprint = models.JSONField()
    accepted_at = models.DateTimeField(auto_now_add=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-accepted_at"]
        constraints = [models.UniqueConstraint(fields=["state", "project"], name="link_accepted_once_per_project")]

    def __str__(self) -> str:
        return str(self.state)
