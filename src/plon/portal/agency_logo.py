"""The agency's logo as a public picture: its address names its content, so caches may keep it for ever."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from plon.agency.logos import picture_of


@require_safe
def agency_logo(request: HttpRequest, sha256: str) -> HttpResponse:
    """Give the picture of the logo that holds now."""
    content = picture_of(sha256)
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type="image/png")
    response["ETag"] = f'"{sha256[:24]}"'
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["X-Content-Type-Options"] = "nosniff"
    answer = get_conditional_response(request, etag=response["ETag"], response=response)
    return answer if isinstance(answer, HttpResponse) else response
