"""What an officer says of the agency without touching a file."""

import datetime

from django.core.validators import MaxLengthValidator, URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from plon.agency.enums import AnnouncementKind, AnnouncementPlace, AnnouncementState, StatementMode, StatementPage
from plon.identifiers import new_public_id
from plon.texts import best_language

MOST_OF_A_STATEMENT = 20_000


class Setting(models.Model):
    """One text that was changed from what the code says.

    Attributes:
        language: of a text that has one in each; else "".
    """

    key = models.CharField(max_length=60)
    language = models.CharField(max_length=5, blank=True)
    value = models.TextField(blank=True, validators=[MaxLengthValidator(4000)])
    changed_by_label = models.CharField(max_length=200)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "language"], name="setting_once_per_language")]

    def __str__(self) -> str:
        return f"{self.key} ({self.language})" if self.language else self.key


class Announcement(models.Model):
    """A short word of the agency under the header of every page, for a time.

    Attributes:
        place: on which pages it stands.
        is_published: whether it is shown between its two moments; else it is a draft.
        version: goes up at every change, so that two who edit at once notice each other.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    text_pl = models.CharField(_("text"), max_length=300, blank=True)
    text_en = models.CharField(_("text"), max_length=300, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True, validators=[URLValidator(["http", "https"])])
    kind = models.CharField(
        _("kind"), max_length=12, choices=AnnouncementKind.choices, default=AnnouncementKind.INFORMATION
    )
    place = models.CharField(
        _("where it stands"), max_length=12, choices=AnnouncementPlace.choices, default=AnnouncementPlace.EVERYWHERE
    )
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    is_published = models.BooleanField(pgettext_lazy("announcement", "published"), default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-starts_at", "-id"]
        verbose_name = _("announcement")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="announcement_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(text_pl="", text_en=""), name="announcement_says_something"),
        ]
        indexes = [models.Index(fields=["is_published", "ends_at"], name="announcement_by_end")]

    def __str__(self) -> str:
        return self.text_in(get_language() or "pl")[1]

    def text_in(self, language: str) -> tuple[str, str]:
        """Return (language, text) for a reader of `language`, in the other language if only that is written."""
        known = {code: text for code, text in (("pl", self.text_pl), ("en", self.text_en)) if text}
        chosen = best_language(known, language[:2]) or "pl"
        return chosen, known.get(chosen, "")

    def state_at(self, now: datetime.datetime) -> AnnouncementState:
        if not self.is_published:
            return AnnouncementState.DRAFT
        if self.ends_at <= now:
            return AnnouncementState.OVER
        return AnnouncementState.SHOWN if self.starts_at <= now else AnnouncementState.WAITING

    @property
    def state(self) -> AnnouncementState:
        return self.state_at(timezone.now())


class StatementVersion(models.Model):
    """One version of the agency's own text on a page that Plon writes; the newest holds, all stay.

    Attributes:
        generated_hash: of what Plon wrote at that time, so that the office notices when it says something new.
    """

    page = models.CharField(max_length=20, choices=StatementPage.choices)
    language = models.CharField(max_length=5)
    mode = models.CharField(max_length=12, choices=StatementMode.choices)
    body = models.TextField(blank=True, validators=[MaxLengthValidator(MOST_OF_A_STATEMENT)])
    generated_hash = models.CharField(max_length=64)
    by_label = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["page", "language", "-id"], name="statement_newest_first")]
        constraints = [
            models.CheckConstraint(
                condition=Q(mode="generated", body="") | (~Q(mode="generated") & ~Q(body="")),
                name="statement_has_text_unless_generated",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_page_display()} ({self.language})"


class Logo(models.Model):
    """The agency's logo; the newest row holds, and one without a picture says that there is none.

    The picture lies in the row: it is small, and comes back with the database.
    """

    content = models.BinaryField(blank=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    alt_pl = models.CharField(_("text in place of the logo"), max_length=200, blank=True)
    alt_en = models.CharField(_("text in place of the logo"), max_length=200, blank=True)
    by_label = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("logo of the agency")
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256="") | (~Q(alt_pl="") & ~Q(alt_en="")), name="logo_has_its_text_in_both_languages"
            )
        ]

    def __str__(self) -> str:
        return self.alt_en or str(self._meta.verbose_name)


class OwedLetter(models.Model):
    """A letter that has not gone yet, whole, as it goes out: its links are kept nowhere else.

    The row goes with the letter, after a few days at the latest (`plon.agency.posting`).
    """

    address = models.EmailField(max_length=254)
    language = models.CharField(max_length=5, blank=True)
    subject = models.TextField()
    body = models.TextField()
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    claimed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"#{self.pk}"
