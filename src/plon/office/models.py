"""What the office keeps of its own deeds."""

from django.db import models

from plon.organisations.models import Organisation


class Merge(models.Model):
    """Two records of one organisation that became one; what moved is kept for as long as it can be undone.

    Attributes:
        record: what `plon.office.merging.actions` needs to undo it; empty once that time is over.
    """

    kept = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    # The record that stayed then: a later merge may have moved `kept` on.
    kept_public_id = models.CharField(max_length=12)
    gone_public_id = models.CharField(max_length=12)
    gone_name = models.CharField(max_length=400)
    moved = models.PositiveIntegerField(default=0)
    by_label = models.CharField(max_length=200)
    at = models.DateTimeField(db_index=True)
    undone_at = models.DateTimeField(null=True)
    record = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.gone_name} > {self.kept_public_id}"
