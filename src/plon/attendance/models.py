"""Who came to an event: signed on paper, or on the participants' own phones. Names go by their date, numbers stay."""

import secrets
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from plon.activities.models import Activity
from plon.evidence.models import Evidence
from plon.identifiers import new_public_id

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


def _new_secret() -> str:
    return secrets.token_urlsafe(16)


class AttendanceList(models.Model):
    """The list of one event, open for signing while it lasts."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="attendance")
    # What the QR code carries.
    secret = models.CharField(max_length=40, unique=True, default=_new_secret, editable=False)
    language = models.CharField(_("language of the page"), max_length=5, default="pl")
    asks_organisation = models.BooleanField(_("ask for school or organisation"), default=True)
    opens_at = models.DateTimeField(_("open from"))
    closes_at = models.DateTimeField(_("open until"))
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    erase_on = models.DateField(_("erase the names on"))
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Signatures on the day, kept when the names are gone.
    total = models.PositiveIntegerField(default=0, editable=False)
    # {key of a group: people}, likewise.
    counts = models.JSONField(default=dict, editable=False)
    evidence = models.OneToOneField(
        Evidence, on_delete=models.SET_NULL, null=True, blank=True, related_name="attendance_list"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    if TYPE_CHECKING:
        signatures: RelatedManager["Signature"]

    class Meta:
        ordering = ["-opens_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="attendance_closes_after_it_opens",
                violation_error_message=_("The list can't close before it opens."),
            )
        ]

    def __str__(self) -> str:
        return str(self.activity)


class Signature(models.Model):
    """One participant's own entry, or what somebody took over from paper. Only what the report needs.

    From paper a number is enough: an entry without a name counts `people`.
    """

    list = models.ForeignKey(AttendanceList, on_delete=models.CASCADE, related_name="signatures")
    name = models.CharField(_("first and last name"), max_length=120, blank=True)
    people = models.PositiveIntegerField(_("how many people"), default=1)
    organisation = models.CharField(_("school or organisation"), max_length=200, blank=True)
    group_key = models.CharField(_("you are here as"), max_length=12, blank=True)
    signed_at = models.DateTimeField(auto_now_add=True)
    # Made by the participant's phone: the same phone changes its entry instead of adding another.
    device_key = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ["signed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["list", "device_key"], condition=Q(device_key__isnull=False), name="one_signature_per_device"
            ),
            models.CheckConstraint(
                condition=Q(people=1) | Q(name="", people__gt=1),
                name="signature_of_a_name_is_one_person",
                violation_error_message=_("A name is one person. Leave the name empty to count several."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
