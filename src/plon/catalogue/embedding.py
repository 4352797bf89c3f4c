"""A result on somebody else's page: a card in a frame, and oEmbed (oembed.com), by which other sites ask for it."""

import re
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from plon.catalogue import citing, queries
from plon.catalogue.sharing_views import asked_language
from plon.pages import whole_address
from plon.results.models import Result
from plon.review.queries import is_hidden

# Pixels. The card fits into these; below NARROW it stands upright.
WIDTH, HEIGHT, TALL = 560, 220, 400
NARROW, LEAST_WIDTH, LEAST_HEIGHT = 420, 200, 120
# Seconds. Short enough that a withdrawn result soon leaves the pages of others.
FRESH = 300

_OURS = re.compile(r"/(?:(?P<language>[a-z]{2})/results|r)/(?P<key>[a-z0-9]{1,12})(?:/[^?#]*)?(?:[?#].*)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the card of a result is, and how large it is there."""

    address: str
    title: str
    width: int
    height: int

    @property
    def code(self) -> SafeString:
        """The HTML that others put on their page. The card runs no script and wants no cookie."""
        return format_html(
            '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy" '
            'style="border:0;max-width:100%" sandbox="allow-popups allow-popups-to-escape-sandbox allow-same-origin">'
            "</iframe>",
            self.address, self.title, self.width, self.height,
        )  # fmt: skip


def frame_of(result: Result, language: str, *, widest: int = WIDTH, highest: int = 0) -> Frame:
    """Return the frame of a result's card, within the limits that the other page has."""
    width = max(LEAST_WIDTH, min(widest, WIDTH))
    height = HEIGHT if width >= NARROW else TALL
    address = whole_address(reverse("result_embed", args=[result.public_id]))
    return Frame(
        address=f"{address}?lang={language}",
        title=citing.one_line(result.title_in(language)),
        width=width,
        height=max(LEAST_HEIGHT, min(height, highest)) if highest else height,
    )


def plain_snippet(work: citing.Work) -> SafeString:
    """Return a paragraph about a result for pages that take no frames: title, authors, licence."""
    licence = ""
    if work.terms and work.terms.address:
        licence = format_html(' · <a href="{}">{}</a>', work.terms.address, work.terms.badge)
    elif work.terms:
        licence = format_html(" · {}", work.terms.badge)
    return format_html('<p><a href="{}">{}</a> · {}{}</p>', work.address, work.title, ", ".join(work.authors), licence)


@require_safe
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"], "script-src": ["'none'"], "connect-src": ["'none'"]})  # type: ignore[arg-type]  # its stub knows no arguments of views
def card(request: HttpRequest, public_id: str) -> HttpResponse:
    """Show a result as a small card that any page may frame: no script, no cookie, nothing to click into trouble."""
    found = queries.result_to_cite(public_id)
    if found is None:
        raise Http404
    language = asked_language(request)
    with translation.override(language):
        work = citing.work_of(found, found.project.partnerships.all(), language)
        context: dict[str, object] = {
            "result": found,
            "work": work,
            "text": found.text_in(language),
            "language": language,
        }
        if not found.is_published:
            context["is_hidden"] = is_hidden(found)
        status = 200 if found.is_published else 410
        response = render(request, "catalogue/embed.html", context, status=status)
    response["Cache-Control"] = f"public, max-age={FRESH}"
    response["Referrer-Policy"] = "no-referrer"
    # The page around the card opened it; it must not become part of that page's group.
    response["Cross-Origin-Opener-Policy"] = "same-origin"
    return response


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """Answer other sites that ask how to show one of our results (`?url=`, `format`, `maxwidth`, `maxheight`)."""
    form = request.GET.get("format", "json")
    if form not in {"json", "xml"}:
        return HttpResponse("Only json and xml are offered.", status=501, content_type="text/plain")
    found, language = _meant(request.GET.get("url", ""), asked_language(request))
    if found is None:
        raise Http404
    with translation.override(language):
        answer = _answer(found, language, _limit(request, "maxwidth"), _limit(request, "maxheight"))
    response = JsonResponse(answer) if form == "json" else _xml(answer)
    response["Cache-Control"] = f"public, max-age={FRESH}"
    # Any page may read it: it says nothing that is not public, and knows no visitor.
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _meant(address: str, language: str) -> tuple[Result | None, str]:
    """Return the result at one of our own addresses, and the language of that address."""
    if not address.startswith(f"{settings.BASE_URL}/"):
        return None, language
    match = _OURS.fullmatch(address.removeprefix(settings.BASE_URL))
    if match is None:
        return None, language
    own = match["language"]
    found = queries.result_to_cite(match["key"])
    return (found if found and found.is_published else None), own if own in dict(settings.LANGUAGES) else language


def _limit(request: HttpRequest, name: str) -> int:
    """Return a limit in pixels; 0 if none or none that makes sense was given."""
    given = request.GET.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) <= 6 else 0


def _answer(result: Result, language: str, widest: int, highest: int) -> dict[str, Any]:
    frame = frame_of(result, language, widest=widest or WIDTH, highest=highest)
    work = citing.work_of(result, result.project.partnerships.all(), language)
    answer: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": work.title,
        "author_name": ", ".join(work.authors),
        "provider_name": "Plon",
        "provider_url": whole_address("/"),
        "cache_age": FRESH,
        "html": str(frame.code),
        "width": frame.width,
        "height": frame.height,
    }
    if result.responsible:
        answer["author_url"] = whole_address(result.responsible.get_absolute_url())
    # The specification keeps pictures, too, within the limits that were asked for.
    if (not widest or widest >= 1200) and (not highest or highest >= 630):
        picture = whole_address(reverse("result_card", args=[result.public_id]))
        answer |= {"thumbnail_url": f"{picture}?lang={language}", "thumbnail_width": 1200, "thumbnail_height": 630}
    return answer


def _xml(answer: dict[str, Any]) -> HttpResponse:
    root = ET.Element("oembed")
    for name, value in answer.items():
        ET.SubElement(root, name).text = str(value)
    return HttpResponse(
        ET.tostring(root, encoding="utf-8", xml_declaration=True), content_type="text/xml; charset=utf-8"
    )
