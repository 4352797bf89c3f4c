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
from plon.portal.guidefiles import Guide, Written, filed_guide
from plon.portal.guides import as_guide, guides, neighbours, read_guide
from plon.portal.guidetexts.models import GuideText
from plon.portal.guidetexts.showing import written_of
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
    found = read_guide(guide, _language())
    if found is None:
        raise Http404
    return _show_guide(request, *found)


def show_text(request: HttpRequest, text: GuideText) -> HttpResponse:
    """Show the agency's own text of a guide, published or as a preview."""
    filed = filed_guide(text.slug, text.locale.language_code)
    if filed is None:
        raise Http404
    return _show_guide(request, as_guide(text, filed), written_of(text))


def _show_guide(request: HttpRequest, guide: Guide, written: Written) -> HttpResponse:
    before, after = neighbours(guide)
    context = {
        "guide": guide,
        "written": written,
        "question": QUESTIONS.get(guide.slug, ""),
        "every": guides(guide.language),
        "before": before,
        "after": after,
        "examples": examples_for(guide.theme),
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
