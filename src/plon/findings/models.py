"""Evaluation while there is time to change course: what is asked, what was seen, what was decided, what it changed."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.findings.enums import Criterion, DecisionState, Strength, When
from plon.identifiers import new_public_id
from plon.organisations.models import Organisation
from plon.plans.models import Indicator
from plon.projects.models import Project
from plon.results.models import Result
from plon.surveys.models import Survey

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


class EvaluationQuestion(models.Model):
    """One row of the evaluation plan: question, criterion, of what, how, who, when, for what use (domain.md §6.4)."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="evaluation_questions")
    question = models.CharField(_("question"), max_length=500)
    criterion = models.CharField(_("criterion"), max_length=20, choices=Criterion.choices)
    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="evaluation_questions",
    )  # fmt: skip
    survey = models.ForeignKey(
        Survey, verbose_name=_("survey"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="evaluation_questions",
    )  # fmt: skip
    result = models.ForeignKey(
        Result, verbose_name=_("result"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="evaluation_questions",
    )  # fmt: skip
    # Codes of `Method`.
    methods = models.JSONField(_("methods"), default=list, blank=True)
    who = models.CharField(_("who asks, who is asked"), max_length=300, blank=True)
    responsible = models.ForeignKey(
        Organisation, verbose_name=_("responsible partner"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="evaluation_questions",
    )  # fmt: skip
    moment = models.CharField(_("when"), max_length=10, choices=When.choices, default=When.DURING)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)
    use = models.TextField(_("what the answer is used for"), max_length=1000, blank=True)
    # "ka210:needs" of a row that a ready plan brought, so that it is not brought twice.
    origin = models.CharField(max_length=60, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("evaluation question")
        verbose_name_plural = _("evaluation questions")
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "origin"], condition=~Q(origin=""), name="ready_question_once",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.question

    @property
    def is_done(self) -> bool:
        return self.done_on is not None


class Finding(models.Model):
    """What was seen, and how far it can be relied on. The figures that it rests on stay as they were on that day."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="findings")
    question = models.ForeignKey(
        EvaluationQuestion, verbose_name=_("evaluation question"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="findings",
    )  # fmt: skip
    title = models.CharField(_("what we saw, in a sentence"), max_length=300)
    text = models.TextField(_("more about it"), max_length=4000, blank=True)
    strength = models.CharField(
        _("how far it can be relied on"), max_length=10, choices=Strength.choices, default=Strength.FAIR
    )
    seen_on = models.DateField(_("seen on"), default=timezone.localdate)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="findings"
    )
    created_by_label = models.CharField(max_length=200, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    if TYPE_CHECKING:
        figures: RelatedManager["FindingFigure"]
        decisions: RelatedManager["Decision"]

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["seen_on", "id"]

    def __str__(self) -> str:
        return self.title


class FindingFigure(models.Model):
    """A figure as it was when a finding was written down, with its source: it never changes any more."""

    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="figures")
    # Which figure it is, to see what it is today: "indicator:7k2m...", "reach:people" (see `findings.figures`).
    key = models.CharField(max_length=120)
    label = models.CharField(_("figure"), max_length=400)
    value = models.CharField(_("value"), max_length=200)
    source = models.CharField(_("source"), max_length=500, blank=True)
    as_of = models.DateField(_("as of"), null=True, blank=True)
    taken_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["finding", "key"], name="figure_once_per_finding")]

    def __str__(self) -> str:
        return f"{self.label}: {self.value}"


class Decision(models.Model):
    """What follows from a finding: what, who, by when; and what became of it."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    finding = models.ForeignKey(Finding, on_delete=models.CASCADE, related_name="decisions")
    text = models.TextField(_("what will be done"), max_length=1000)
    who = models.CharField(_("who does it"), max_length=200, blank=True)
    responsible = models.ForeignKey(
        Organisation, verbose_name=_("responsible partner"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="decisions",
    )  # fmt: skip
    due_on = models.DateField(_("by when"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=DecisionState.choices, default=DecisionState.OPEN, editable=False
    )
    # Why it was dropped, or how it went.
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    decided_on = models.DateField(_("decided on"), default=timezone.localdate)
    closed_on = models.DateField(_("closed on"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    if TYPE_CHECKING:
        plan_changes: RelatedManager["PlanChange"]

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["decided_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=DecisionState.OPEN, closed_on__isnull=True)
                | (~Q(state=DecisionState.OPEN) & Q(closed_on__isnull=False)),
                name="closed_decision_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=DecisionState.DROPPED) | ~Q(reason=""),
                name="dropped_decision_has_reason",
                violation_error_message=_("Say why it was dropped."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:200]

    @property
    def is_open(self) -> bool:
        return self.state == DecisionState.OPEN


class PlanChange(models.Model):
    """A change of the plan that a decision led to: an event of the history, kept here as it was told there.

    An event has no foreign keys and neither does this: what it tells of may be gone from the plan by now.
    """

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="plan_changes")
    event = models.BigIntegerField(null=True, blank=True, editable=False)
    kind = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject_label = models.CharField(max_length=300, blank=True)
    # Of which item: its kind in addresses ("activity", "" if it has no page) and its public id, "" if it is gone.
    item_kind = models.CharField(max_length=20, blank=True)
    item_public_id = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField()
    changes = models.JSONField(default=dict, blank=True)
    reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "event"], condition=Q(event__isnull=False), name="event_once_per_decision"
            )
        ]

    def __str__(self) -> str:
        return self.subject_label
