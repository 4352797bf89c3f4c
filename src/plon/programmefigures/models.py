"""Counts of the whole catalogue: each is made beside the one in use and takes its place when it is whole."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from plon.identifiers import new_public_id
from plon.jobs.lengthy import LengthyWork


class Count(LengthyWork):
    """One counting of everything public, by the clock or because somebody asked; the newest one that is done is shown.

    `counted_at` is the moment when it began to read: what changed later may or may not be in it.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    counted_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("count of the catalogue")
        verbose_name_plural = _("counts of the catalogue")
        ordering = ["-id"]

    def __str__(self) -> str:
        return str(_("count of the catalogue"))


class CountedFacts(models.Model):
    """What a count found: the columns of `facts.packed`, the values of its dimensions, where the records came from."""

    count = models.OneToOneField(Count, on_delete=models.CASCADE, related_name="facts")
    columns = models.BinaryField()
    values = models.JSONField(default=dict)
    origins = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.count)
