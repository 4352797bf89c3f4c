"""How often results are looked at and taken: numbers per day, never who (docs/decisions/0021)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from plon.projects.models import Project
from plon.results.models import Result, ResultFile


class DailyReach(models.Model):
    """What one result reached on one day of the installation's time zone.

    `views` leaves out robots and double clicks, `devices` also what the same device looked at again on that day.
    `downloads` are those of all files of the result together; they stay when a file goes. `robots` are the views and
    downloads of programs.
    """

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="reach_days")
    day = models.DateField()
    views = models.PositiveIntegerField(default=0)
    devices = models.PositiveIntegerField(default=0)
    downloads = models.PositiveIntegerField(default=0)
    robots = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("reach of a day")
        ordering = ["day", "id"]
        constraints = [
            models.UniqueConstraint(fields=["result", "day"], name="one_reach_per_result_and_day"),
            models.CheckConstraint(condition=Q(devices__lte=F("views")), name="no_more_devices_than_views"),
        ]

    def __str__(self) -> str:
        return f"{self.result_id} {self.day}: {self.views}"


class DailyDownload(models.Model):
    """How often one file was taken on one day."""

    file = models.ForeignKey(ResultFile, on_delete=models.CASCADE, related_name="download_days")
    day = models.DateField()
    downloads = models.PositiveIntegerField(default=0)
    robots = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("downloads of a day")
        ordering = ["day", "id"]
        constraints = [models.UniqueConstraint(fields=["file", "day"], name="one_count_per_file_and_day")]

    def __str__(self) -> str:
        return f"{self.file_id} {self.day}: {self.downloads}"


class ShownFigures(models.Model):
    """A project whose team shows the figures of its results to everybody. No row: they are the team's own."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="shown_figures")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("figures shown to everybody")

    def __str__(self) -> str:
        return str(self.project)
