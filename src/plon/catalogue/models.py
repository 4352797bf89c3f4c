"""What the catalogue itself keeps: lists that somebody asked for as a file."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from plon.catalogue.previews.models import FilePreview  # noqa: F401  Django looks for models here
from plon.jobs.lengthy import LengthyWork


def new_key() -> str:
    """Return a key that nobody guesses: whoever knows it may have the file."""
    return secrets.token_urlsafe(18)


class ListExport(LengthyWork):
    """One list as a file: asked for by anyone, made by a worker, erased after a day. It says nothing of the asker."""

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    of = models.CharField(max_length=20)
    question = models.TextField(blank=True, max_length=20_000)
    language = models.CharField(max_length=5)
    ending = models.CharField(max_length=5)
    path = models.CharField(max_length=300, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("list as a file")
        ordering = ["-requested_at", "-id"]

    def __str__(self) -> str:
        return f"{self.of}.{self.ending}"
