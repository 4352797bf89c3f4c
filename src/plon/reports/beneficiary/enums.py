from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReportKind(models.TextChoices):
    INTERIM = "interim", pgettext_lazy("report", "interim report")
    FINAL = "final", pgettext_lazy("report", "final report")
    PARTNER = "partner", _("report of a partner")
    MID_TERM = "mid_term", _("mid-term evaluation report")


class ReportState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("report", "in work")
    READY = "ready", pgettext_lazy("report", "ready")
    SENT = "sent", pgettext_lazy("report", "sent")


# What may follow what. A report that was sent can be opened again: agencies ask for an update (domain.md §3.7).
NEXT_STATES: dict[str, frozenset[str]] = {
    ReportState.DRAFT: frozenset({"ready"}),
    ReportState.READY: frozenset({"draft", "sent"}),
    ReportState.SENT: frozenset({"draft"}),
}


class FileFormat(models.TextChoices):
    PDF = "pdf", "PDF"
    DOCX = "docx", "DOCX"
