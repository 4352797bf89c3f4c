"""Answers to an application form, as far as a person has written over their drafts; reports stand in `beneficiary`."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from plon.identifiers import new_public_id
from plon.programme.application import form_of
from plon.projects.models import Project
from plon.reports.beneficiary.models import Report, ReportFile, ReportText, SelfAssessment

__all__ = ["Answer", "Report", "ReportFile", "ReportText", "SelfAssessment"]

LONGEST = 50_000


class Answer(models.Model):
    """One edited answer. A question that nobody has edited has no row: its answer is the draft of today's plan.

    Attributes:
        subject: public id of the work package that the question is asked for, else "".
        drafted_text: the draft that the person began from, or last said that their text is right against.
        drafted_for: the limit for which that draft was made, in characters.
        fingerprint: of the plan at that time.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="answers")
    form = models.CharField(max_length=40)
    question = models.CharField(max_length=60)
    subject = models.CharField(max_length=12, blank=True)
    subject_label = models.CharField(max_length=220, blank=True)
    language = models.CharField(max_length=5)
    text = models.TextField(_("answer"), blank=True, max_length=LONGEST)
    drafted_text = models.TextField(blank=True)
    drafted_for = models.PositiveIntegerField(default=0)
    fingerprint = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1, editable=False)
    changed_at = models.DateTimeField(auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="answers"
    )
    changed_by_label = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("answer to the application form")
        verbose_name_plural = _("answers to the application form")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "form", "question", "subject", "language"], name="one_answer_per_question"
            )
        ]

    def __str__(self) -> str:
        form = form_of(self.form)
        question = form.question(self.question) if form else None
        name = question.name(self.language) if question else self.question
        return " · ".join(part for part in (name, self.subject_label, self.form, self.language) if part)
