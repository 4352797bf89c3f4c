"""The partner's corner: personal links instead of accounts, letters before and after due dates, calendars."""

import datetime
import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.identifiers import new_public_id
from plon.organisations.models import Organisation
from plon.projects.models import Project


def _in_half_a_year() -> datetime.datetime:
    return timezone.now() + datetime.timedelta(days=183)


def new_secret() -> str:
    return secrets.token_urlsafe(24)


def new_nonce() -> str:
    return secrets.token_urlsafe(12)


class PartnerLink(models.Model):
    """A personal address by which somebody of a partner sees and reports what is theirs.

    Only the hash of its secret is kept; `plon.corner.secret` makes the secret again when a letter needs it.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="partner_links")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("partner"), on_delete=models.CASCADE, related_name="partner_links"
    )
    name = models.CharField(_("first and last name"), max_length=150)
    email = models.EmailField(_("e-mail"), max_length=254)
    language = models.CharField(_("language"), max_length=5, default="en")
    time_zone = models.CharField(max_length=50, default="Europe/Warsaw")
    # New with each sending: what distinguishes the present secret from the ended ones.
    nonce = models.CharField(max_length=16, default=new_nonce, editable=False)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="sent_partner_links"
    )
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(default=_in_half_a_year)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    wants_letters = models.BooleanField(_("reminders and weekly digest"), default=True)

    class Meta:
        ordering = ["organisation__name", "name", "id"]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_open(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()


class LetterChoice(models.Model):
    """A member of the team who wants no reminders and digests of a project."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="letter_choices")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="letter_choices")
    wants_letters = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "person"], name="letter_choice_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.project_id}: {self.wants_letters}"


class SentLetter(models.Model):
    """One thing told in a reminder, or one digest, so that none goes twice however often the work is done.

    Whoever makes the row sends the letter, then sets `sent_at`. If the mail server fails, the row goes and the letter
    is tried again; if the worker dies in between, the old claim without `sent_at` is taken over, and the letter has the
    Message-ID that it had, by which mail programs know the second copy.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="sent_letters")
    email = models.EmailField(max_length=254)
    # "due:r7k2mq4:2026-03-29:-3" (three days before), "digest:2026-W48"
    about = models.CharField(max_length=80)
    claimed_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "email", "about"], name="letter_goes_once")]

    def __str__(self) -> str:
        return f"{self.email}: {self.about}"


class Subscription(models.Model):
    """A calendar that somebody follows: a project's, or one partner's part of it. A new secret ends the old address."""

    secret = models.CharField(max_length=40, unique=True, default=new_secret, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="calendars")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, null=True, blank=True, related_name="calendars"
    )
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=models.Q(organisation__isnull=True), name="one_calendar_per_project"
            ),
            models.UniqueConstraint(
                fields=["project", "organisation"],
                condition=models.Q(organisation__isnull=False),
                name="one_calendar_per_partner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.organisation_id or ''}"
