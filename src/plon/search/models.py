"""What the index still has to learn: one row per changed thing, written in that change's transaction."""

from django.db import models


class IndexChange(models.Model):
    """`kind` and `key` name a document whose source changed (or went)."""

    kind = models.CharField(max_length=20)
    key = models.BigIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
