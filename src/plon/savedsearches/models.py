"""Searches that people keep, and what they were told of."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.identifiers import new_public_id
from plon.savedsearches.enums import Rhythm

LONGEST_QUERY = 6000

# In `known`: nobody has looked yet what is there.
NOT_LOOKED = "?"


class SavedSearch(models.Model):
    """A list of the catalogue with its words and filters, as they stand in its address.

    `known` is every document that was there or was told of already, as "r12 p7": what is not in it is new.
    `looked_for` is the day or week for which somebody looked last.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(_("name"), max_length=200)
    # A key of catalogue.listing.KINDS: "results", "projects", "organisations", "all".
    of = models.CharField(max_length=20, editable=False)
    query = models.TextField(max_length=LONGEST_QUERY, blank=True, editable=False)
    # SHA-256 of list, query and language: no database keeps an index of texts that long.
    fingerprint = models.CharField(max_length=64, editable=False)
    language = models.CharField(_("language"), max_length=5, choices=[("pl", "polski"), ("en", "English")])
    rhythm = models.CharField(_("letters"), max_length=10, choices=Rhythm.choices, default=Rhythm.WEEKLY)
    paused_at = models.DateTimeField(null=True, blank=True, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    known = models.TextField(blank=True, editable=False)
    looked_for = models.CharField(max_length=12, blank=True, editable=False)
    told_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_example = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "fingerprint"],
                condition=models.Q(removed_at__isnull=True),
                name="search_is_saved_once",
                violation_error_message=_("You have saved this search already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_told(self) -> bool:
        """Whether letters go out for it."""
        return self.rhythm != Rhythm.NEVER and self.paused_at is None and self.removed_at is None


class SentAlert(models.Model):
    """One letter about one search, so that none goes twice whoever sends it (as `corner.models.SentLetter`).

    Whoever makes the row sends the letter, then sets `sent_at`. If the mail server fails, the row goes and the letter
    is tried again; if the worker dies in between, the old claim is taken over and the letter has the same Message-ID.
    """

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="sent_alerts")
    # "2026-11-26" (a day) or "2026-W48" (a week)
    period = models.CharField(max_length=12)
    claimed_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["search", "period"], name="alert_goes_once")]

    def __str__(self) -> str:
        return f"{self.search_id}: {self.period}"
