"""What people take along of a published result beside its files: citations and the QR code of its address."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from plon.catalogue import citing, queries, signposting
from plon.pages import whole_address
from plon.typeset.qr import qr_png, qr_svg

# Seconds. What is cited hardly ever changes.
FRESH = 3600
QR_PIXELS = 1200


def asked_language(request: HttpRequest) -> str:
    """Return the language in `?lang=` if there is such a one, else the visitor's."""
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else (get_language() or settings.LANGUAGE_CODE)


@require_safe
def cite(request: HttpRequest, public_id: str, ending: str) -> HttpResponse:
    """Give the citation of a result as a file; also of a withdrawn one, which others have cited."""
    found = queries.result_to_cite(public_id)
    form = citing.FORMATS.get(ending)
    if found is None or form is None:
        raise Http404
    language = asked_language(request)
    with translation.override(language):
        text = form.write(citing.work_of(found, found.project.partnerships.all(), language))
    response = HttpResponse(text, content_type=f"{form.media_type}; charset=utf-8")
    return _taken_along(response, f"{found.slug}.{ending}")


@require_safe
def qr_code(request: HttpRequest, public_id: str, ending: str) -> HttpResponse:
    """Give the QR code of a result's permanent address, for print (SVG) and for screens (PNG)."""
    found = queries.published_results().filter(public_id=public_id).first()
    if found is None or ending not in {"svg", "png"}:
        raise Http404
    address = whole_address(found.get_permanent_url())
    if ending == "svg":
        response = HttpResponse(qr_svg(address, border=4), content_type="image/svg+xml")
    else:
        response = HttpResponse(qr_png(address, QR_PIXELS), content_type="image/png")
    return _taken_along(response, f"qr-{found.public_id}.{ending}")


@require_safe
def links(request: HttpRequest, public_id: str) -> HttpResponse:
    """Give everything that belongs to a published result as a set of links (RFC 9264)."""
    found = queries.result_with_page(public_id)
    if found is None or not found.is_published:
        raise Http404
    with translation.override(asked_language(request)):
        answer = signposting.linkset(found, list(found.files.all()))
    response = JsonResponse(answer, content_type="application/linkset+json")
    response["Cache-Control"] = f"public, max-age={FRESH}"
    return response


def _taken_along(response: HttpResponse, name: str) -> HttpResponse:
    # Slugs and public ids are of letters, digits and hyphens only.
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = f"public, max-age={FRESH}"
    return response
