"""The calendar that programs ask for, with nothing but its secret."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from plon.corner import queries
from plon.corner.calendar import calendar_of
from plon.corner.gate import keep_private, refuse
from plon.corner.letters.letter import spoken
from plon.texts import fold


@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The calendar behind a secret; a program that has it already is told that nothing changed."""
    found = queries.find_subscription(secret)
    if found is None:
        return refuse(request, secret)
    content = calendar_of(found, spoken(request.GET.get("lang", "pl")))
    etag = f'"{hashlib.blake2b(content, digest_size=12).hexdigest()}"'
    name = slugify(fold(str(found.project)))[:60] or "calendar"
    answer = HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={
            "ETag": etag,
            # Programs may keep it, but ask each time.
            "Cache-Control": "private, no-cache",
            "Content-Disposition": f'inline; filename="{name}.ics"',
            "X-Content-Type-Options": "nosniff",
        },
    )
    conditional = get_conditional_response(request, etag=etag, response=answer)
    return keep_private(conditional if isinstance(conditional, HttpResponse) else answer)
