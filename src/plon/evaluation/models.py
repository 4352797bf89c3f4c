"""What was measured of a project's indicators, and what people say of them.

An indicator is named by its public id and not by a foreign key, as the ledger's proofs are: what was measured stays
when the indicator leaves the plan, and is there again when it comes back.
"""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.evaluation.enums import Counter, Reckoning, SourceKind, StatementKind
from plon.evidence.models import Evidence
from plon.identifiers import new_public_id
from plon.projects.models import Project
from plon.surveys.models import Round, Survey

# Fifteen digits: what SQLite keeps exactly, and more than any indicator has counted.
DIGITS = 15
DECIMALS = 3
LONGEST_STATEMENT, LONGEST_NOTE = 10_000, 2_000


class Measurement(models.Model):
    """One value of one indicator on a day. It is never edited: another one takes its place, or it is withdrawn."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="measurements")
    indicator = models.CharField(max_length=12, db_index=True, editable=False)
    indicator_name = models.CharField(max_length=300, editable=False)
    value = models.DecimalField(_("value"), max_digits=DIGITS, decimal_places=DECIMALS)
    on = models.DateField(_("as of"))
    source = models.CharField(_("source"), max_length=20, choices=SourceKind.choices, default=SourceKind.BY_HAND)
    # What was counted, so that a figure once reported can always be explained (see `sources`).
    detail = models.JSONField(default=dict, blank=True)
    evidence = models.ForeignKey(
        Evidence, verbose_name=_("evidence"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="measurements",
    )  # fmt: skip
    note = models.TextField(_("note"), blank=True, validators=[MaxLengthValidator(LONGEST_NOTE)])
    entered_at = models.DateTimeField(default=timezone.now, editable=False)
    # None for what Plon wrote down by itself.
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="measurements"
    )
    entered_label = models.CharField(max_length=200, blank=True, editable=False)
    replaces = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaced_by", editable=False
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_label = models.CharField(max_length=200, blank=True, editable=False)
    withdrawn_reason = models.CharField(_("why it no longer counts"), max_length=500, blank=True, editable=False)

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        ordering = ["on", "entered_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="withdrawn_measurement_says_why",
                violation_error_message=_("Say why it no longer counts."),
            ),
        ]
        indexes = [models.Index(fields=["project", "indicator", "on"], name="measurements_of_indicator")]

    def __str__(self) -> str:
        return self.indicator_name


class Statement(models.Model):
    """What cannot be counted: somebody's words, a story, a document that says what changed."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="statements")
    # "" for one about the project as a whole.
    indicator = models.CharField(max_length=12, blank=True, db_index=True, editable=False)
    indicator_name = models.CharField(max_length=300, blank=True, editable=False)
    kind = models.CharField(_("what it is"), max_length=20, choices=StatementKind.choices, default=StatementKind.QUOTE)
    text = models.TextField(_("what it says"), validators=[MaxLengthValidator(LONGEST_STATEMENT)])
    said_by = models.CharField(_("who says it, or which document"), max_length=300)
    on = models.DateField(_("date"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=5, blank=True)
    evidence = models.ForeignKey(
        Evidence, verbose_name=_("evidence"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="statements",
    )  # fmt: skip
    consent = models.CharField(_("who agreed that it is quoted"), max_length=300, blank=True)
    entered_at = models.DateTimeField(default=timezone.now, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="statements"
    )
    entered_label = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["on", "id"]
        indexes = [models.Index(fields=["project", "indicator"], name="statements_of_indicator")]

    def __str__(self) -> str:
        # Never the words: they may be taken back, and the history keeps this name.
        return self.indicator_name or str(self.get_kind_display())


class Feed(models.Model):
    """What both kinds of feeds have: one indicator, who chose it."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="%(class)ss")
    indicator = models.CharField(max_length=12, editable=False)
    indicator_name = models.CharField(max_length=300, editable=False)
    chosen_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.indicator_name


class SurveyFeed(Feed):
    """An indicator is fed by one question of one survey: of its latest round that may be shown."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="feeds", verbose_name=_("survey"))
    question = models.CharField(_("question"), max_length=20)
    reckoning = models.CharField(_("how it is counted"), max_length=20, choices=Reckoning.choices)
    # Keys of the answers that count, for a share of certain answers.
    options = models.JSONField(_("which answers"), default=list, blank=True)

    class Meta:
        verbose_name = _("survey that feeds an indicator")
        verbose_name_plural = _("surveys that feed indicators")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["project", "indicator"], name="one_survey_per_indicator")]


class CounterFeed(Feed):
    """An indicator is fed by a counter: of the result that it measures, or of all results."""

    counter = models.CharField(_("counter"), max_length=20, choices=Counter.choices)

    class Meta:
        verbose_name = _("counter that feeds an indicator")
        verbose_name_plural = _("counters that feed indicators")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["project", "indicator"], name="one_counter_per_indicator")]


class Change(models.Model):
    """What changed between two rounds of one survey, person by person: means of the pairs, kept when both are closed.

    Pages read this alone: the answers themselves are erased by their date, and are not read for every page.
    `content` is [{"question", "statement", "words", "people", "before", "after", "rose", "same", "fell",
    "lowest", "highest"}, ...].
    """

    before = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="changes_from")
    after = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="change")
    content = models.JSONField(default=list)
    counted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("change between two rounds")
        verbose_name_plural = _("changes between rounds")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.before_id} → {self.after_id}"
