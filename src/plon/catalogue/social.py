"""Preview cards for social networks and messengers, drawn from the page's own data."""

import hashlib
from dataclasses import astuple

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plon.catalogue import presenting, queries
from plon.catalogue.labels import code_name, licence_terms
from plon.programme import places
from plon.projects.models import Project
from plon.results.models import Result
from plon.typeset.cards import SocialCard, render_card

# Seconds. Each network fetches a preview once; it may be a day old.
FRESH = 86_400


@require_safe
def result_card(request: HttpRequest, public_id: str) -> HttpResponse:
    """Draw a published result's preview; `?lang=` chooses the language."""
    found = queries.result_for_card(public_id)
    if found is None:
        raise Http404
    asked = request.GET.get("lang", "")
    language = asked if asked in dict(settings.LANGUAGES) else (get_language() or "pl")
    with translation.override(language):
        return _picture(request, _card_of_result(found, language))


def _card_of_result(result: Result, language: str) -> SocialCard:
    terms = licence_terms(result.licence, language)
    facts = [
        ", ".join(places.language_name(code, language) for code in result.languages[:4]),
        terms.badge if terms else "",
    ]
    return SocialCard(
        language=language,
        kind_label=code_name("result_categories", result.category, language).partition(" (")[0] or _("Result"),
        title=result.title_in(language),
        project=presenting.project_summary(result.project, language).title,
        line=" · ".join(fact for fact in facts if fact),
        example_label=_("example") if result.is_example else "",
    )


@require_safe
def project_card(request: HttpRequest, slug: str) -> HttpResponse:
    """Draw a public project's preview in the language of its address."""
    found = queries.project_with_page(slug)
    if found is None:
        raise Http404
    return _picture(request, _card_of_project(found, get_language() or "pl"))


def _card_of_project(project: Project, language: str) -> SocialCard:
    return SocialCard(
        language=language,
        kind_label=_("Project"),
        title=presenting.project_summary(project, language).title,
        project=project.number,
        line=", ".join(places.country_name(code, language) for code in project.countries[:6]),
        example_label=_("example") if project.is_example else "",
    )


def _picture(request: HttpRequest, card: SocialCard) -> HttpResponse:
    """Answer with the drawn card. Its name is what it says, so an unchanged card is never drawn twice."""
    digest = hashlib.blake2b("\x1f".join(map(str, astuple(card))).encode(), digest_size=12).hexdigest()
    etag = f'"{digest}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return _dated(HttpResponse(status=unchanged.status_code), etag)
    picture = cache.get(f"catalogue.card.{digest}")
    if picture is None:
        picture = render_card(card)
        cache.set(f"catalogue.card.{digest}", picture, FRESH)
    return _dated(HttpResponse(picture, content_type="image/png"), etag)


def _dated(response: HttpResponse, etag: str) -> HttpResponse:
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={FRESH}"
    return response
