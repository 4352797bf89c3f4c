"""Short addresses of tools, and how often they were opened: numbers per day, never who (docs/decisions/0017)."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from plon.identifiers import new_public_id
from plon.pages import whole_address
from plon.projects.models import Project
from plon.results.models import Result

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


class ShortLink(models.Model):
    """What a QR code carries. It stands on paper, so it leads on for as long as its project is here.

    `result_key` outlives its result: when that goes, the link leads to the project.
    """

    code = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="short_links")
    result = models.ForeignKey(Result, on_delete=models.SET_NULL, null=True, blank=True, related_name="short_links")
    result_key = models.CharField(max_length=12, blank=True, editable=False)
    # Key of the tool that carries it; "" for a link that the team made itself.
    tool = models.CharField(max_length=20, blank=True)
    # Code of the list of channels (programme/data/channels.toml), or a word of the team.
    channel = models.CharField(_("channel"), max_length=60, blank=True)
    # "" leads to the language of who opens it.
    language = models.CharField(_("language"), max_length=5, blank=True)
    label = models.CharField(_("name of the link"), max_length=120, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="short_links"
    )
    made_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True, editable=False)

    if TYPE_CHECKING:
        days: RelatedManager["DailyCount"]

    class Meta:
        verbose_name = _("short link")
        verbose_name_plural = _("short links")
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "result_key", "tool", "channel", "language", "label"],
                name="one_short_link_per_use",
                violation_error_message=_("There is such a link already."),
            )
        ]

    def __str__(self) -> str:
        return self.label or self.code

    @property
    def path(self) -> str:
        return reverse("shortlink", args=[self.code])

    @property
    def address(self) -> str:
        """The whole address, as printed and as QR codes carry it."""
        return whole_address(self.path)


class DailyCount(models.Model):
    """What one link was opened on one day of the installation's time zone.

    `opens` leaves out robots and double clicks, `devices` also what the same device opened again on that day.
    """

    link = models.ForeignKey(ShortLink, on_delete=models.CASCADE, related_name="days")
    day = models.DateField()
    opens = models.PositiveIntegerField(default=0)
    devices = models.PositiveIntegerField(default=0)
    robots = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["day", "id"]
        constraints = [
            models.UniqueConstraint(fields=["link", "day"], name="one_count_per_link_and_day"),
            models.CheckConstraint(condition=Q(devices__lte=F("opens")), name="no_more_devices_than_opens"),
        ]

    def __str__(self) -> str:
        return f"{self.link_id} {self.day}: {self.opens}"
