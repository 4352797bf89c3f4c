"""Preview cards for social networks and messengers, drawn from the page's own data."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

# Seconds: previews are fetched once by each network and may be a day old.
FRESH = 86_400


@require_safe
def result_card(request: HttpRequest, public_id: str) -> HttpResponse:
    raise Http404


@require_safe
def project_card(request: HttpRequest, slug: str) -> HttpResponse:
    raise Http404
