"""What happened: one row per thing a person did. No foreign keys, so it outlives what it tells of."""

from django.db import models


class Event(models.Model):
    """One act: who did what to which subject, when, and what changed ({field: [before, after]})."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    kind = models.CharField(max_length=60)
    actor_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=200, blank=True)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject_label = models.CharField(max_length=300, blank=True)
    project_id = models.BigIntegerField(null=True)
    changes = models.JSONField(default=dict)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["project_id", "-at"], name="event_of_project"),
            models.Index(fields=["subject_type", "subject_id", "-at"], name="event_of_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_label}"


class FormReceipt(models.Model):
    """A form that was taken already, so that a double click or a resend does not create twice."""

    token = models.UUIDField(unique=True)
    actor_id = models.BigIntegerField(null=True)
    location = models.CharField(max_length=2000, blank=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return str(self.token)
