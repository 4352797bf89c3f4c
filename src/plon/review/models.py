"""A project's review: what was submitted, what was decided by whom and why. It outlives project, results and accounts.

Links to projects, results and people are set to nothing when these go; what they were called stays beside.
"""

import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plon.identifiers import new_public_id
from plon.projects.models import Project
from plon.results.models import Result
from plon.review.enums import ItemState, ReviewState, Verdict

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


def _person(related_name: str) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name=related_name
    )


class ProjectReview(models.Model):
    """The review of one project, from its first submission on."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    project = models.OneToOneField(Project, on_delete=models.SET_NULL, null=True, related_name="project_review")
    # As the project was called when it submitted last.
    number = models.CharField(_("project number"), max_length=100, blank=True)
    title = models.CharField(_("title"), max_length=600)
    action_type = models.CharField(_("action type"), max_length=60, blank=True)
    call_year = models.PositiveSmallIntegerField(_("call year"), null=True, blank=True)
    state = models.CharField(max_length=20, choices=ReviewState.choices, default=ReviewState.WAITING)
    # Of the submission that has waited longest; none while the agency owes nothing.
    waiting_since = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    submitted_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    assigned_to = _person("assigned_reviews")
    assigned_label = models.CharField(max_length=200, blank=True)

    if TYPE_CHECKING:
        items: RelatedManager["ReviewedResult"]
        remarks: RelatedManager["Remark"]
        conflicts: RelatedManager["Conflict"]

    class Meta:
        verbose_name = pgettext_lazy("review", "review")
        verbose_name_plural = pgettext_lazy("review", "reviews")
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["state", "due_on"], name="review_by_due_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ReviewState.WAITING, due_on__isnull=False, waiting_since__isnull=False)
                | (~Q(state=ReviewState.WAITING) & Q(due_on__isnull=True, waiting_since__isnull=True)),
                name="waiting_review_has_its_day",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def days_owed(self, today: datetime.date) -> int | None:
        """Days that the agency has left; negative when it is late, None while it owes nothing."""
        return (self.due_on - today).days if self.due_on else None


class ReviewedResult(models.Model):
    """One result in a review, as it was when it was submitted last."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    review = models.ForeignKey(ProjectReview, on_delete=models.PROTECT, related_name="items")
    result = models.OneToOneField(Result, on_delete=models.SET_NULL, null=True, related_name="reviewed")
    result_public_id = models.CharField(max_length=12)
    title = models.CharField(_("title"), max_length=300)
    state = models.CharField(max_length=20, choices=ItemState.choices, default=ItemState.SUBMITTED)
    # `content.content_of(result)` when it was submitted, and what the decision before that was made on.
    content = models.JSONField(default=dict)
    decided_content = models.JSONField(default=dict, blank=True)
    submitted_at = models.DateTimeField()
    submitted_label = models.CharField(max_length=200, blank=True)
    # Counts submissions, so that a decision can't be made on what came in after the page was opened.
    round = models.PositiveIntegerField(default=1)

    if TYPE_CHECKING:
        decisions: RelatedManager["Decision"]
        remarks: RelatedManager["Remark"]

    class Meta:
        verbose_name = _("reviewed result")
        verbose_name_plural = _("reviewed results")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["review", "result_public_id"], name="result_once_per_review")]

    def __str__(self) -> str:
        return self.title


class Decision(models.Model):
    """What was decided of one submission of one result. Written once: nobody changes or deletes it."""

    item = models.ForeignKey(ReviewedResult, on_delete=models.PROTECT, related_name="decisions")
    round = models.PositiveIntegerField()
    verdict = models.CharField(max_length=20, choices=Verdict.choices)
    reasons = models.TextField(_("reasons"), blank=True, max_length=4000)
    content = models.JSONField(default=dict)
    by = _person("review_decisions")
    by_label = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-at", "-id"]
        constraints = [
            # Of two officers who decide at once, the database lets one.
            models.UniqueConstraint(fields=["item", "round"], name="one_decision_per_submission"),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.APPROVED) | ~Q(reasons=""), name="returned_result_says_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verdict} {self.item_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write it once.

        Raises:
            TypeError: it stands already.
        """
        if not self._state.adding:
            raise TypeError("a decision stands as it was made")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("a decision stands as it was made")


class Remark(models.Model):
    """What team and officer say to each other about a result or the whole; internal ones stay in the office."""

    review = models.ForeignKey(ProjectReview, on_delete=models.PROTECT, related_name="remarks")
    item = models.ForeignKey(ReviewedResult, on_delete=models.PROTECT, null=True, blank=True, related_name="remarks")
    text = models.TextField(pgettext_lazy("review", "message"), max_length=4000)
    is_internal = models.BooleanField(_("only for the office"), default=False)
    is_from_office = models.BooleanField(default=False)
    by = _person("review_remarks")
    by_label = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_internal=False) | Q(is_from_office=True), name="only_the_office_notes_internally"
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]


class Conflict(models.Model):
    """An officer declares an interest in a project, and decides nothing there any more."""

    review = models.ForeignKey(ProjectReview, on_delete=models.PROTECT, related_name="conflicts")
    officer = _person("declared_conflicts")
    officer_label = models.CharField(max_length=200)
    reason = models.CharField(_("what ties you to the project"), max_length=500)
    declared_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["declared_at"]
        constraints = [models.UniqueConstraint(fields=["review", "officer"], name="conflict_once_per_officer")]

    def __str__(self) -> str:
        return f"{self.officer_label} {self.review_id}"


class OwnReason(models.Model):
    """A reason that an officer writes often, kept for the next time."""

    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="own_reasons")
    text = models.CharField(_("text"), max_length=1000)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["officer", "text"], name="own_reason_once")]

    def __str__(self) -> str:
        return self.text[:80]


class OfficeNews(models.Model):
    """Until when an officer was told of submissions, by one letter a day at most, and whether they want to be."""

    officer = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="review_news")
    # Of projects that are with nobody; what is with this officer is told always.
    wants_all = models.BooleanField(default=True)
    told_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("letters about submissions")

    def __str__(self) -> str:
        return f"{self.officer_id} {self.told_until}"


class Hiding(models.Model):
    """An officer took a result out of public at once; the coordinator may appeal once; an officer ends it or not."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    result = models.ForeignKey(Result, on_delete=models.SET_NULL, null=True, related_name="hidings")
    project = models.ForeignKey(Project, on_delete=models.SET_NULL, null=True, related_name="hidings")
    result_title = models.CharField(max_length=300)
    project_title = models.CharField(max_length=600)
    reason = models.CharField(_("why"), max_length=1000)
    hidden_by = _person("hidden_results")
    hidden_label = models.CharField(max_length=200)
    hidden_at = models.DateTimeField(auto_now_add=True)
    appeal = models.TextField(_("appeal"), blank=True, max_length=4000)
    appealed_label = models.CharField(max_length=200, blank=True)
    appealed_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField(_("answer"), blank=True, max_length=4000)
    answered_label = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-hidden_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["result"], condition=Q(ended_at__isnull=True), name="hidden_once_at_a_time")
        ]

    def __str__(self) -> str:
        return self.result_title
