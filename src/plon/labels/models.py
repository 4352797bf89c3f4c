"""Good practice and success story: who proposed it and why, who had a second look, what was decided in public words.

A label outlives project, result and accounts: links to these are set to nothing, what they were called stays beside.
"""

import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.identifiers import new_public_id
from plon.labels.enums import OPEN, Kind, State
from plon.projects.models import Project
from plon.results.models import Result

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


def _person(related_name: str) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name=related_name
    )


class Label(models.Model):
    """One label of one project or one of its results, from its proposal on."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(_("label"), max_length=20, choices=Kind.choices)
    state = models.CharField(max_length=20, choices=State.choices, default=State.PROPOSED)
    project = models.ForeignKey(Project, on_delete=models.SET_NULL, null=True, blank=True, related_name="labels")
    result = models.ForeignKey(Result, on_delete=models.SET_NULL, null=True, blank=True, related_name="labels")
    # Stays when the result goes, so that its label never becomes one of the whole project.
    is_of_result = models.BooleanField(default=False)
    number = models.CharField(_("project number"), max_length=100, blank=True)
    title = models.CharField(_("title"), max_length=600)
    # {criterion: {"mark", "why", "rests_on": {fact: number on the day of the proposal}}}
    marks = models.JSONField(default=dict)
    proposed_by = _person("proposed_labels")
    proposed_label = models.CharField(max_length=200)
    proposed_at = models.DateTimeField(auto_now_add=True)
    # What the public reads, and a team whose label was declined is never told.
    reason_pl = models.TextField(_("reasons in Polish"), blank=True, max_length=2000)
    reason_en = models.TextField(_("reasons in English"), blank=True, max_length=2000)
    decided_by = _person("decided_labels")
    decided_label = models.CharField(max_length=200, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = _person("withdrawn_labels")
    withdrawn_label = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(_("why it is withdrawn"), blank=True, max_length=2000)

    if TYPE_CHECKING:
        opinions: RelatedManager["Opinion"]

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        ordering = ["-decided_at", "-id"]
        indexes = [models.Index(fields=["state", "decided_at"], name="labels_by_decision")]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "kind"], condition=Q(is_of_result=False, state__in=OPEN),
                name="label_of_project_once",
                violation_error_message=_("This label is proposed or given already."),
            ),
            models.UniqueConstraint(
                fields=["result", "kind"], condition=Q(is_of_result=True, state__in=OPEN), name="label_of_result_once",
                violation_error_message=_("This label is proposed or given already."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.GIVEN, State.WITHDRAWN]) | (~Q(reason_pl="") & ~Q(reason_en="")),
                name="given_label_says_why_in_both",
            ),
            models.CheckConstraint(
                condition=(Q(state=State.PROPOSED, decided_at__isnull=True))
                | (~Q(state=State.PROPOSED) & Q(decided_at__isnull=False)),
                name="settled_label_has_its_day",
            ),
            models.CheckConstraint(
                condition=(Q(state=State.WITHDRAWN, withdrawn_at__isnull=False) & ~Q(withdrawn_reason=""))
                | (~Q(state=State.WITHDRAWN) & Q(withdrawn_at__isnull=True)),
                name="withdrawn_label_says_why",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        # The history keeps it for readers of both languages, so no word of ours stands in it.
        return self.title[:300]

    @property
    def decided_on(self) -> datetime.date | None:
        """The day of the decision where the agency is, whoever reads it."""
        return timezone.localdate(self.decided_at, timezone.get_default_timezone()) if self.decided_at else None

    @property
    def year(self) -> int | None:
        """The year of the decision, as `queries.given_labels` filters by it."""
        return self.decided_on.year if self.decided_on else None

    def reason_in(self, language: str) -> str:
        """Return the public reasons in a language."""
        return self.reason_pl if language == "pl" else self.reason_en


class Opinion(models.Model):
    """What another officer thinks of a proposal. Written once."""

    label = models.ForeignKey(Label, on_delete=models.CASCADE, related_name="opinions")
    supports = models.BooleanField(_("supports the proposal"))
    text = models.TextField(_("opinion"), max_length=2000)
    by = _person("label_opinions")
    by_label = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["label", "by"], name="one_opinion_per_officer",
                violation_error_message=_("You gave your opinion already."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.text[:80]


class NominationList(models.Model):
    """What the agency sends in to a competition, in its order; of the office alone."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    name = models.CharField(_("competition"), max_length=200)
    note = models.TextField(_("note for the office"), blank=True, max_length=2000)
    made_by = _person("nomination_lists")
    made_label = models.CharField(max_length=200)
    made_at = models.DateTimeField(auto_now_add=True)

    if TYPE_CHECKING:
        nominations: RelatedManager["Nomination"]

    class Meta:
        verbose_name = _("nomination list")
        verbose_name_plural = _("nomination lists")
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.name


class Nomination(models.Model):
    """One labelled project or result on a list."""

    list = models.ForeignKey(NominationList, on_delete=models.CASCADE, related_name="nominations")
    label = models.ForeignKey(Label, on_delete=models.CASCADE, related_name="nominations")
    position = models.PositiveIntegerField()
    note = models.TextField(_("note"), blank=True, max_length=1000)

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["list", "label"], name="nominated_once_per_list")]

    def __str__(self) -> str:
        return str(self.label)
