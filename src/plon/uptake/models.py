"""What people outside tell of a result: that they use it, what they made of it, what they ask, where a policy names it.

Nothing of it counts or is seen before it is confirmed by a link in an e-mail. The address lies in a table of its own
(`Contact`) and goes by its date; what was told stays, with nobody's name.
"""

import datetime
import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.evidence.models import Evidence
from plon.identifiers import new_public_id
from plon.results.models import Result, ResultFile
from plon.texts import fold
from plon.uptake.enums import AdaptationKind, HiddenBy, HowUsed, PolicyKind, Shown, Telling

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

# What nobody confirms is erased after so many days.
UNCONFIRMED_DAYS = 14


def new_nonce() -> str:
    return secrets.token_urlsafe(12)


def unconfirmed_until() -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=UNCONFIRMED_DAYS)


class Contact(models.Model):
    """Who told it: the address to confirm and to answer, alone in its table, erased by its date.

    Only the hash of the personal link's secret is kept; `plon.uptake.secret` makes the secret again for a letter.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    about = models.CharField(max_length=12, choices=Telling.choices)
    email = models.EmailField(_("e-mail"), max_length=254)
    name = models.CharField(_("your name"), max_length=120, blank=True)
    language = models.CharField(max_length=5, default="en")
    # The team may see the address and write to it.
    shares_address = models.BooleanField(default=False)
    wants_news = models.BooleanField(default=False)
    # May be asked again after 6, 12 and 24 months what became of it (`plon.outcomes`).
    may_ask_again = models.BooleanField(default=False)
    # Up to when news of the result were told.
    told_until = models.DateTimeField(default=timezone.now)
    nonce = models.CharField(max_length=16, default=new_nonce, editable=False)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now)
    # The letter with the link; None while the mail server has not taken it.
    mailed_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True, editable=False)
    times_mailed = models.PositiveSmallIntegerField(default=0)
    erase_on = models.DateField(default=unconfirmed_until)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["email"], name="contact_by_email")]

    def __str__(self) -> str:
        return self.public_id


class Told(models.Model):
    """What all that is told has in common: of which result, confirmed when, hidden by whom and why."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="%(class)ss")
    contact = models.OneToOneField(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="%(class)s", editable=False
    )
    language = models.CharField(max_length=5, default="en")
    told_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)
    hidden_as = models.CharField(max_length=6, choices=HiddenBy.choices, blank=True, editable=False)
    hidden_reason = models.CharField(max_length=500, blank=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        # Never what was told: it may be withdrawn, and the history keeps this name.
        return self.result.working_title

    @property
    def is_public(self) -> bool:
        return self.confirmed_at is not None and self.hidden_at is None


class Use(Told):
    """Somebody uses a result."""

    organisation = models.CharField(_("your school or organisation"), max_length=200)
    town = models.CharField(_("town"), max_length=100, blank=True)
    country = models.CharField(_("country"), max_length=2)
    # Folded, to know the same organisation again.
    organisation_key = models.CharField(max_length=200, editable=False, db_index=True)
    town_key = models.CharField(max_length=100, blank=True, editable=False)
    purposes = models.JSONField(_("what you use it for"), default=list, blank=True)
    words = models.TextField(_("in your own words"), max_length=600, blank=True)
    learners = models.PositiveIntegerField(_("how many learners"), null=True, blank=True)
    how = models.CharField(_("how you use it"), max_length=12, choices=HowUsed.choices, default=HowUsed.AS_IT_IS)
    into_language = models.CharField(_("into which language"), max_length=5, blank=True)
    link = models.URLField(_("where your version is"), max_length=500, blank=True)
    shown = models.CharField(_("may we show it?"), max_length=12, choices=Shown.choices, default=Shown.NOTHING)
    # The same organisation told it before, within a year: counted once (see `plon.uptake.repeating`).
    repeats = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="repeated", editable=False
    )
    is_example = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["-confirmed_at", "-id"]
        indexes = [models.Index(fields=["result", "confirmed_at"], name="uses_of_result")]

    def clean(self) -> None:
        """Fold the names, by which the same organisation is known again."""
        super().clean()
        self.organisation_key = key_of(self.organisation)[:200]
        self.town_key = key_of(self.town)[:100]


