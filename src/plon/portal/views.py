"""The portal's own pages: home, guide, about."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plon.agency.own import contacts_for
from plon.agency.statements import own_text_on
from plon.pages import kept_page, linked_data, public_page, whole_address
from plon.portal.examples import examples_for
from plon.portal.figures import figures
from plon.portal.glossary import letters
from plon.portal.guides import guide_of, guides, neighbours, written
from plon.portal.shelves import filled_shelves
from plon.portal.statements import generated
from plon.portal.themes import QUESTIONS, themes
from plon.programme.sharing import reasons
from plon.results.enums import ResultState
from plon.results.models import Result

NEWEST = 6


def _language() -> str:
    return get_language() or "pl"


@require_safe
@kept_page
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
@kept_page
@public_page
def guide(request: HttpRequest) -> HttpResponse:
    every = guides(_language())
    context = {
        "themes": [one for one in every if one.opens_theme],
        "steps": [one for one in every if not one.opens_theme],
        "reasons": reasons(_language()),
        "section": "guide",
    }
    return render(request, "portal/guide.html", context)


@require_safe
@kept_page
@public_page
def guide_page(request: HttpRequest, guide: str) -> HttpResponse:
    found = guide_of(guide, _language())
    if found is None:
        raise Http404
    before, after = neighbours(found)
    context = {
        "guide": found,
        "written": written(found.slug, _language()),
        "question": QUESTIONS.get(found.slug, ""),
        "every": guides(_language()),
        "before": before,
        "after": after,
        "examples": examples_for(found.theme),
        "section": "guide",
    }
    return render(request, "portal/guide_page.html", context)


@require_safe
@public_page
def glossary_page(request: HttpRequest) -> HttpResponse:
    context = {
        "letters": letters(_language()),
        "other_language": "en" if _language() == "pl" else "pl",
        "section": "guide",
    }
    return render(request, "portal/glossary.html", context)


@require_safe
@public_page
def about(request: HttpRequest) -> HttpResponse:
    return _page(request, "about", _("About Plon"))


@require_safe
@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    return _statement(request, "accessibility", _("Accessibility"))


@require_safe
@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    return _statement(request, "privacy", _("Privacy"))


def _page(request: HttpRequest, name: str, heading: str) -> HttpResponse:
    fragment, agency = f"portal/{name}_{_language()}.html", contacts_for(_language())
    context = {"section": "about", "heading": heading, "fragment": fragment, "agency": agency}
    return render(request, "portal/page.html", context)


def _statement(request: HttpRequest, page: str, heading: str) -> HttpResponse:
    language = _language()
    context = {
        "section": "about", "heading": heading, "fragment": "portal/statement.html", "page": page,
        "agency": contacts_for(language), "generated": generated(page, language), "own": own_text_on(page, language),
    }  # fmt: skip
    return render(request, "portal/page.html", context)
