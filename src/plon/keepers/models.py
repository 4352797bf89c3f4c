"""Who keeps a published result: people, for an organisation. Their names and addresses are never public.

A keeper is a person by e-mail, with an account or without; a keeping is one result that one of them keeps. A hand-over
is a keeping that was asked for and names the one it takes over: until it is accepted, the old one goes on.
"""

import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.identifiers import new_public_id
from plon.keepers.enums import OPEN, SILENT, Follows, How, KeepingState, Silence
from plon.organisations.models import Organisation
from plon.results.models import Result

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


def new_nonce() -> str:
    return secrets.token_urlsafe(12)


class Keeper(models.Model):
    """A person who keeps results or is asked to. Only the hash of the personal link's secret is kept (decision 18)."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    email = models.EmailField(_("e-mail"), max_length=254, unique=True)
    name = models.CharField(_("first and last name"), max_length=150)
    language = models.CharField(_("language"), max_length=5, default="en")
    time_zone = models.CharField(max_length=50, default="Europe/Warsaw")
    # The account with the same address, so that it is noticed when it goes.
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="keepers"
    )
    had_account = models.BooleanField(default=False, editable=False)
    nonce = models.CharField(max_length=16, default=new_nonce, editable=False)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    # None as long as letters go.
    stopped_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    if TYPE_CHECKING:
        keepings: RelatedManager["Keeping"]

    class Meta:
        verbose_name = _("keeper")
        verbose_name_plural = _("keepers")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def wants_letters(self) -> bool:
        return self.stopped_at is None


class Keeping(models.Model):
    """One result that somebody keeps, or is asked to; without a keeper it is the agency's own.

    `organisation_name` is what the public reads; an organisation that Plon does not know has nothing else. The person
    goes from an ended row when nothing needs them any more; the row stays, for the history of who kept it since when.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="keepings")
    keeper = models.ForeignKey(Keeper, on_delete=models.SET_NULL, null=True, blank=True, related_name="keepings")
    is_agency = models.BooleanField(default=False, editable=False)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="keepings",
    )  # fmt: skip
    organisation_name = models.CharField(_("organisation"), max_length=400, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=KeepingState.choices, default=KeepingState.ASKED)
    silence = models.CharField(max_length=12, choices=Silence.choices, default=Silence.ASKED, blank=True)
    silent_since = models.DateTimeField(default=timezone.now, null=True, blank=True, editable=False)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="asked_keepings"
    )
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_how = models.CharField(max_length=12, choices=How.choices, blank=True, editable=False)
    # What followed, if it was the last one; "" if others go on.
    follows = models.CharField(max_length=8, choices=Follows.choices, blank=True, editable=False)
    reason = models.TextField(_("reason"), blank=True, max_length=1000)
    takes_over = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="offers", editable=False
    )
    # Whether the keeper was seen in the project's team, so that it is noticed when they leave it.
    in_team = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("kept result")
        verbose_name_plural = _("kept results")
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["result", "keeper"], condition=Q(state__in=OPEN), name="result_kept_once_by_each",
                violation_error_message=_("This person keeps the result already, or was asked to."),
            ),
            models.UniqueConstraint(
                fields=["result"], condition=Q(is_agency=True, state__in=OPEN), name="agency_keeps_result_once"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=OPEN) | Q(keeper__isnull=False) | Q(is_agency=True),
                name="open_keeping_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN, ended_at__isnull=True) | (~Q(state__in=OPEN) & Q(ended_at__isnull=False)),
                name="ended_keeping_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(state=KeepingState.KEEPING) | Q(accepted_at__isnull=False, confirmed_at__isnull=False),
                name="accepted_keeping_has_date",
            ),
            models.CheckConstraint(
                condition=Q(silence="", silent_since__isnull=True) | (~Q(silence="") & Q(silent_since__isnull=False)),
                name="silence_has_date",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["silence", "silent_since"], name="keeping_by_silence")]

    def __str__(self) -> str:
        return f"{self.result} ({self.kept_by})" if self.kept_by else str(self.result)

    @property
    def kept_by(self) -> str:
        """Who keeps it, as everybody may read: an organisation, never a person."""
        return str(_("the agency")) if self.is_agency else self.organisation_name

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_living(self) -> bool:
        """Whether somebody can count on them: they accepted, and they answer."""
        return self.state == KeepingState.KEEPING and self.silence not in SILENT
