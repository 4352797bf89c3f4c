"""The plan: for whom, why they would want it, what will be done, how we will know (Programme Guide 2025, pp. 13-14)."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from plon.identifiers import new_public_id
from plon.organisations.models import Organisation
from plon.plans.enums import Feeding, Measures, Nature, Occasion, Phase, ProposalKind, ProposalState, Purpose
from plon.programme.lasting import RETIRE
from plon.projects.models import Milestone, Project, WorkPackage
from plon.results.models import Result
from plon.texts import best_language

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


class PlanItem(models.Model):
    """What every item of a plan has: its project, its place in the order, its version."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    position = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
        ordering = ["position", "id"]


class TargetGroup(PlanItem):
    """People who could use the results, defined as exactly as possible (Guide, p. 13)."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="target_groups")
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind of group"), max_length=40, blank=True)
    levels = models.JSONField(_("levels"), default=list, blank=True)
    size = models.PositiveIntegerField(_("how many people or organisations"), null=True, blank=True)
    need = models.TextField(_("what they need"), blank=True, max_length=2000)
    whereabouts = models.TextField(_("where to find them"), blank=True, max_length=1000)

    class Meta(PlanItem.Meta):
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")

    def __str__(self) -> str:
        return self.name


class Message(PlanItem):
    """Why one group would want one result, in one sentence."""

    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="messages")
    group = models.ForeignKey(TargetGroup, on_delete=models.CASCADE, related_name="messages")

    if TYPE_CHECKING:
        texts: RelatedManager["MessageText"]

    class Meta(PlanItem.Meta):
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [models.UniqueConstraint(fields=["result", "group"], name="one_message_per_pair")]

    def __str__(self) -> str:
        return f"{self.result} → {self.group}"

    def text_in(self, language: str) -> str:
        """Return the sentence for someone who reads `language` (prefetched texts are used)."""
        by_language = {text.language: text.text for text in self.texts.all() if text.text}
        best = best_language(by_language, language)
        return by_language[best] if best else ""


class MessageText(models.Model):
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=5)
    text = models.CharField(_("message"), max_length=400)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["message", "language"], name="message_text_per_language")]

    def __str__(self) -> str:
        return self.text


class PlannedActivity(PlanItem):
    """Something that will be done to share the results, or to promote the project."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="planned_activities")
    title = models.CharField(_("what will be done"), max_length=300)
    kind = models.CharField(_("kind of activity"), max_length=40, blank=True)
    channel = models.CharField(_("channel"), max_length=40, blank=True)
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices, default=Purpose.DISSEMINATION)
    phase = models.CharField(
        _("when in the project's life"), max_length=10, choices=Phase.choices, default=Phase.DURING
    )
    start = models.DateField(_("from"), null=True, blank=True)
    end = models.DateField(_("to"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    responsible = models.ForeignKey(
        Organisation,
        verbose_name=_("responsible partner"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="planned_activities",
    )
    cost = models.DecimalField(_("cost (EUR)"), max_digits=12, decimal_places=2, null=True, blank=True)
    objective = models.CharField(_("what it should achieve"), max_length=40, blank=True)
    work_package = models.ForeignKey(
        WorkPackage,
        verbose_name=_("work package"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="planned_activities",
    )
    milestone = models.ForeignKey(
        Milestone,
        verbose_name=_("milestone"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="planned_activities",
    )
    results = models.ManyToManyField(Result, related_name="planned_activities", blank=True, verbose_name=_("results"))
    groups = models.ManyToManyField(
        TargetGroup, through="ExpectedReach", related_name="planned_activities", verbose_name=_("target groups")
    )

    if TYPE_CHECKING:
        reach: RelatedManager["ExpectedReach"]

    class Meta(PlanItem.Meta):
        verbose_name = _("planned activity")
        verbose_name_plural = _("planned activities")
        constraints = [
            models.CheckConstraint(
                condition=Q(start__isnull=True) | Q(end__isnull=True) | Q(end__gte=F("start")),
                name="activity_ends_after_start",
                violation_error_message=_("The activity can't end before it starts."),
            ),
            models.CheckConstraint(condition=Q(cost__isnull=True) | Q(cost__gte=0), name="activity_cost_not_negative"),
        ]

    def __str__(self) -> str:
        return self.title


class ExpectedReach(models.Model):
    """How many people of a group one activity is to reach."""

    activity = models.ForeignKey(PlannedActivity, on_delete=models.CASCADE, related_name="reach")
    group = models.ForeignKey(TargetGroup, on_delete=models.CASCADE, related_name="expected_reach")
    people = models.PositiveIntegerField(_("people to reach"), null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["activity", "group"], name="reach_once_per_group")]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.people}"


class Indicator(PlanItem):
    """How we will know: with baseline, target, date and source of verification (domain.md §9, 5)."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="indicators")
    name = models.CharField(_("what is measured"), max_length=300)
    measures = models.CharField(_("it measures"), max_length=20, choices=Measures.choices, default=Measures.RESULT)
    result = models.ForeignKey(
        Result, verbose_name=_("result"), on_delete=models.SET_NULL, null=True, blank=True, related_name="indicators"
    )
    activity = models.ForeignKey(
        PlannedActivity,
        verbose_name=_("planned activity"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="indicators",
    )
    level = models.CharField(_("level"), max_length=20, blank=True)
    nature = models.CharField(
        _("kind of indicator"), max_length=20, choices=Nature.choices, default=Nature.QUANTITATIVE
    )
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    baseline = models.CharField(_("baseline"), max_length=200, blank=True)
    target = models.CharField(_("target"), max_length=200, blank=True)
    target_date = models.DateField(_("target date"), null=True, blank=True)
    source = models.CharField(_("source of verification"), max_length=300, blank=True)
    work_package = models.ForeignKey(
        WorkPackage,
        verbose_name=_("work package"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="indicators",
    )
    # [{"date": "2026-06-30", "value": "10"}, ...]: the targets on the way, before `target` by `target_date`.
    interim_targets = models.JSONField(_("targets on the way"), default=list, blank=True)
    feeding = models.CharField(_("how it will be fed"), max_length=20, choices=Feeding.choices, blank=True)

    class Meta(PlanItem.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")

    def __str__(self) -> str:
        return self.name


class UsePlan(PlanItem):
    """How a result goes on after funding: in which form, with whom, on what means, until when (domain.md §1.5, §6.2).

    Not every result must last: the form "retire" with a reason is a plan too.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="use_plans")
    result = models.OneToOneField(Result, verbose_name=_("result"), on_delete=models.CASCADE, related_name="use_plan")
    form = models.CharField(_("form of use"), max_length=40)
    # Further codes of `use_forms`; a result that is retired may still go to an archive.
    also = models.JSONField(_("also in these forms"), default=list, blank=True)
    users = models.CharField(_("who will use it"), max_length=300, blank=True)
    keeper = models.ForeignKey(
        Organisation,
        verbose_name=_("who keeps it"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="kept_use_plans",
    )
    resources = models.CharField(_("on what means"), max_length=500, blank=True)
    euros_a_year = models.DecimalField(_("EUR a year"), max_digits=10, decimal_places=2, null=True, blank=True)
    hours_a_year = models.PositiveIntegerField(_("hours a year"), null=True, blank=True)
    means_from = models.CharField(_("who gives the means"), max_length=300, blank=True)
    until = models.DateField(_("until when"), null=True, blank=True)
    risk = models.CharField(_("what could go wrong, or why it is retired"), max_length=500, blank=True)

    class Meta(PlanItem.Meta):
        verbose_name = _("use plan")
        verbose_name_plural = _("use plans")
        constraints = [
            models.CheckConstraint(
                condition=Q(euros_a_year__isnull=True) | Q(euros_a_year__gte=0), name="use_plan_euros_not_negative"
            )
        ]

    def __str__(self) -> str:
        return str(self.result)

    @property
    def forms(self) -> tuple[str, ...]:
        """All forms in which it will be used, the first one first."""
        return (self.form, *(code for code in self.also if code != self.form))

    @property
    def is_retirement(self) -> bool:
        return self.form == RETIRE

    @property
    def has_means(self) -> bool:
        """Whether anything says on what means it goes on; a sum of 0 is an answer too."""
        return bool(self.resources) or self.euros_a_year is not None or self.hours_a_year is not None


class Commitment(models.Model):
    """The plan as it was promised: an immutable, numbered, hashed snapshot (design.md §4)."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="commitments")
    number = models.PositiveSmallIntegerField()
    occasion = models.CharField(_("occasion"), max_length=20, choices=Occasion.choices)
    agreed_on = models.DateField(_("date of the occasion"))
    note = models.TextField(_("note"), blank=True, max_length=2000)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="commitments"
    )
    made_by_label = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="commitment_number_once")]

    def __str__(self) -> str:
        return f"{self.project} #{self.number}"


class SourceText(models.Model):
    """A text from which a plan is begun: an application as a file or pasted."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="source_texts")
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=5)
    text = models.TextField(max_length=500_000)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="source_texts"
    )

    if TYPE_CHECKING:
        proposals: RelatedManager["Proposal"]

    class Meta:
        ordering = ["-added_at", "-id"]

    def __str__(self) -> str:
        return self.name


class Proposal(models.Model):
    """A promise that a text seems to make. A person accepts, changes or drops it; nothing enters the plan by itself."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    source = models.ForeignKey(SourceText, on_delete=models.CASCADE, related_name="proposals")
    position = models.PositiveIntegerField()
    sentence = models.TextField()
    kind = models.CharField(max_length=20, choices=ProposalKind.choices)
    # {field of the item: guessed value}, and for each the words of the sentence that it was guessed from.
    guess = models.JSONField(default=dict, blank=True)
    grounds = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=20, choices=ProposalState.choices, default=ProposalState.OPEN)
    item_public_id = models.CharField(max_length=12, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="decided_proposals"
    )

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.sentence[:100]


class Walk(models.Model):
    """How far a project's team came with the wizard of the first hour."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="plan_walk")
    step = models.CharField(max_length=30, blank=True)
    skipped = models.JSONField(default=list, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.project_id} {self.step}"


class Comment(models.Model):
    """What a member of the team or an officer says about an item of the plan."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="plan_comments")
    item_kind = models.CharField(max_length=20)
    item_public_id = models.CharField(max_length=12)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="plan_comments"
    )
    author_label = models.CharField(max_length=200, blank=True)
    text = models.TextField(_("comment"), max_length=2000)
    written_at = models.DateTimeField(auto_now_add=True)

    if TYPE_CHECKING:
        mentions: RelatedManager["Mention"]

    class Meta:
        ordering = ["written_at", "id"]
        indexes = [models.Index(fields=["project", "item_kind", "item_public_id"], name="comments_of_item")]

    def __str__(self) -> str:
        return self.text[:80]


class Mention(models.Model):
    """A person named in a comment, told by the next digest."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="plan_mentions")
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["comment", "person"], name="mentioned_once")]

    def __str__(self) -> str:
        return f"{self.comment_id} {self.person_id}"
