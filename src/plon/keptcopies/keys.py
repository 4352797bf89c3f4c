"""By which key a copy is opened: everybody by its public id, the team by a signed one that runs out.

A copy stands in a frame of no origin, so no cookie goes with what the frame asks for: the team's right to see a copy
that is not public must be in the address.
"""

from django.core import signing

from plon.keptcopies.models import KeptCopy
from plon.keptcopies.queries import kept_copies, public_copies

SECONDS = 60 * 60
_SALT = "plon.keptcopies"


def team_key(copy: KeptCopy) -> str:
    """Return the key for a page of the workspace; it holds for an hour."""
    return _signer().sign(copy.public_id)


def copy_behind(key: str) -> KeptCopy | None:
    """Return the copy that a key opens now; None if it opens none."""
    if "." not in key:
        return public_copies().select_related("result").filter(public_id=key).first()
    try:
        return kept_copies().select_related("result").filter(public_id=_signer().unsign(key, max_age=SECONDS)).first()
    except signing.BadSignature:
        return None


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(sep=".", salt=_SALT)
