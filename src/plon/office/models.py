"""What the office keeps of its own deeds."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from plon.accounts.enums import PlatformRole
from plon.organisations.models import Organisation

# For so many days an invitation to the office can be used.
OPEN_DAYS = 7


class Merge(models.Model):
    """Two records of one organisation that became one; what moved is kept for as long as it can be undone.

    Attributes:
        record: what `plon.office.merging.actions` needs to undo it; empty once that time is over.
    """

    kept = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    # The record that stayed then: a later merge may have moved `kept` on.
    kept_public_id = models.CharField(max_length=12)
    gone_public_id = models.CharField(max_length=12)
    gone_name = models.CharField(max_length=400)
    moved = models.PositiveIntegerField(default=0)
    by_label = models.CharField(max_length=200)
    at = models.DateTimeField(db_index=True)
    undone_at = models.DateTimeField(null=True)
    record = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.gone_name} > {self.kept_public_id}"


def _in_a_week() -> datetime.datetime:
    return timezone.now() + datetime.timedelta(days=OPEN_DAYS)


class OfficerInvitation(models.Model):
    """A letter that lets somebody open an account of the office. Only the hash of its secret is kept.

    Rows go some time after they are of no more use (`plon.office.people.inviting.forget_invitations`).
    """

    email = models.EmailField(_("e-mail"), max_length=254)
    role = models.CharField(_("role"), max_length=20, choices=PlatformRole.choices, default=PlatformRole.OFFICER)
    language = models.CharField(_("language"), max_length=5, default="pl")
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(default=_in_a_week, editable=False)
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-sent_at", "-id"]
        verbose_name = _("invitation to the office")
        constraints = [
            models.UniqueConstraint(
                fields=["email"], condition=Q(accepted_at=None, revoked_at=None), name="one_waiting_invitation_each"
            ),
            models.CheckConstraint(condition=~Q(role=PlatformRole.MEMBER), name="invited_to_the_office_only"),
        ]

    def __str__(self) -> str:
        # Never the address: the history keeps this name longer than the row.
        return f"#{self.pk}"

    @property
    def is_waiting(self) -> bool:
        """Whether its link may still work, or has only run out."""
        return self.accepted_at is None and self.revoked_at is None

    @property
    def is_open(self) -> bool:
        return self.is_waiting and self.is_backed and self.expires_at > timezone.now()

    @property
    def is_backed(self) -> bool:
        """Whether who sent it may still invite."""
        return self.invited_by is not None and self.invited_by.is_active and self.invited_by.is_administrator
