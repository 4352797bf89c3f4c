"""What Plon does by the clock."""

from django.db import models


class Appointment(models.Model):
    """When a piece of regular work is due next. Of several workers, the one that moves the row on does it."""

    name = models.CharField(max_length=80, unique=True)
    due_at = models.DateTimeField()
    last_started_at = models.DateTimeField(null=True, blank=True)
    last_finished_at = models.DateTimeField(null=True, blank=True)
    # What stopped it the last time; "" if nothing did.
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["due_at", "name"]

    def __str__(self) -> str:
        return self.name
