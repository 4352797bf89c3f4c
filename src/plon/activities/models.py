"""What was done to share the results: acts with dates, people reached, and what proves them."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from plon.activities.enums import WITH_REASON, ActivityState, Mode
from plon.evidence.models import Evidence
from plon.identifiers import new_public_id
from plon.organisations.models import Organisation
from plon.plans.enums import Purpose
from plon.plans.models import PlannedActivity, TargetGroup
from plon.projects.models import Project
from plon.results.models import Result

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


class Activity(models.Model):
    """One act: from a line of the plan, or free. A plan line may be kept by several acts."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="activities")
    planned = models.ForeignKey(
        PlannedActivity,
        verbose_name=_("line of the plan"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="acts",
    )
    # The public id of the plan line, kept when the line leaves the plan: the commitment still names it.
    promise = models.CharField(max_length=12, blank=True, db_index=True, editable=False)
    title = models.CharField(_("what was done"), max_length=300)
    kind = models.CharField(_("kind of activity"), max_length=40, blank=True)
    channel = models.CharField(_("channel"), max_length=40, blank=True)
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices, default=Purpose.DISSEMINATION)
    state = models.CharField(_("state"), max_length=20, choices=ActivityState.choices, default=ActivityState.DONE)
    reason = models.CharField(_("why it was postponed or cancelled"), max_length=500, blank=True)
    start = models.DateField(_("date"), null=True, blank=True)
    end = models.DateField(_("to"), null=True, blank=True)
    starts_at = models.TimeField(_("from (hour)"), null=True, blank=True)
    ends_at = models.TimeField(_("until (hour)"), null=True, blank=True)
    mode = models.CharField(_("where"), max_length=10, choices=Mode.choices, default=Mode.ON_SITE)
    place = models.CharField(_("place"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=5, blank=True)
    responsible = models.ForeignKey(
        Organisation,
        verbose_name=_("partner who did it"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="activities",
    )
    results = models.ManyToManyField(Result, related_name="activities", blank=True, verbose_name=_("results shown"))
    cost = models.DecimalField(_("cost (EUR)"), max_digits=12, decimal_places=2, null=True, blank=True)
    learnt = models.TextField(_("what was learnt"), blank=True, max_length=2000)
    link = models.URLField(_("link"), max_length=1000, blank=True)
    # Acts of one series share it.
    series = models.UUIDField(null=True, blank=True, db_index=True)
    # Given by the device, so that an act logged offline is taken once, however often it is sent.
    device_key = models.UUIDField(null=True, blank=True, unique=True)
    logged_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    logged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="logged_activities"
    )
    logged_label = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    if TYPE_CHECKING:
        reach: RelatedManager["Reach"]
        proofs: RelatedManager["Proof"]

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["-start", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gte=F("start")),
                name="act_ends_after_start",
                violation_error_message=_("The activity can't end before it starts."),
            ),
            models.CheckConstraint(condition=Q(cost__isnull=True) | Q(cost__gte=0), name="act_cost_not_negative"),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(WITH_REASON)) | ~Q(reason=""),
                name="act_says_why_it_did_not_happen",
                violation_error_message=_("Say why it was postponed or cancelled: the report will ask."),
            ),
            models.CheckConstraint(
                condition=~Q(state=ActivityState.DONE) | Q(start__isnull=False),
                name="act_done_has_date",
                violation_error_message=_("When was it? A thing done has its date."),
            ),
        ]
        indexes = [models.Index(fields=["project", "start"], name="act_of_project_by_day")]

    def __str__(self) -> str:
        return self.title


class Reach(models.Model):
    """How many people of one target group an act reached; whom exactly only as totals (issue of the programme's split).

    `split` holds totals alone: {"role": {code: people}, "age": {code: people}, "fewer_opportunities": people}.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="reach")
    group = models.ForeignKey(
        TargetGroup,
        verbose_name=_("target group"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="reached",
    )
    # Kept when the group leaves the plan; "" for people of no group.
    group_key = models.CharField(max_length=12, blank=True, editable=False)
    group_name = models.CharField(max_length=200, blank=True, editable=False)
    people = models.PositiveIntegerField(_("people reached"), default=0)
    level = models.CharField(_("level"), max_length=20, blank=True)
    split = models.JSONField(_("who they were, as totals"), default=dict, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["activity", "group_key"], name="act_reaches_a_group_once")]

    def __str__(self) -> str:
        return f"{self.group_name}: {self.people}"


class Proof(models.Model):
    """A piece of evidence shows that an act took place, and how many people of a group it shows.

    Every proven figure is the sum of these (see `plon.activities.ledger`). `people` of 0 shows that it took place.
    """

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="proofs")
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="proofs")
    group_key = models.CharField(max_length=12, blank=True)
    people = models.PositiveIntegerField(_("people it shows"), default=0)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "evidence", "group_key"], name="evidence_proves_a_group_once")
        ]

    def __str__(self) -> str:
        return f"{self.evidence_id} -> {self.activity_id}: {self.people}"


class ItemProof(models.Model):
    """A piece of evidence proves a promised result, indicator or use plan directly, with a number if it counts."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="item_proofs")
    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="item_proofs")
    item_kind = models.CharField(max_length=20)
    item_public_id = models.CharField(max_length=30)
    value = models.DecimalField(_("how much it proves"), max_digits=14, decimal_places=2, null=True, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "item_kind", "item_public_id"], name="evidence_proves_item_once"
            ),
            models.CheckConstraint(condition=Q(value__isnull=True) | Q(value__gte=0), name="item_proof_not_negative"),
        ]
        indexes = [models.Index(fields=["project", "item_kind", "item_public_id"], name="proofs_of_item")]

    def __str__(self) -> str:
        return f"{self.evidence_id} -> {self.item_kind} {self.item_public_id}"
