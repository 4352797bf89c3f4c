"""What an officer says of the agency without touching a file."""

from django.core.validators import MaxLengthValidator
from django.db import models


class Setting(models.Model):
    """One text that was changed from what the code says.

    Attributes:
        language: of a text that has one in each; else "".
    """

    key = models.CharField(max_length=60)
    language = models.CharField(max_length=5, blank=True)
    value = models.TextField(blank=True, validators=[MaxLengthValidator(4000)])
    changed_by_label = models.CharField(max_length=200)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "language"], name="setting_once_per_language")]

    def __str__(self) -> str:
        return f"{self.key} ({self.language})" if self.language else self.key
