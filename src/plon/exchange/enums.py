from django.db import models
from django.utils.translation import pgettext_lazy


class ImportState(models.TextChoices):
    """Where an import stands. A stopped one can be continued; a finished one can be run again without harm."""

    QUEUED = "queued", pgettext_lazy("import", "waiting")
    RUNNING = "running", pgettext_lazy("import", "running")
    DONE = "done", pgettext_lazy("import", "done")
    FAILED = "failed", pgettext_lazy("import", "failed")
    CANCELLED = "cancelled", pgettext_lazy("import", "stopped")
