"""What people write to the agency, and what the office answers.

Words, name and address go by their date after a message is closed; what it was about, when it came and when it was
answered stay, for the yearly counts that the Digital Services Act (art. 15, 24) asks for.
"""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plon.contact.enums import Category, Kind, State
from plon.identifiers import new_public_id

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

MOST_WORDS = 5000
# Nobody needs what programs sent.
SPAM_ERASED_AFTER_DAYS = 14


class Posted(models.Model):
    """A row of which a letter tells who wrote: a message its receipt, an entry its answer.

    Attributes:
        mailed_at: when the mail server took the letter; None if it has not, or nobody left an address.
        claimed_at: when a process took it up that sends it, or died over it.
        failed_at: when it was given up: the address was refused, or the server was away for days.
    """

    mailed_at = models.DateTimeField(null=True, blank=True, editable=False)
    claimed_at = models.DateTimeField(null=True, blank=True, editable=False)
    failed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class Message(Posted):
    """One message from outside."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    category = models.CharField(pgettext_lazy("a message", "about"), max_length=16, choices=Category.choices)
    words = models.TextField(pgettext_lazy("to the agency", "message"), max_length=MOST_WORDS, blank=True)
    name = models.CharField(_("your name"), max_length=120, blank=True)
    email = models.EmailField(_("your e-mail"), max_length=254, blank=True)
    language = models.CharField(max_length=5, default="en")
    # A public page of this house, as `plon.contact.places` lets it through; "" if it is about none.
    page = models.CharField(_("address of the page"), max_length=500, blank=True)
    page_title = models.CharField(max_length=300, blank=True)
    # A notice of what harms children may come without a name (DSA, art. 16(2)(c)).
    is_about_minors = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.NEW, editable=False)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    sent_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(editable=False)
    # When the mail server took the first answer.
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    erase_on = models.DateField(null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_example = models.BooleanField(default=False, editable=False)

    if TYPE_CHECKING:
        entries: RelatedManager["Entry"]

    class Meta:
        ordering = ["-sent_at", "-id"]
        indexes = [
            models.Index(fields=["state", "due_on"], name="messages_by_due"),
            models.Index(fields=["erase_on"], name="messages_by_erasure"),
        ]

    def __str__(self) -> str:
        # Never what was written: the history keeps this name longer than the words.
        return self.public_id

    @property
    def is_waiting(self) -> bool:
        return self.state in {State.NEW, State.OPEN}


class Entry(Posted):
    """What an officer wrote under a message: an answer that went by e-mail, or a note that stays in the office."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    words = models.TextField(_("text"), max_length=MOST_WORDS)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    by_label = models.CharField(max_length=200)
    written_at = models.DateTimeField(default=timezone.now)
    # Whether its message is closed once the answer has gone.
    closes = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["written_at", "id"]
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return str(self.message)