class Adaptation(Told):
    """Somebody translated or adapted a result; `other` if what they made is a result in Plon too."""

    kind = models.CharField(_("what you made"), max_length=12, choices=AdaptationKind.choices)
    other = models.ForeignKey(
        Result, on_delete=models.CASCADE, null=True, blank=True, related_name="made_from", verbose_name=_("result")
    )
    link = models.URLField(_("where it is"), max_length=500, blank=True)
    title = models.CharField(_("its title"), max_length=300, blank=True)
    made_by = models.CharField(_("who made it"), max_length=200, blank=True)
    into_language = models.CharField(_("its language"), max_length=5, blank=True)
    licence = models.CharField(_("its licence"), max_length=40, blank=True)
    is_example = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["-confirmed_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(other__isnull=False) | ~Q(link=""),
                name="adaptation_is_somewhere",
                violation_error_message=_("Give the address where it can be seen."),
            )
        ]


class Inquiry(Told):
    """A question or a suggestion to who made a result. Never public; the address is seen only if its owner agreed."""

    kind = models.CharField(
        max_length=12,
        choices=[
            (Telling.QUESTION.value, Telling.QUESTION.label),
            (Telling.SUGGESTION.value, Telling.SUGGESTION.label),
        ],
    )
    words = models.TextField(_("your question"), max_length=2000)
    file = models.ForeignKey(
        ResultFile, on_delete=models.SET_NULL, null=True, blank=True, verbose_name=_("about which file")
    )
    mailed_at = models.DateTimeField(null=True, blank=True, editable=False)
    claimed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Keys of the coordinators whose letter has gone.
    told_to = models.JSONField(default=list, blank=True, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    if TYPE_CHECKING:
        replies: RelatedManager["Reply"]

    class Meta:
        ordering = ["-told_at", "-id"]
        verbose_name_plural = "inquiries"

    @property
    def is_waiting(self) -> bool:
        return self.confirmed_at is not None and not (self.hidden_at or self.closed_at or self.answered_at)


class Reply(models.Model):
    """One turn of a conversation: of the team, or of who asked."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="replies")
    words = models.TextField(_("answer"), max_length=4000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    is_from_asker = models.BooleanField(default=False)
    said_at = models.DateTimeField(default=timezone.now)
    mailed_at = models.DateTimeField(null=True, blank=True, editable=False)
    claimed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Keys of the coordinators whose letter has gone, where the team is told.
    told_to = models.JSONField(default=list, blank=True, editable=False)

    class Meta:
        ordering = ["said_at", "id"]

    def __str__(self) -> str:
        return str(self.inquiry)


class PolicyReference(Told):
    """A public body names or takes up a result in a law, a strategy, a curriculum.

    The team enters it; what the public suggests counts when the team has looked (`accepted_at`).
    """

    body = models.CharField(_("who: ministry, region, municipality"), max_length=200)
    kind = models.CharField(_("what it is"), max_length=16, choices=PolicyKind.choices)
    title = models.CharField(_("title of the document"), max_length=300)
    link = models.URLField(_("where it can be read"), max_length=500)
    dated = models.DateField(_("its date"), null=True, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    words = models.TextField(_("what it takes from the result"), max_length=600, blank=True)
    evidence = models.ForeignKey(
        Evidence, on_delete=models.SET_NULL, null=True, blank=True, verbose_name=_("evidence"), related_name="+"
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_example = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["-dated", "-id"]

    @property
    def is_public(self) -> bool:
        return super().is_public and self.accepted_at is not None


def key_of(name: str) -> str:
    """Return what two spellings of one name have in common: no case, accents, signs, double blanks."""
    return " ".join("".join(c if c.isalnum() else " " for c in fold(name)).split())
