"""Reports with the texts that people wrote over drafts, partners' self-assessments, and files that were asked for."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from plon.identifiers import new_public_id
from plon.jobs.lengthy import LengthyWork
from plon.organisations.models import Organisation
from plon.programme.report_outlines import Outline, outline_of
from plon.projects.models import Project
from plon.reports.beneficiary.enums import FileFormat, ReportKind, ReportState

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

LONGEST_TEXT = 100_000
LANGUAGES = [("pl", _("Polish")), ("en", _("English"))]
BEST_MARK = 5


class Report(models.Model):
    """One report on a stretch of time. What it says is put together from facts whenever it is read.

    Attributes:
        outline: key of the parts that it has (`plon.programme.report_outlines`).
        organisation: whose report it is, for a partner's report alone.
        since, until: the days that it tells of.
        language: that it is written in; it can be read in the other, too.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="reports")
    kind = models.CharField(_("kind of report"), max_length=20, choices=ReportKind.choices)
    outline = models.CharField(max_length=40)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("partner"), on_delete=models.PROTECT, null=True, blank=True, related_name="reports"
    )
    since = models.DateField(_("from"))
    until = models.DateField(_("to"))
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGES, default="pl")
    state = models.CharField(_("state"), max_length=20, choices=ReportState.choices, default=ReportState.DRAFT)
    started_at = models.DateTimeField(auto_now_add=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="started_reports"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    if TYPE_CHECKING:
        texts: RelatedManager["ReportText"]
        assessments: RelatedManager["SelfAssessment"]
        files: RelatedManager["ReportFile"]

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-until", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__gte=F("since")),
                name="report_ends_after_it_begins",
                violation_error_message=_("The report can't end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(kind=ReportKind.PARTNER, organisation__isnull=False)
                | (~Q(kind=ReportKind.PARTNER) & Q(organisation__isnull=True)),
                name="report_of_partner_has_partner",
                violation_error_message=_("Say of which partner the report is."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.since.isoformat()} – {self.until.isoformat()}"

    @property
    def parts_of(self) -> Outline:
        return outline_of(self.outline)

    @property
    def is_open(self) -> bool:
        """Whether its texts may be changed."""
        return self.state == ReportState.DRAFT


class ReportText(models.Model):
    """The text of one part as somebody wrote it over its draft. A part that nobody has edited has no row.

    Attributes:
        subject: public id of the work package that the part tells of, else "".
        drafted_text: the draft that the person began from, or last said that their text is right against.
        fingerprint: SHA-256 of that draft.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="texts")
    part = models.CharField(max_length=60)
    subject = models.CharField(max_length=12, blank=True)
    subject_label = models.CharField(max_length=220, blank=True)
    language = models.CharField(max_length=5, choices=LANGUAGES)
    text = models.TextField(_("text"), blank=True, max_length=LONGEST_TEXT)
    drafted_text = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="report_texts"
    )
    changed_by_label = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("text of a report")
        verbose_name_plural = _("texts of reports")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "part", "subject", "language"], name="one_text_per_part")
        ]

    def __str__(self) -> str:
        part = self.report.parts_of.part(self.part)
        name = part.name(self.language) if part else self.part
        return " · ".join(each for each in (name, self.subject_label, self.language) if each)


class SelfAssessment(models.Model):
    """What one partner says of its own part, to one question (Programme Guide 2025, pp. 256, 264)."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="assessments")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="self_assessments")
    question = models.CharField(max_length=60)
    mark = models.PositiveSmallIntegerField(
        _("mark"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(BEST_MARK)]
    )
    text = models.TextField(_("in your own words"), blank=True, max_length=5000)
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="self_assessments"
    )
    changed_by_label = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("self-assessment of a partner")
        verbose_name_plural = _("self-assessments of partners")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "organisation", "question"], name="assessed_once_per_question"),
            models.CheckConstraint(
                condition=Q(mark__isnull=True) | Q(mark__range=(1, BEST_MARK)), name="mark_is_from_one_to_five"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.question}"


class ReportFile(LengthyWork):
    """A report as a file that somebody asked for; a worker makes it."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="files")
    format = models.CharField(_("format"), max_length=10, choices=FileFormat.choices)
    language = models.CharField(_("language"), max_length=5, choices=LANGUAGES)
    name = models.CharField(_("file name"), max_length=200, blank=True, editable=False)
    path = models.CharField(max_length=300, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    size = models.PositiveBigIntegerField(_("size"), default=0, editable=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="report_files"
    )

    class Meta:
        verbose_name = _("file of a report")
        verbose_name_plural = _("files of reports")
        ordering = ["-requested_at", "-id"]

    def __str__(self) -> str:
        return self.name or f"{self.report} ({self.format})"
