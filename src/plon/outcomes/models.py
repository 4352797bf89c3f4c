"""People who agreed to be asked again what became of it, when they were asked, what they answered.

The address lies alone in its table (`Agreement`) and goes by its date, with the sheet or declaration that it came from,
or at once when somebody says so. What was answered stays, with nobody's address.
"""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.identifiers import new_public_id
from plon.outcomes.enums import MONTHS, Change, Kind, Shown, Still
from plon.projects.models import Project
from plon.responses.models import IdentifiedResponse
from plon.results.models import Result
from plon.uptake.models import Use

_MONTHS = [(months, str(months)) for months in MONTHS]
MOST_PEOPLE = 100_000


def new_nonce() -> str:
    return secrets.token_urlsafe(12)


class Agreement(models.Model):
    """Somebody's word that they may be asked again, with the address for it.

    Only the hash of the personal link's secret is kept; `plon.outcomes.secret` makes the secret again for a letter.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="outcome_agreements")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    # Where the word was given: with a declaration of use, or on a sheet with a name. It goes when that goes.
    use = models.OneToOneField(
        Use, on_delete=models.CASCADE, null=True, blank=True, related_name="outcome_agreement", editable=False
    )
    response = models.OneToOneField(
        IdentifiedResponse, on_delete=models.CASCADE, null=True, blank=True, related_name="outcome_agreement",
        editable=False,
    )  # fmt: skip
    # Which result they use; participants are asked about the event or training.
    result = models.ForeignKey(
        Result, on_delete=models.CASCADE, null=True, blank=True, related_name="outcome_agreements"
    )
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=5, default="en")
    country = models.CharField(max_length=2, blank=True)
    agreed_on = models.DateField()
    nonce = models.CharField(max_length=16, default=new_nonce, editable=False)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    erase_on = models.DateField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=Kind.USER, use__isnull=False, response__isnull=True)
                | Q(kind=Kind.PARTICIPANT, use__isnull=True, response__isnull=False),
                name="agreement_has_one_origin",
            ),
            # Who took part several times is asked once.
            models.UniqueConstraint(
                fields=["project", "email"], condition=Q(kind=Kind.PARTICIPANT), name="participant_asked_once"
            ),
        ]
        indexes = [models.Index(fields=["agreed_on"], name="agreements_by_day")]

    def __str__(self) -> str:
        return self.public_id


class Call(models.Model):
    """One letter that asks somebody again. `thread` names whom, and leads to nobody once the agreement is gone.

    Whoever makes the row sends the letter, then sets `sent_at`; an old claim without it is taken over.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="outcome_calls")
    thread = models.CharField(max_length=12)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    result = models.ForeignKey(Result, on_delete=models.CASCADE, null=True, blank=True, related_name="outcome_calls")
    months = models.PositiveSmallIntegerField(choices=_MONTHS)
    claimed_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["thread", "months"], name="asked_once_after_so_many_months")]

    def __str__(self) -> str:
        return f"{self.thread}: {self.months}"


class Answer(models.Model):
    """What became of it, in somebody's own words; the address is elsewhere, or gone."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    call = models.OneToOneField(Call, on_delete=models.CASCADE, related_name="answer", editable=False)
    still = models.CharField(_("do you still use it?"), max_length=12, choices=Still.choices)
    change = models.CharField(_("did anything change by it?"), max_length=12, choices=Change.choices)
    words = models.TextField(_("what changed"), max_length=2000, blank=True)
    people = models.PositiveIntegerField(_("for how many people"), null=True, blank=True)
    shown = models.CharField(_("may we show it?"), max_length=12, choices=Shown.choices, default=Shown.NOTHING)
    quote = models.TextField(_("a sentence that we may show"), max_length=600, blank=True)
    signed = models.CharField(_("how to sign it"), max_length=200, blank=True)
    language = models.CharField(max_length=5, default="en")
    answered_on = models.DateField(default=timezone.localdate)
    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)
    hidden_reason = models.CharField(max_length=500, blank=True, editable=False)

    class Meta:
        ordering = ["-answered_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(people__isnull=True) | Q(people__lte=MOST_PEOPLE), name="outcome_for_so_many_people"
            ),
            models.CheckConstraint(
                condition=Q(shown=Shown.NOTHING) | ~Q(quote=""), name="shown_outcome_has_words",
                violation_error_message=_("Write a sentence that we may show, or choose to show nothing."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        # Never what was answered: it may be taken back, and the history keeps this name.
        return self.public_id


class Calling(models.Model):
    """Whether a project's letters go. Nobody is written to before a coordinator has looked at the letter."""

    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="outcome_calling")
    is_on = models.BooleanField(default=False)
    turned_at = models.DateTimeField(null=True, blank=True)
    turned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"{self.project_id}: {self.is_on}"


class CallText(models.Model):
    """What the letter of a project says before its question, in one language; without it Plon's own words stand."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="outcome_texts")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    language = models.CharField(max_length=5)
    opening = models.TextField(_("beginning of the letter"), max_length=1500)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "kind", "language"], name="outcome_text_once_per_language")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.language}"
