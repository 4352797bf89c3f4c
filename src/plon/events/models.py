"""Events of the agency and who registered for them.

Who registers needs no account: a link in a letter confirms, and opens their own page. Names and addresses go by the
event's date of erasing; the rows stay without them, so that numbers do.
"""

import datetime
import secrets
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plon.events.enums import About, EventKind, EventState, RegistrationState
from plon.identifiers import new_public_id
from plon.projects.models import Project
from plon.surveys.models import Round
from plon.texts import best_language, fold

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

MOST_PLACES = 100_000


def new_nonce() -> str:
    return secrets.token_urlsafe(12)


class AgencyEvent(models.Model):
    """A training, meeting, webinar or conference to which the agency invites."""

    texts: "RelatedManager[EventText]"
    registrations: "RelatedManager[Registration]"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(_("what it is"), max_length=12, choices=EventKind.choices, default=EventKind.TRAINING)
    state = models.CharField(max_length=12, choices=EventState.choices, default=EventState.DRAFT, editable=False)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    # In which the hours are told to everybody, wherever they read.
    time_zone = models.CharField(_("time zone"), max_length=50, default="Europe/Warsaw")
    place = models.CharField(_("place"), max_length=200, blank=True)
    # Room, door code, link of the meeting: only for those who have a place.
    joining = models.TextField(_("how to join"), max_length=2000, blank=True)
    # None: as many as come.
    capacity = models.PositiveIntegerField(
        _("places"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)]
    )
    opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    asks_needs = models.BooleanField(_("ask about accessibility needs"), default=True)
    asks_diet = models.BooleanField(_("ask about food"), default=False)
    contact = models.EmailField(_("contact"), max_length=254, blank=True)
    gives_certificates = models.BooleanField(_("certificates for those who took part"), default=True)
    hours = models.CharField(_("duration on the certificate"), max_length=40, blank=True)
    signature = models.CharField(_("who signs the certificate"), max_length=120, blank=True)
    survey_address = models.URLField(_("address of the survey"), max_length=500, blank=True)
    # A round of a survey in the agency's own workspace; it comes before an outside address.
    survey_round = models.ForeignKey(
        Round, on_delete=models.SET_NULL, null=True, blank=True, related_name="agency_events", editable=False
    )
    report_address = models.URLField(_("address of the report"), max_length=500, blank=True)
    # By what the room that keeps the report knows it (see `reporting`).
    report_reference = models.CharField(max_length=100, blank=True, editable=False)
    erase_on = models.DateField(_("names and addresses are erased on"))
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancel_reason = models.CharField(max_length=500, blank=True, editable=False)
    # The last number in line that was given out; grows under the row's lock and never shrinks.
    last_number = models.PositiveIntegerField(default=0, editable=False)
    # Programs replace an event in a calendar by one with a higher number (RFC 5545, 3.8.7.4).
    version = models.PositiveIntegerField(default=1, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["starts_at", "id"]
        verbose_name = _("event")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_ends_after_it_begins"),
        ]
        indexes = [models.Index(fields=["state", "ends_at"], name="event_by_end")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.text_in(get_language() or "pl").title

    def text_in(self, language: str) -> "EventText":
        """Return the texts in a language, else in another; empty ones if nothing is written yet."""
        known = {text.language: text for text in self.texts.all() if text.title}
        chosen = best_language(known, language)
        return known[chosen] if chosen else EventText(event=self, language=language)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)

    @property
    def local_start(self) -> datetime.datetime:
        return self.starts_at.astimezone(self.zone)

    @property
    def local_end(self) -> datetime.datetime:
        return self.ends_at.astimezone(self.zone)

    @property
    def start_minute(self) -> int:
        """The beginning in minutes since 1970: the number of its reminders, so that a postponed event has another."""
        return int(self.starts_at.timestamp() // 60)

    @property
    def is_over(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def is_draft(self) -> bool:
        return self.state == EventState.DRAFT

    @property
    def is_published(self) -> bool:
        return self.state == EventState.PUBLISHED

    @property
    def is_cancelled(self) -> bool:
        return self.state == EventState.CANCELLED

    @property
    def closing(self) -> datetime.datetime:
        """When registration ends: as the office says, at the beginning of the event at the latest."""
        return min(self.closes_at or self.starts_at, self.starts_at)

    @property
    def is_open(self) -> bool:
        """Tell whether one can register now (perhaps for the waiting list)."""
        now = timezone.now()
        return self.is_published and (self.opens_at is None or self.opens_at <= now) and now < self.closing

    @property
    def opens_later(self) -> bool:
        return self.is_published and self.opens_at is not None and self.opens_at > timezone.now()

    def get_absolute_url(self) -> str:
        # The same in every language, so that an address differs from its twin in the first part alone.
        slug = slugify(fold(self.text_in("pl").title))[:60]
        # The form's door stands beside: no title may lead there.
        return reverse("events:event", args=[self.public_id, "event" if slug in {"", "register"} else slug])


class EventText(models.Model):
    """What an event says in one language."""

    event = models.ForeignKey(AgencyEvent, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=5, choices=[("pl", "polski"), ("en", "English")])
    title = models.CharField(_("title"), max_length=200, blank=True)
    summary = models.CharField(_("in one sentence"), max_length=300, blank=True)
    description = models.TextField(_("description"), max_length=10_000, blank=True)
    agenda = models.TextField(_("agenda"), max_length=10_000, blank=True)
    accessibility = models.TextField(_("accessibility of the place"), max_length=3_000, blank=True)
    consent = models.TextField(_("consent"), max_length=2_000, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["event", "language"], name="one_text_per_event_and_language")]

    def __str__(self) -> str:
        return self.title


class Registration(models.Model):
    """Somebody who registered. Only the hash of the personal link's secret is kept (see `plon.events.secret`)."""

    letters: "RelatedManager[EventLetter]"

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    event = models.ForeignKey(AgencyEvent, on_delete=models.CASCADE, related_name="registrations")
    state = models.CharField(
        max_length=12, choices=RegistrationState.choices, default=RegistrationState.UNCONFIRMED, editable=False
    )
    # The place in line, given when the link is clicked; 0 before.
    number = models.PositiveIntegerField(default=0, editable=False)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    name = models.CharField(_("first and last name"), max_length=120, blank=True)
    organisation = models.CharField(_("school or organisation"), max_length=200, blank=True)
    needs = models.TextField(_("accessibility needs"), max_length=1000, blank=True)
    diet = models.CharField(_("food"), max_length=300, blank=True)
    language = models.CharField(max_length=5, default="en")
    # To what they agreed, in the words that stood there.
    agreed_to = models.TextField(max_length=3_000, blank=True, editable=False)
    wants_letters = models.BooleanField(default=True)
    # None while nobody has ticked the list.
    attended = models.BooleanField(null=True, blank=True, editable=False)
    nonce = models.CharField(max_length=16, default=new_nonce, editable=False)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    seated_at = models.DateTimeField(null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email"],
                condition=Q(state__in=["seated", "waiting"]) & ~Q(email=""),
                name="one_place_per_address_and_event",
            ),
            models.UniqueConstraint(
                fields=["event", "number"], condition=Q(number__gt=0), name="one_number_in_line_per_event"
            ),
        ]
        indexes = [models.Index(fields=["event", "state", "number"], name="registration_in_line")]

    def __str__(self) -> str:
        # Never who it is: the history keeps this name for good.
        return self.public_id

    @property
    def is_confirmed(self) -> bool:
        return self.state in {RegistrationState.SEATED, RegistrationState.WAITING}

    @property
    def is_seated(self) -> bool:
        return self.state == RegistrationState.SEATED

    @property
    def is_waiting(self) -> bool:
        return self.state == RegistrationState.WAITING

    @property
    def is_cancelled(self) -> bool:
        return self.state == RegistrationState.CANCELLED

    @property
    def attended_it(self) -> bool:
        return bool(self.attended) and self.is_seated


class EventLetter(models.Model):
    """A letter that is owed or has gone: written down with what it tells of, so that it goes once and is never lost."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="letters")
    about = models.CharField(max_length=12, choices=About.choices)
    # What makes a second letter about the same thing another one: the version of the event, its beginning.
    number = models.PositiveIntegerField(default=0)
    written_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "about", "number"], name="one_letter_about_each_thing"),
        ]
        indexes = [models.Index(fields=["written_at"], condition=Q(sent_at=None), name="letter_that_waits")]

    def __str__(self) -> str:
        return f"{self.about} {self.number}"


class TrainingsProject(models.Model):
    """The agency's own workspace, where the surveys of its events are kept: an ordinary project, never public."""

    # One row at most: two officers who need it at the same moment make one.
    only = models.BooleanField(default=True, unique=True, editable=False)
    project = models.OneToOneField(Project, on_delete=models.CASCADE, related_name="agency_trainings")

    class Meta:
        verbose_name = _("workspace of the agency's trainings")
        constraints = [models.CheckConstraint(condition=Q(only=True), name="one_workspace_of_trainings")]

    def __str__(self) -> str:
        return str(self.project)
