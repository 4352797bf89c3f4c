"""Kept copies: what lay at a link of a result on one day, as a web archive (WARC 1.1, ISO 28500)."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from plon.identifiers import new_public_id
from plon.jobs.lengthy import LengthyWork, WorkState
from plon.keptcopies.enums import PieceKind, RightToKeep, Trouble
from plon.results.models import Result

if TYPE_CHECKING:
    from django_stubs_ext.db.models.manager import RelatedManager

LEAST_WORDS = 10


class KeptCopy(LengthyWork):
    """One capture of one link; a later capture of the same link is another row, and both stay.

    The bytes lie in private storage. Whether the public sees them is asked each time, not written down: the result
    must be published now, and the copy must not have been taken away.

    `done` of `total` things known to be wanted were asked for; `trouble` says why one that failed was not kept, where
    it is not for a reason of our own.
    """

    public_id = models.CharField(max_length=12, unique=True, default=new_public_id, editable=False)
    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="kept_copies")
    url = models.CharField(_("address"), max_length=1000)
    # Addresses are too long for an index.
    url_hash = models.CharField(max_length=64, db_index=True, editable=False)
    title = models.CharField(_("title"), max_length=300, blank=True)
    trouble = models.CharField(max_length=20, choices=Trouble.choices, blank=True)
    with_neighbours = models.BooleanField(_("with the pages of the same site that it links to"), default=False)

    right = models.CharField(_("by what right"), max_length=12, choices=RightToKeep.choices)
    right_words = models.TextField(_("in your own words"), max_length=600, validators=[MinLengthValidator(LEAST_WORDS)])
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    requested_label = models.CharField(max_length=200, blank=True)

    captured_at = models.DateTimeField(_("captured on"), null=True, blank=True)
    # Where it was found after redirects.
    found_at = models.CharField(max_length=2000, blank=True)
    media_type = models.CharField(max_length=120, blank=True)
    # [{"code": …, "url": …}]: what could not be taken along.
    left_out = models.JSONField(default=list, blank=True)
    path = models.CharField(max_length=300, editable=False, blank=True)
    name = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    sha512 = models.CharField(max_length=128, blank=True)
    is_example = models.BooleanField(default=False, editable=False)
    removed_at = models.DateTimeField(null=True, blank=True, editable=False)

    if TYPE_CHECKING:
        pieces: RelatedManager["KeptPiece"]

    class Meta:
        verbose_name = _("kept copy")
        verbose_name_plural = _("kept copies")
        ordering = ["-captured_at", "-requested_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=WorkState.DONE)
                | Q(removed_at__isnull=False)
                | (Q(captured_at__isnull=False) & ~Q(path="")),
                name="kept_copy_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | Q(state=WorkState.DONE, path=""),
                name="removed_copy_is_gone",
            ),
        ]
        indexes = [models.Index(fields=["result", "state"], name="kept_copy_of_result")]

    def __str__(self) -> str:
        return self.title or self.url

    @property
    def is_kept(self) -> bool:
        """Whether it was made and has not been taken away since."""
        return self.state == WorkState.DONE and self.removed_at is None

    def get_absolute_url(self) -> str:
        """The public page with the copy in its frame."""
        return reverse("copies:copy", args=[self.public_id])


class KeptPiece(models.Model):
    """One answer of a server inside a copy's web archive, and where it lies there."""

    copy = models.ForeignKey(KeptCopy, on_delete=models.CASCADE, related_name="pieces")
    # The first is what the link led to.
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=PieceKind.choices)
    url = models.CharField(max_length=2000)
    # Other addresses that led here by redirect.
    also = models.JSONField(default=list, blank=True)
    media_type = models.CharField(max_length=120, blank=True)
    charset = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=300, blank=True)
    # Of the gzip member in the file.
    offset = models.PositiveBigIntegerField()
    length = models.PositiveBigIntegerField()
    # Of the body itself.
    size = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["copy", "number"], name="piece_once_per_copy")]

    def __str__(self) -> str:
        return self.url
