"""The portal's own pages: home, guide, about."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plon.pages import linked_data, public_page, whole_address
from plon.portal.figures import figures
from plon.portal.shelves import filled_shelves
from plon.portal.themes import themes
from plon.programme.sharing import reasons
from plon.results.enums import ResultState
from plon.results.models import Result

NEWEST = 6


def _language() -> str:
    return get_language() or "pl"


@require_safe
@public_page
def home(request: HttpRequest) -> HttpResponse:
    newest = (
        Result.objects.filter(state=ResultState.PUBLISHED)
        .select_related("project", "responsible")
        .prefetch_related("texts")
        .order_by("-published_at", "-pk")[:NEWEST]
    )
    context = {
        "newest": newest,
        "shelves": filled_shelves(_language()),
        "figures": figures(),
        "reasons": reasons(_language()),
        "themes": themes(_language()),
        "linked_data": linked_data(_website()),
    }
    return render(request, "portal/home.html", context)


def _website() -> dict[str, object]:
    """Describe the portal with its search box, in schema.org's terms."""
    return {
        "@type": "WebSite",
        "name": "Plon",
        "description": _("Results of European projects that live on: find them, use them, share your own."),
        "url": whole_address(reverse("portal:home")),
        "inLanguage": ["pl", "en"],
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": whole_address(reverse("catalogue:search")) + "?q={search_term_string}",
            },
            "query-input": "required name=search_term_string",
        },
    }


@require_safe
@public_page
def guide(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "portal/guide.html",
        {"themes": themes(_language()), "reasons": reasons(_language()), "section": "guide"},
    )


@require_safe
@public_page
def theme(request: HttpRequest, theme: str) -> HttpResponse:
    every = themes(_language())
    place = next((number for number, one in enumerate(every) if one.key == theme), None)
    if place is None:
        raise Http404
    found = every[place]
    context = {
        "theme": found,
        "themes": every,
        "fragment": f"portal/guide/{found.key}_{_language()}.html",
        "following": every[(place + 1) % len(every)],
        "section": "guide",
    }
    return render(request, "portal/theme.html", context)


@require_safe
@public_page
def about(request: HttpRequest) -> HttpResponse:
    return _page(request, "about", _("About Plon"))


@require_safe
@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    return _page(request, "accessibility", _("Accessibility"))


@require_safe
@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    return _page(request, "privacy", _("Privacy"))


def _page(request: HttpRequest, name: str, heading: str) -> HttpResponse:
    context = {"section": "about", "heading": heading, "fragment": f"portal/{name}_{_language()}.html"}
    return render(request, "portal/page.html", context)
