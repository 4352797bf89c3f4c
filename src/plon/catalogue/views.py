"""The public pages of one result, project or organisation.

They show what others told and what was counted or found out: uses, figures, how lasting a result is, whether its links
work, what is like it. No moment of one row says when that changed, and what is taken away leaves no moment at all:
their ETag alone tells browsers and caches whether they have the page already.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from plon.catalogue import citing, embedding, presenting, queries, signposting
from plon.catalogue.labels import licence_terms
from plon.catalogue.lineage import with_versions
from plon.catalogue.map import map_of, places_of
from plon.catalogue.portfolio import portfolio_of
from plon.catalogue.presenting import ProjectSummary
from plon.catalogue.previews.presenting import peeks_of
from plon.catalogue.similar import neighbours_of
from plon.catalogue.story import source_of, timeline_of, what_came
from plon.evidence.published import public_papers_of, public_photos_of
from plon.keepers.presenting import public_line_of
from plon.labels.presenting import awards_of, mark_words, shown_labels
from plon.labels.queries import labels_of, labels_of_results
from plon.linkwatch.links import broken_links_of, website_of
from plon.packages import structured
from plon.pages import linked_data, public_page, whole_address
from plon.programme import visibility
from plon.programme.authorities import authority
from plon.projects.models import Partnership, Project
from plon.reach.counting import count_view
from plon.reach.queries import public_figures
from plon.results.fit.presenting import card_of
from plon.results.models import Result
from plon.review.presenting import public_words
from plon.review.queries import is_hidden
from plon.uptake.presenting import uses_panel
from plon.uptake.queries import counts_of


def _language() -> str:
    return get_language() or "pl"


@require_safe
@public_page
def result(request: HttpRequest, public_id: str, slug: str = "") -> HttpResponse:
    """One result, for the person who may use it; a withdrawn one leaves a tombstone."""
    found = queries.result_with_page(public_id)
    if found is None:
        raise Http404
    if slug != found.slug:
        return _moved(request, found.get_absolute_url())
    language = _language()
    if not found.is_published:
        return render(request, "catalogue/withdrawn.html", _tombstone(found, language), status=410)
    count_view(request, found)
    response = render(request, "catalogue/result.html", _result_context(request, found, language))
    response["Link"] = signposting.header_of(found, list(found.files.all()))
    return response


def _tombstone(found: Result, language: str) -> dict[str, object]:
    """Return what is said of a withdrawn result, and what may do instead."""
    beside = neighbours_of(found, language)
    work = citing.work_of(found, found.project.partnerships.all(), language)
    return {
        "section": "results",
        "result": found,
        "is_hidden": is_hidden(found),
        "title": work.title,
        "language": work.language,
        "others": beside.others[:3],
        "similar": () if beside.others else beside.similar,
        "citation": citing.apa(work),
    }


def _result_context(request: HttpRequest, found: Result, language: str) -> dict[str, object]:
    text = presenting.shown_text(found, request.GET.get("text", ""), language)
    title = text.title if text else found.working_title
    versioned = presenting.in_readers_order(
        with_versions(found, found.files.all(), queries.replaced_files(found)), language
    )
    beside = neighbours_of(found, language)
    card = whole_address(found.get_permanent_url() + f"/card.png?lang={language}")
    labels = labels_of_results([found.pk]).get(found.pk, ())
    files = [one.file for one in versioned]
    return {
        "section": "results",
        "result": found,
        "text": text,
        "title": title,
        "text_languages": presenting.text_languages(found, text, language),
        "file_groups": presenting.files_by_language(versioned, language),
        "peeks": peeks_of(files),
        "terms": licence_terms(found.licence, language),
        "fit": card_of(found, language),
        "broken_links": broken_links_of(found),
        "kept": public_line_of(found),
        **_to_take_along(found, language),
        "uses": uses_panel(found, language),
        "figures": public_figures(found),
        "project": found.project,
        "project_summary": presenting.project_summary(found.project, language),
        "roles": presenting.partners_by_role(found.project.partnerships.all(), language),
        "others": beside.others,
        "similar": beside.similar,
        "photos": queries.photos_of_result(found),
        "funding": visibility.funding_statement(
            language, cofunded=found.project.is_cofunded, programme=found.project.programme
        ),
        "published_at": found.published_at,
        "embeddable": whole_address(found.get_absolute_url()),
        "permanent_address": whole_address(found.get_permanent_url()),
        "card": card,
        "labels": shown_labels(labels, language),
        "review_words": public_words(found),
        "linked_data": linked_data(structured.result_thing(found, files, language, card, awards=awards_of(labels))),
    }


def _to_take_along(found: Result, language: str) -> dict[str, object]:
    """Return what readers copy: credit lines, citations, code for their own pages."""
    work = citing.work_of(found, found.project.partnerships.all(), language)
    frame = embedding.frame_of(found, language)
    return {
        "work": work,
        "credit_line": citing.credit_line(work),
        "adaptation_line": citing.adaptation_line(work),
        "citations": citing.citations(work),
        "frame": frame,
        "snippet": embedding.plain_snippet(work),
    }


@require_safe
@public_page
def project(request: HttpRequest, slug: str) -> HttpResponse:
    """One project: what the register says, who takes part, what came of it."""
    found = queries.project_with_page(slug)
    if found is None:
        raise Http404
    if slug != found.slug:
        return _moved(request, found.get_absolute_url())
    return render(request, "catalogue/project.html", _project_context(found, _language()))


def _project_context(found: Project, language: str) -> dict[str, object]:
    website = website_of(found)
    # A domain that belongs to somebody else now is handed on to nobody, programs included.
    labels = labels_of([found.pk]).get(found.pk, ())
    unsafe: frozenset[str] = frozenset({found.website}) if website and website.is_unsafe else frozenset()
    partnerships = list(found.partnerships.all())
    results = queries.results_of_project(found)
    uses = counts_of([result.pk for result in results])
    card = whole_address(found.get_absolute_url() + "card.png")
    return {
        "section": "projects",
        "project": found,
        "website": website,
        "summary": presenting.project_summary(found, language),
        "roles": presenting.partners_by_role(partnerships, language),
        "results": [(result, uses.get(result.pk, 0)) for result in results],
        "came": what_came(partnerships, results, uses, len(found.countries)),
        **_countries(Counter(part.organisation.country for part in partnerships), language),
        "timeline": timeline_of(found, timezone.localdate()),
        "source": source_of(found),
        "photos": public_photos_of(found),
        "papers": public_papers_of(found),
        "funding": visibility.funding_statement(language, cofunded=found.is_cofunded, programme=found.programme),
        "disclaimer": visibility.disclaimer(
            language, authority=authority(found.authority), cofunded=found.is_cofunded, programme=found.programme
        ),
        "card": card,
        "labels": shown_labels(labels, language),
        "marks": " · ".join(mark_words(labels, is_marked_elsewhere=found.is_good_practice)),
        "linked_data": linked_data(
            structured.project_thing(found, partnerships, language, without=unsafe, awards=awards_of(labels))
        ),
    }


@require_safe
@public_page
def organisation(request: HttpRequest, public_id: str, slug: str = "") -> HttpResponse:
    """An organisation and its public projects: its portfolio."""
    found = queries.organisation_with_page(public_id)
    if found is None:
        if stayed := queries.organisation_merged_from(public_id):
            return _moved(request, stayed.get_absolute_url())
        raise Http404
    if slug != found.slug:
        return _moved(request, found.get_absolute_url())
    language = _language()
    page = _page_of(request, "page", queries.projects_of_organisation(found), 20)
    results = _page_of(request, "results", queries.results_of_organisation(found), 9)
    uses = counts_of([result.pk for result in results.object_list])
    portfolio = portfolio_of(found, results.paginator.count)
    context = {
        "section": "organisations",
        "organisation": found,
        "description": found.description_pl if language == "pl" else found.description_en,
        "page": page,
        "projects": _with_marks(page.object_list, language),
        "results": results,
        "used": [(result, uses.get(result.pk, 0)) for result in results.object_list],
        "keep_page": f"page={page.number}&" if page.number > 1 else "",
        "keep_results": f"results={results.number}&" if results.number > 1 else "",
        "portfolio": portfolio,
        **_countries(portfolio.countries, language),
        "linked_data": linked_data(structured.organisation_thing(found, language)),
    }
    return render(request, "catalogue/organisation.html", context)


def _with_marks(parts: Iterable[Partnership], language: str) -> list[tuple[Partnership, ProjectSummary, str]]:
    """Return the projects of a page with summary and labels."""
    shown = list(parts)
    labels = labels_of([part.project_id for part in shown])
    return [
        (
            part,
            presenting.project_summary(part.project, language),
            " · ".join(mark_words(labels.get(part.project_id, ()), is_marked_elsewhere=part.project.is_good_practice)),
        )
        for part in shown
    ]


def _countries(counts: Mapping[str, int], language: str) -> dict[str, object]:
    """Return the map of some countries and the list beside it; nothing where one country alone would be drawn."""
    known = {code: count for code, count in counts.items() if code}
    if len(known) < 2:
        return {}
    return {"map": map_of(known, language), "places": places_of(known, language)}


def _page_of(request: HttpRequest, name: str, things: QuerySet[Any], size: int) -> Page[Any]:
    """Return the page of a list that the address asks for; the nearest there is if there is no such page."""
    return Paginator(things, size).get_page(request.GET.get(name, "1")[:9])


def _moved(request: HttpRequest, path: str) -> HttpResponse:
    asked = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{path}?{asked}" if asked else path)


@require_safe
@vary_on_headers("Accept-Language", "Cookie")
def permanent(request: HttpRequest, public_id: str) -> HttpResponse:
    """The short address on posters: leads to the page in the visitor's language, also years from now."""
    found = Result.objects.filter(public_id=public_id, state__in=queries.PUBLIC_STATES).first()
    if found is None:
        raise Http404
    return redirect(found.get_absolute_url())
