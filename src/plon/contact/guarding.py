"""Robots and floods kept out of public forms, and no person: what is doubted comes back with a clear sentence.

Every form that needs no account uses it: messages here, uses and questions, registrations, the newsletter.

Addresses are remembered as keyed hashes in this process's memory alone, for an hour; the key goes with the process
(as in docs/decisions/0017).
"""

import re
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, TimestampSigner
from django.core.validators import EmailValidator
from django.utils.encoding import punycode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plon.counting.buckets import Buckets

# Hidden from people; programs fill in whatever there is.
TRAP = "fax"
STAMP = "stamp"
# Nobody reads and answers such a form faster; whoever comes back after a day gets a new stamp.
FASTEST, OLDEST = 3, 24 * 3600
# A whole school or a workshop may share one address.
PER_ADDRESS, PER_MAILBOX = 40, 4
MOST_KEYS = 50_000
_signer = TimestampSigner(salt="plon.contact.form")
_LINK = re.compile(r"https?://|www\.|\[url|<a\s", re.IGNORECASE)


limits = Buckets(most=MOST_KEYS)


def is_allowed(what: str, who: str, most: int) -> bool:
    """Take one of the `most` per hour that `who` has for `what`; False if none is left."""
    return not limits.take(who, what=what, per_minute=most / 60, holds=most)


def new_stamp(about: str) -> str:
    """Return when a form was handed out, signed; for one kind of form, about one thing, only."""
    return _signer.sign(about)


def doubt_about(given: Mapping[str, str], about: str) -> str:
    """Say why a form looks sent by a program, in words for a person; "" if it doesn't."""
    if given.get(TRAP, "").strip():
        return _(
            "A field that people do not see was filled in, perhaps by your browser. It is empty again: please send "
            "once more."
        )
    stamp = given.get(STAMP, "")
    if not _is_stamped(stamp, about, OLDEST):
        return _("This form lay open for long. Nothing is lost: please send it once more.")
    if _is_stamped(stamp, about, FASTEST):
        return _("That was faster than people write, so we ask: are you a person? Please send once more.")
    return ""


def _is_stamped(stamp: str, about: str, seconds: int) -> bool:
    """Tell whether a form about this was handed out at most so many seconds ago."""
    try:
        return _signer.unsign(stamp, max_age=seconds) == about
    except BadSignature:
        return False


def too_many_links(words: str, most: int) -> str:
    """Say that a text has more links than people put there; "" if not."""
    if len(_LINK.findall(words)) <= most:
        return ""
    if not most:
        return _("Links are not for this text: programs that advertise put them there.")
    return ngettext(
        "At most %(most)s link in the text: programs that advertise put in more.",
        "At most %(most)s links in the text: programs that advertise put in more.",
        most,
    ) % {"most": most}


def refuse_unwritable(address: str) -> None:
    """Refuse an address that looks like one, but whose domain no letter can carry, such as "a@xn--é.com"."""
    try:
        punycode(address.rpartition("@")[2])
    except UnicodeError as error:
        raise ValidationError(EmailValidator.message, code="invalid") from error
