"""One address can't flood a list: a bucket of tokens that fills again as time goes by."""

import hashlib
import time

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from plon.attendance.models import AttendanceList
from plon.attendance.refusals import TooManyAtOnce
from plon.programme.attendance import attendance_rules

MINUTE = 60


def spend(request: HttpRequest, attendance: AttendanceList) -> None:
    """Take one token of the address that asks; the address itself is not kept, only its hash for a minute or two.

    Raises:
        TooManyAtOnce: the bucket is empty.
    """
    most = attendance_rules().per_minute
    address = request.META.get("REMOTE_ADDR", "")
    key = f"sign:{attendance.pk}:{hashlib.sha256(address.encode()).hexdigest()[:24]}"
    now = time.time()
    tokens, seen = cache.get(key, (float(most), now))
    tokens = min(float(most), tokens + (now - seen) * most / MINUTE)
    if tokens < 1:
        raise TooManyAtOnce(_("Many people are signing at once. Wait a minute and send it again."))
    cache.set(key, (tokens - 1, now), 2 * MINUTE)
