"""Subscribers, numbers of the newsletter, and what became of each letter.

Of a subscriber nothing is kept but address, language, topics and moments of consent; who leaves is erased whole, and
only counts stay.
"""

import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plon.identifiers import new_public_id
from plon.jobs.lengthy import LengthyWork, WorkState
from plon.newsletter.enums import DeliveryState
from plon.texts import best_language

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

LANGUAGES = [("pl", "polski"), ("en", "English")]


def new_nonce() -> str:
    return secrets.token_urlsafe(12)


class Subscriber(models.Model):
    """An address. What was asked for on the form stands in `asked_*` until the letter's link is used."""

    subscriptions: "RelatedManager[Subscription]"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    language = models.CharField(max_length=5, choices=LANGUAGES, default="pl")
    asked_topics = models.JSONField(default=list, blank=True, editable=False)
    asked_language = models.CharField(max_length=5, blank=True, editable=False)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # No letter goes there since: a mail server said that there is no such mailbox.
    dead_at = models.DateTimeField(null=True, blank=True, editable=False)
    nonce = models.CharField(max_length=16, default=new_nonce, editable=False)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    # Letters with the link: one is owed; so many went since a moment.
    owes_letter = models.BooleanField(default=False, editable=False)
    letters = models.PositiveSmallIntegerField(default=0, editable=False)
    letters_since = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["id"]
        verbose_name = _("subscriber")
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(confirmed_at=None), name="subscriber_unconfirmed"),
            models.Index(fields=["id"], condition=Q(owes_letter=True), name="subscriber_owed_letter"),
        ]

    def __str__(self) -> str:
        # Never the address: the history keeps this name for good.
        return self.public_id

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    @property
    def codes(self) -> list[str]:
        """The codes of the topics that they get."""
        return [each.topic for each in self.subscriptions.all()]


class Subscription(models.Model):
    """A topic that an address gets, and since when they agreed to it."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="subscriptions")
    topic = models.CharField(max_length=30)
    agreed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["subscriber", "topic"], name="one_subscription_per_topic")]
        indexes = [models.Index(fields=["topic"], name="subscription_by_topic")]

    def __str__(self) -> str:
        return self.topic


class Growth(models.Model):
    """How many joined and left on a day, for good: the addresses themselves go."""

    day = models.DateField(unique=True)
    joined = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-day"]

    def __str__(self) -> str:
        return self.day.isoformat()


class Issue(models.Model):
    """One number of the newsletter. It can be changed until its sending begins; then it is public and stays."""

    texts: "RelatedManager[IssueText]"
    items: "RelatedManager[IssueItem]"
    sending: "Sending"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    # Whose subscribers get it.
    topics = models.JSONField(_("topics"), default=list, blank=True)
    number = models.PositiveIntegerField(null=True, blank=True, unique=True, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Taken from the web by the office; letters that went can't be taken back.
    hidden_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        verbose_name = _("number of the newsletter")
        constraints = [
            models.CheckConstraint(
                condition=Q(published_at=None, number=None) | Q(published_at__isnull=False, number__isnull=False),
                name="published_number_is_numbered",
            )
        ]
        indexes = [models.Index(fields=["published_at"], name="issue_by_publication")]

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        return self.text_in(get_language() or "pl").subject

    def text_in(self, language: str) -> "IssueText":
        """Return the texts in a language, else in another; empty ones if nothing is written yet."""
        known = {text.language: text for text in self.texts.all() if text.subject}
        chosen = best_language(known, language)
        return known[chosen] if chosen else IssueText(issue=self, language=language)

    @property
    def languages(self) -> list[str]:
        """The languages in which it goes out: those that have a subject."""
        written = {text.language for text in self.texts.all() if text.subject}
        return [code for code, _name in LANGUAGES if code in written]

    @property
    def is_frozen(self) -> bool:
        """Tell whether its sending has begun, so that it stays as it is."""
        return self.published_at is not None

    @property
    def is_public(self) -> bool:
        return self.is_frozen and self.hidden_at is None

    def get_absolute_url(self) -> str:
        return reverse("newsletter:issue", args=[self.public_id])


class IssueText(models.Model):
    """What a number says in one language; without a subject it does not go out in that language."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=5, choices=LANGUAGES)
    subject = models.CharField(_("subject"), max_length=150, blank=True)
    intro = models.TextField(_("introduction"), max_length=5_000, blank=True)
    closing = models.TextField(_("closing words"), max_length=2_000, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["issue", "language"], name="one_issue_text_per_language")]

    def __str__(self) -> str:
        return self.subject


class IssueItem(models.Model):
    """One thing of a number, copied when it was taken in, so that a letter and the archive say the same for good.

    `texts` holds {language: {"title", "summary", "address", "image", "image_alt"}}.
    """

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="items")
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=600)
    position = models.PositiveIntegerField(default=0)
    on = models.DateField(null=True, blank=True)
    texts = models.JSONField(default=dict)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["issue", "key"], name="one_thing_once_per_issue")]

    def __str__(self) -> str:
        return self.title_in(get_language() or "pl")

    def title_in(self, language: str) -> str:
        chosen = best_language(self.texts, language)
        return str(self.texts[chosen]["title"]) if chosen else ""


class Sending(LengthyWork):
    """A number going to its subscribers, once: scheduled, going, paused, done, stopped (see `newsletter.sending`)."""

    deliveries: "RelatedManager[Delivery]"

    issue = models.OneToOneField(Issue, on_delete=models.CASCADE, related_name="sending")
    # The hour that the office has set; None: at once.
    send_at = models.DateTimeField(null=True, blank=True)
    # When the clock looks after it: the hour that was set, the next try, or a while after a worker was called.
    due_at = models.DateTimeField(default=timezone.now)
    begun_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_paused = models.BooleanField(default=False, editable=False)
    # How often in a row the mail server could not be reached.
    away = models.PositiveSmallIntegerField(default=0, editable=False)
    # {state: letters}, once the rows of the letters are erased.
    tally = models.JSONField(default=dict, blank=True, editable=False)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    class Meta:
        ordering = ["-requested_at", "-id"]
        indexes = [models.Index(fields=["due_at"], condition=Q(state=WorkState.WAITING), name="sending_due")]

    def __str__(self) -> str:
        return str(self.issue)

    @property
    def is_over(self) -> bool:
        """Tell whether no letter of it will go any more."""
        return self.state == WorkState.DONE or (self.state == WorkState.CANCELLED and not self.is_paused)

    @property
    def can_go_on(self) -> bool:
        return self.state == WorkState.FAILED or (self.state == WorkState.CANCELLED and self.is_paused)

    @property
    def is_scheduled(self) -> bool:
        return self.state == WorkState.WAITING and self.begun_at is None and self.send_at is not None


class Delivery(models.Model):
    """One letter to one address. Without a subscriber it is a count: who it was has left."""

    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="deliveries")
    subscriber = models.ForeignKey(
        Subscriber, on_delete=models.SET_NULL, null=True, blank=True, related_name="deliveries"
    )
    language = models.CharField(max_length=5)
    state = models.CharField(max_length=12, choices=DeliveryState.choices, default=DeliveryState.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["sending", "subscriber"], name="one_letter_per_address")]
        indexes = [models.Index(fields=["sending", "state", "id"], name="delivery_by_state")]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"
