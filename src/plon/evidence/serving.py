"""The addresses of private files: signed, for five minutes. Whoever renders one has asked whether the person may."""

from dataclasses import dataclass

from django.core import signing
from django.urls import reverse

from plon.evidence.models import Evidence

SALT = "plon.evidence.file"
SECONDS = 5 * 60
FILE, THUMBNAIL = "f", "t"


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a signed address is for.

    Attributes:
        public_id: of the piece of evidence.
        variant: `FILE` or `THUMBNAIL`.
        is_fresh: whether it is younger than five minutes.
    """

    public_id: str
    variant: str
    is_fresh: bool


def file_url(evidence: Evidence, *, thumbnail: bool = False) -> str:
    """Return an address under which the file (or a small picture of it) can be had for five minutes."""
    variant = THUMBNAIL if thumbnail else FILE
    signed = signing.TimestampSigner(salt=SALT, sep=".").sign(f"{evidence.public_id}{variant}")
    return reverse("evidence_file", args=[signed])


def ticket_of(signed: str) -> Ticket | None:
    """Return what a signed address is for; None if nobody signed it."""
    signer = signing.TimestampSigner(salt=SALT, sep=".")
    try:
        told, is_fresh = signer.unsign(signed, max_age=SECONDS), True
    except signing.SignatureExpired:
        told, is_fresh = signer.unsign(signed), False
    except signing.BadSignature:
        return None
    return Ticket(told[:-1], told[-1:], is_fresh)
