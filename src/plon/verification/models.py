"""Reports as they were issued: files, hashes, proofs; checks of them; rooms for auditors and what was opened there."""

import datetime
import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from plon.evidence.models import Evidence
from plon.identifiers import ALPHABET, new_public_id
from plon.jobs.lengthy import GOING, LengthyWork, WorkState
from plon.projects.models import Project
from plon.reports.beneficiary.models import Report
from plon.verification.enums import FileKind, Standing, Visit

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

CODE_LENGTH = 12
ROOM_DAYS = 30


def new_code() -> str:
    """Return a new code of a report: 27^12 (57 bits), nothing to misread from paper."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def new_nonce() -> str:
    return secrets.token_urlsafe(12)


def _in_a_month() -> datetime.datetime:
    return timezone.now() + datetime.timedelta(days=ROOM_DAYS)


class IssuedReport(LengthyWork):
    """A report as it was issued on one day. Once it is done no action changes it; a newer one supersedes it."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    # Printed on the paper; it leads to the page that verifies.
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="issued_reports")
    report = models.ForeignKey(
        Report,
        verbose_name=pgettext_lazy("issued", "report"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="issued",
    )
    # Of the project, from 1, given when it is done; 0 before.
    number = models.PositiveIntegerField(_("number"), default=0, editable=False)
    language = models.CharField(_("language"), max_length=5)
    title = models.CharField(_("title"), max_length=300, blank=True, editable=False)
    since = models.DateField(_("from"))
    until = models.DateField(_("to"))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    issued_label = models.CharField(max_length=200, blank=True)
    # Of the composed content and of the manifest, in canonical JSON.
    content_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    manifest_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    supersedes = models.OneToOneField(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="superseded_by", editable=False
    )
    # `comparing.Difference.to_json()` against the one it supersedes.
    changes = models.JSONField(default=dict, blank=True, editable=False)

    if TYPE_CHECKING:
        files: RelatedManager["IssuedFile"]
        proofs: RelatedManager["IssuedProof"]
        rooms: RelatedManager["AuditRoom"]
        superseded_by: "IssuedReport"

    class Meta:
        verbose_name = _("issued report")
        verbose_name_plural = _("issued reports")
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"], condition=Q(number__gt=0), name="issued_number_once_per_project"
            ),
            models.UniqueConstraint(
                fields=["report"], condition=Q(state__in=GOING), name="one_report_issued_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state=WorkState.DONE) | (Q(number__gt=0) & ~Q(manifest_sha256="")),
                name="issued_report_is_numbered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title or self.code} ({self.number})" if self.number else self.code

    @property
    def shown_code(self) -> str:
        """The code as it is printed: "R7K2-MQ4X-3BCD"."""
        return "-".join(self.code[place : place + 4].upper() for place in range(0, CODE_LENGTH, 4))

    @property
    def is_issued(self) -> bool:
        return self.state == WorkState.DONE


class IssuedFile(models.Model):
    """One file of an issued report, in private storage."""

    issued = models.ForeignKey(IssuedReport, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=10, choices=FileKind.choices)
    name = models.CharField(_("file name"), max_length=200)
    path = models.CharField(max_length=300, editable=False)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("size"))

    class Meta:
        verbose_name = _("file of an issued report")
        verbose_name_plural = _("files of issued reports")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["issued", "kind"], name="issued_file_once_per_kind")]

    def __str__(self) -> str:
        return self.name


class IssuedProof(models.Model):
    """One piece of evidence as an issued report names it, and whether it still is what it was.

    What was reported stays (`key` to `is_confidential`), whatever becomes of the evidence.
    """

    issued = models.ForeignKey(IssuedReport, on_delete=models.CASCADE, related_name="proofs")
    evidence = models.ForeignKey(Evidence, on_delete=models.SET_NULL, null=True, related_name="issued_proofs")
    # Its number in the database, by which the history knows it when it is gone.
    evidence_number = models.BigIntegerField(null=True, editable=False)
    position = models.PositiveIntegerField()
    # The public id of the evidence, by which the paper names it.
    key = models.CharField(max_length=12)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=100)
    proves = models.JSONField(default=list, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    is_confidential = models.BooleanField(default=False)
    standing = models.CharField(max_length=12, choices=Standing.choices, default=Standing.UNCHECKED)
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("reported proof")
        verbose_name_plural = _("reported proofs")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["issued", "key"], name="proof_once_per_issued_report")]

    def __str__(self) -> str:
        return f"{self.key} {self.title}"


class ProofCheck(LengthyWork):
    """One reading back of all that an issued report rests on."""

    issued = models.ForeignKey(IssuedReport, on_delete=models.CASCADE, related_name="checks")
    # How many proofs stand how: {value of `Standing`: count}.
    found = models.JSONField(default=dict, blank=True, editable=False)
    # Kinds of its own files that are not whole.
    faulty_files = models.JSONField(default=list, blank=True, editable=False)

    class Meta:
        verbose_name = _("check of an issued report")
        verbose_name_plural = _("checks of issued reports")
        ordering = ["-requested_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["issued"], condition=Q(state__in=GOING), name="one_check_at_a_time")
        ]

    def __str__(self) -> str:
        return str(self.issued)


class AuditRoom(models.Model):
    """A read-only door to an issued report and its proofs, for somebody without account, for a time.

    Only the hash of its secret is kept; `verification.rooms.secret` makes the secret again (decision 18).
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="audit_rooms")
    issued = models.ForeignKey(IssuedReport, on_delete=models.CASCADE, related_name="rooms")
    who = models.CharField(_("for whom"), max_length=150)
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    language = models.CharField(_("language"), max_length=5, default="pl")
    shows_confidential = models.BooleanField(_("with signed forms and attendance lists"), default=False)
    nonce = models.CharField(max_length=16, default=new_nonce, editable=False)
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    opened_label = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(pgettext_lazy("room", "open until"), default=_in_a_month)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    if TYPE_CHECKING:
        visits: RelatedManager["RoomVisit"]

    class Meta:
        verbose_name = _("auditor’s room")
        verbose_name_plural = _("auditors’ rooms")
        ordering = ["-opened_at", "-id"]

    def __str__(self) -> str:
        """Its number, never a name: the history outlives the room."""
        return self.public_id

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.expires_at > timezone.now()


class RoomVisit(models.Model):
    """Something was opened in a room: what and when; no address of a machine."""

    room = models.ForeignKey(AuditRoom, on_delete=models.CASCADE, related_name="visits")
    at = models.DateTimeField(auto_now_add=True)
    what = models.CharField(max_length=10, choices=Visit.choices)
    # The key of a proof, or the kind of a file.
    about = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.get_what_display()} {self.about}".strip()
