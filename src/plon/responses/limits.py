"""How fast one address may send sheets. A whole school, a hall with one network are one address."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from plon.counting.buckets import Buckets
from plon.responses.refusals import TooManyAtOnce
from plon.surveys.models import Round

# A hall of 200 whose phones send twice stays below it; a program that invents answers does not for long.
SHEETS_PER_MINUTE = 600

sheets = Buckets()


def spend(request: HttpRequest, asked: Round) -> None:
    """Take one token of the address that sends; the address is never written, its keyed hash lies in memory alone.

    Raises:
        TooManyAtOnce: the bucket is empty.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if sheets.take(address, per_minute=SHEETS_PER_MINUTE, what=f"round {asked.pk}"):
        raise TooManyAtOnce(_("Very many sheets come at once. Wait a minute and send yours again: it is still here."))
