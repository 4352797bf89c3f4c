"""What is kept of a result's life after funding.

The use plan itself, `result.use_plan`, is part of the project's plan, because it is promised with it: `UsePlan` of
`plon.plans`. Here stand the days on which people look at it again, and how lasting each public result was last seen.
"""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from plon.identifiers import new_public_id
from plon.plans.models import UsePlan
from plon.results.models import Result
from plon.sustainability.enums import Outcome, Word

__all__ = ["Review", "Standing", "UsePlan"]


class Review(models.Model):
    """A day on which somebody looks whether a result is still used, kept and whole; and what they saw."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="reviews")
    due_on = models.DateField(_("to look again on"))
    done_on = models.DateField(_("looked at on"), null=True, blank=True)
    outcome = models.CharField(_("what it brought"), max_length=20, choices=Outcome.choices, blank=True)
    note = models.TextField(_("note"), blank=True, max_length=2000)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="reviews"
    )
    done_by_label = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["result", "due_on"], name="review_once_a_day",
                violation_error_message=_("A review is planned for that day already."),
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=True, outcome="") | (Q(done_on__isnull=False) & ~Q(outcome="")),
                name="done_review_has_outcome",
                violation_error_message=_("A review that was done says what it brought."),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["done_on", "due_on"], name="reviews_still_due")]

    def __str__(self) -> str:
        return f"{self.result}, {self.due_on.isoformat()}"

    @property
    def is_done(self) -> bool:
        return self.done_on is not None


class Standing(models.Model):
    """How lasting a public result was when it was last counted: what the public page and the index show.

    It is counted anew when its facts change, and every night, because days pass by themselves.
    """

    result = models.OneToOneField(Result, on_delete=models.CASCADE, related_name="standing")
    score = models.PositiveSmallIntegerField(validators=[MaxValueValidator(100)])
    word = models.CharField(max_length=10, choices=Word.choices)
    # {fact: whether it holds}; facts that nobody asks of such a result are left out.
    facts = models.JSONField(default=dict, blank=True)
    retires_on = models.DateField(null=True, blank=True)
    counted_on = models.DateField()

    class Meta:
        ordering = ["result_id"]
        constraints = [models.CheckConstraint(condition=Q(score__lte=100), name="standing_of_a_hundred")]

    def __str__(self) -> str:
        return f"{self.result_id}: {self.score}"
