"""The secret of an auditor's room: made from the server's own key, so that no row holds it (decision 18)."""

import base64
import hmac
import re

from django.urls import reverse
from django.utils.crypto import salted_hmac

from plon.identifiers import ALPHABET
from plon.pages import whole_address
from plon.projects.queries import hash_of
from plon.verification.models import CODE_LENGTH, AuditRoom, IssuedReport

_ROOM = re.compile(r"[A-Za-z0-9_-]{32}")


def secret_of(room: AuditRoom) -> str:
    """Return the secret of a room: 192 bits."""
    digest = salted_hmac("plon.verification.room", f"{room.public_id}:{room.nonce}", algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest[:24]).decode()


def address_of(room: AuditRoom) -> str:
    """Return the address of a room; "" if the server's key has changed since (the old address works on)."""
    secret = secret_of(room)
    if not hmac.compare_digest(hash_of(secret), room.secret_hash):
        return ""
    return whole_address(reverse("audit:room", args=[secret]))


def verification_address(issued: IssuedReport) -> str:
    """Return where a report is verified: what its code and QR lead to."""
    return whole_address(reverse("audit:report", args=[issued.shown_code]))


def code_in(typed: str) -> str:
    """Return the code of a report that somebody typed, copied or scanned; "" if it is none."""
    last = typed.strip().rstrip("/").rpartition("/")[2].lower()
    code = "".join(sign for sign in last if sign.isalnum())
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else ""


def room_secret_in(typed: str) -> str:
    """Return the secret of a room in what somebody typed: itself, or the whole address; "" if there is none."""
    last = typed.strip().rstrip("/").rpartition("/")[2]
    return last if _ROOM.fullmatch(last) else ""
