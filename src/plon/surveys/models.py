"""Surveys as they are written and opened. What people answer lies in the room above and knows no person."""

import datetime
import secrets

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from plon.activities.models import Activity
from plon.identifiers import new_public_id
from plon.projects.models import Project
from plon.surveys.enums import Moment, SurveyKind, SurveyState

# Fewer answers than this are never shown: who knows the others could work out the one.
FEWEST = 5


def _new_secret() -> str:
    return secrets.token_urlsafe(9)


class Survey(models.Model):
    """One survey of a project. Whether it is anonymous can't be changed once somebody answered."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="surveys")
    # How the team calls it; people who answer see the title of the questionnaire.
    name = models.CharField(_("name of the survey"), max_length=200)
    kind = models.CharField(_("what it is about"), max_length=20, choices=SurveyKind.choices, default=SurveyKind.EVENT)
    state = models.CharField(max_length=20, choices=SurveyState.choices, default=SurveyState.DRAFT, editable=False)
    is_anonymous = models.BooleanField(_("anonymous"), default=True)
    has_pairs = models.BooleanField(_("compare before and after by a code that people make"), default=False)
    smallest_group = models.PositiveSmallIntegerField(
        _("show results from how many answers on"),
        default=FEWEST,
        validators=[MinValueValidator(FEWEST), MaxValueValidator(100)],
    )
    base_language = models.CharField(_("written in"), max_length=5, default="pl")
    # Offered besides the base language.
    languages = models.JSONField(_("other languages"), default=list, blank=True)
    asked_by = models.CharField(_("who asks"), max_length=200, blank=True)
    contact = models.CharField(_("whom people can ask about it"), max_length=300, blank=True)
    # Answers to identified surveys are erased on this day, free texts of anonymous ones, too; the figures stay.
    keep_until = models.DateField(_("erase the answers on"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="surveys"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.name


class Draft(models.Model):
    """What the survey asks as it stands now, in one piece (`drafting.draft`); rounds that opened keep a copy of theirs.

    One row instead of one per question: every change is a function of the whole, so that order, conditions and keys
    fit together at any moment, and a page reads it in one query.
    Two people at once are told apart question by question.
    """

    survey = models.OneToOneField(Survey, on_delete=models.CASCADE, primary_key=True, related_name="draft")
    content = models.JSONField(_("what it asks"), default=dict)

    class Meta:
        verbose_name = _("questions of a survey")
        verbose_name_plural = _("questions of surveys")

    def __str__(self) -> str:
        return str(self.survey)


class Round(models.Model):
    """One asking of a survey: its own link, its own days, the questionnaire as it was when it opened."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="rounds")
    # Where the people are who answer, if at an event.
    activity = models.ForeignKey(
        Activity, on_delete=models.SET_NULL, null=True, blank=True, related_name="survey_rounds"
    )
    label = models.CharField(_("name of the round"), max_length=120, blank=True)
    moment = models.CharField(_("when"), max_length=10, choices=Moment.choices, default=Moment.ONCE)
    # The round "before" that a round "after" is compared with.
    compared_with = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="compared_by",
        verbose_name=_("compared with"),
    )  # fmt: skip
    # What the link and the QR code carry.
    secret = models.CharField(max_length=24, unique=True, default=_new_secret, editable=False)
    # `questionnaire.to_json` of the survey when the round opened; {} before.
    questionnaire = models.JSONField(default=dict, blank=True, editable=False)
    state = models.CharField(max_length=20, choices=SurveyState.choices, default=SurveyState.DRAFT, editable=False)
    opens_at = models.DateTimeField(_("open from"), null=True, blank=True)
    closes_at = models.DateTimeField(_("open until"), null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("round of a survey")
        verbose_name_plural = _("rounds of surveys")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="round_closes_after_it_opens",
                violation_error_message=_("It would close before it opens."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.survey} {self.label}".strip()

    def is_open_at(self, moment: datetime.datetime) -> bool:
        """Tell whether answers are taken: it was opened, and neither a person nor its day has closed it."""
        return self.state == SurveyState.OPEN and (self.closes_at is None or moment < self.closes_at)
