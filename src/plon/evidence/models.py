"""What proves that something was done, and who agreed to be shown."""

import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from plon.evidence.enums import ConsentOf, EvidenceKind, PeopleShown
from plon.identifiers import new_public_id
from plon.organisations.models import Organisation
from plon.projects.models import Project

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager


class Consent(models.Model):
    """A person, or a group, agrees that their likeness is shown: in which places, until when (domain.md §5.5)."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="consents")
    of = models.CharField(_("whose consent"), max_length=10, choices=ConsentOf.choices, default=ConsentOf.PERSON)
    name = models.CharField(_("who"), max_length=200)
    people = models.PositiveSmallIntegerField(_("how many people"), default=1)
    is_minor = models.BooleanField(_("under age"), default=False)
    guardian = models.CharField(_("parent or guardian who agreed"), max_length=200, blank=True)
    scopes = models.JSONField(_("where they may be shown"), default=list)
    given_on = models.DateField(_("given on"))
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True, max_length=1000)
    proof = models.ForeignKey(
        "evidence.Evidence",
        verbose_name=_("signed form"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="proven_consents",
    )
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    # The coordinators were told that it runs out.
    warned_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Names and the signed form were destroyed when the years of keeping were over; it covers nothing from then on.
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    added_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    if TYPE_CHECKING:
        photos: RelatedManager["Evidence"]

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("given_on")),
                name="consent_ends_after_it_is_given",
                violation_error_message=_("A consent can't end before it is given."),
            ),
            models.CheckConstraint(
                condition=Q(is_minor=False) | ~Q(guardian=""),
                name="consent_of_minor_has_guardian",
                violation_error_message=_("For somebody under age, say which parent or guardian agreed."),
            ),
        ]

    def __str__(self) -> str:
        """Its number, never a name: the history is read by more people than the register, and outlives it."""
        return self.public_id


class Evidence(models.Model):
    """One piece of proof: a photo, a file, a link, a figure. Private to the team until it is published by itself."""

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=10, choices=EvidenceKind.choices)
    title = models.CharField(_("what it shows"), max_length=200)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("partner"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="evidence",
    )
    dated = models.DateField(_("date"), null=True, blank=True)
    # Photos and files: the bytes lie in private storage. Links and figures may have a screenshot.
    name = models.CharField(_("file name"), max_length=200, blank=True)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    media_type = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    # Of what came in; it differs from `sha256` where something private (a position) was taken out.
    received_sha256 = models.CharField(max_length=64, blank=True)
    path = models.CharField(max_length=300, blank=True, editable=False)
    thumbnail_path = models.CharField(max_length=300, blank=True, editable=False)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    # Links.
    url = models.URLField(_("address"), max_length=1000, blank=True)
    captured_at = models.DateTimeField(_("seen on"), null=True, blank=True)
    # Figures.
    value = models.DecimalField(_("figure"), max_digits=14, decimal_places=2, null=True, blank=True)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    # Photos.
    alt = models.CharField(_("description for those who can't see it"), max_length=300, blank=True)
    people_shown = models.CharField(
        _("people in the photo"), max_length=20, choices=PeopleShown.choices, default=PeopleShown.UNKNOWN, blank=True
    )
    consents = models.ManyToManyField(Consent, related_name="photos", blank=True, verbose_name=_("consents"))
    # Signed forms and attendance lists: never published, opened by editors and coordinators alone.
    is_confidential = models.BooleanField(_("confidential"), default=False)
    is_public = models.BooleanField(default=False, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="added_evidence"
    )
    added_label = models.CharField(max_length=200, blank=True)
    # In the bin: counts for nothing, can be put back; only a person's word destroys the bytes.
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Names were erased by their date, or the bytes destroyed after the years of keeping: the figure stays.
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("piece of evidence")
        verbose_name_plural = _("evidence")
        ordering = ["-added_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_public=False) | Q(is_confidential=False, removed_at__isnull=True),
                name="confidential_evidence_is_never_public",
            ),
            models.CheckConstraint(
                condition=~Q(kind=EvidenceKind.LINK) | ~Q(url=""),
                name="linked_evidence_has_address",
                violation_error_message=_("A link needs its address."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=EvidenceKind.FIGURE) | Q(value__isnull=False),
                name="figure_has_value",
                violation_error_message=_("A figure needs its number."),
            ),
        ]
        indexes = [
            models.Index(fields=["project", "removed_at", "-added_at"], name="evidence_of_project"),
            models.Index(fields=["project", "sha256"], name="evidence_by_hash"),
        ]

    def __str__(self) -> str:
        return self.title or self.name or self.url

    @property
    def is_film(self) -> bool:
        return self.media_type.startswith("video/")

    @property
    def is_sound(self) -> bool:
        return self.media_type.startswith("audio/")


def _new_secret() -> str:
    return secrets.token_urlsafe(24)


class Upload(models.Model):
    """A file on its way in, piece by piece; it can go on after a lost connection (tus 1.0).

    The pieces lie in one file of the folder for incoming files, named by `secret`. What is acknowledged (`offset`)
    is on the disk.
    """

    secret = models.CharField(max_length=64, unique=True, default=_new_secret, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="uploads")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="uploads"
    )
    # Of who has no account: the key of their personal link, e.g. "link:17".
    holder = models.CharField(max_length=40, blank=True)
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    offset = models.PositiveBigIntegerField(default=0)
    # What the device calls it, so that the same file sent again goes on instead of beginning anew.
    fingerprint = models.CharField(max_length=120, blank=True)
    begun_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(auto_now=True)
    evidence = models.ForeignKey(Evidence, on_delete=models.SET_NULL, null=True, blank=True, related_name="uploads")

    class Meta:
        ordering = ["-begun_at"]
        constraints = [
            models.CheckConstraint(condition=Q(offset__lte=F("size")), name="upload_not_beyond_its_size"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.offset}/{self.size}"
