"""What a list shows of each hit, whatever it is: title and text with the words found in them, and its facts."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.translation import ngettext

from plon.catalogue import presenting, queries
from plon.catalogue.labels import code_name, facet_label, in_short, kind_name
from plon.catalogue.listing import Listing
from plon.labels.presenting import mark_words
from plon.labels.queries import labels_of, labels_of_results
from plon.organisations.models import Organisation
from plon.programme import places
from plon.projects.models import Project
from plon.results.fit import presenting as fit
from plon.results.fit.facets import card_or_none
from plon.results.models import Result
from plon.search.querying import Hit
from plon.search.registry import source_of
from plon.search.snippets import Snippet, highlight, snippet
from plon.texts import best_language, mask_addresses

EXCERPT = 220

# More countries than these are counted, not named.
MOST_COUNTRIES = 6

_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_SIGNS = re.compile(r"[*_`#>|]+|(?:^|\n)\s*[-+]\s")


@dataclass(frozen=True, slots=True)
class Row:
    """One hit as its template shows it; `signs` stand above the title, `facts` below the text."""

    kind: str
    thing: Any
    address: str
    language: str
    heading: Snippet
    excerpt: Snippet
    signs: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()

    @property
    def kind_name(self) -> str:
        return kind_name(self.kind, one=True)


def rows_of(listing: Listing, language: str, *, whole: bool = False) -> list[Row]:
    """Return the rows of a list in the order of its hits; a constant number of queries per kind of thing.

    Args:
        listing: the list.
        language: the reader's.
        whole: whether results come with all that is known of them, for files; a page shows a fifth of it.
    """
    readers: Mapping[str, Callable[[Sequence[Hit], _Asker], dict[int, Row]]] = {
        "result": _results,
        "project": _projects,
        "organisation": _organisations,
    }
    asker = _Asker(listing.words, language, whole)
    found: dict[tuple[str, int], Row] = {}
    for kind in dict.fromkeys(hit.kind for hit in listing.answer.hits):
        hits = [hit for hit in listing.answer.hits if hit.kind == kind]
        found.update({(kind, key): row for key, row in readers.get(kind, _others)(hits, asker).items()})
    return [found[hit.kind, hit.key] for hit in listing.answer.hits if (hit.kind, hit.key) in found]


@dataclass(frozen=True, slots=True)
class _Asker:
    """Who asks what: their words are marked in what they read."""

    words: str
    language: str
    wants_whole: bool

    def heading(self, title: str, spoken: str) -> Snippet:
        return highlight(title, self.words, text_language=spoken or self.language, language=self.language)

    def excerpt(self, text: str, spoken: str) -> Snippet:
        return snippet(
            bare(text), self.words, text_language=spoken or self.language, language=self.language, length=EXCERPT
        )


def bare(text: str) -> str:
    """Return Markdown without its signs and without anyone's address; quick, for texts that are cut anyway."""
    return mask_addresses(_SIGNS.sub(" ", _LINK.sub(r"\1", text)))


def _results(hits: Sequence[Hit], asker: _Asker) -> dict[int, Row]:
    rows, labels = {}, labels_of_results([hit.key for hit in hits])
    for result in queries.results_for_cards([hit.key for hit in hits], whole=asker.wants_whole):
        text = result.text_in(asker.language)
        spoken = text.language if text else ""
        said = [text.problem, text.summary, text.audience, text.how_to_use, text.needs] if text else []
        rows[result.pk] = Row(
            kind="result",
            thing=result,
            address=result.get_absolute_url(),
            language=spoken,
            heading=asker.heading(text.title if text else result.working_title, spoken),
            excerpt=asker.excerpt(" ".join(part for part in said if part), spoken),
            signs=_some(
                in_short(code_name("result_categories", result.category, asker.language)),
                *mark_words(labels.get(result.pk, ())),
            ),
            facts=_facts_of_result(result, asker.language),
        )
    return rows


def _facts_of_result(result: Result, language: str) -> tuple[str, ...]:
    """Return what tells at a glance whether it fits: age, time, languages, licence; and whose it is."""
    card = card_or_none(result)
    spoken = [places.language_name(code, language) for code in result.languages]
    licence = in_short(code_name("licences", result.licence, language))
    return _some(
        fit.ages(card) if card else "",
        fit.duration(card) if card else "",
        ", ".join(spoken),
        licence,
        result.project.acronym or result.project.number,
    )


def _projects(hits: Sequence[Hit], asker: _Asker) -> dict[int, Row]:
    rows, labels = {}, labels_of([hit.key for hit in hits])
    for project in queries.projects_for_cards([hit.key for hit in hits]):
        summary = presenting.project_summary(project, asker.language)
        has_name = project.acronym and project.acronym.casefold() not in summary.title.casefold()
        title = f"{project.acronym}: {summary.title}" if has_name else summary.title
        rows[project.pk] = Row(
            kind="project",
            thing=project,
            address=project.get_absolute_url(),
            language=summary.language,
            heading=asker.heading(title, summary.language),
            excerpt=asker.excerpt(summary.summary, summary.language),
            signs=_some(
                str(project.call_year or ""),
                facet_label("project", "field", project.field, asker.language) if project.field else "",
                *mark_words(labels.get(project.pk, ()), is_marked_elsewhere=project.is_good_practice),
            ),
            facts=_facts_of_project(project, asker.language),
        )
    return rows


def _facts_of_project(project: Project, language: str) -> tuple[str, ...]:
    named = [places.country_name(code, language) for code in project.countries[:MOST_COUNTRIES]]
    more = len(project.countries) - len(named)
    rest = ngettext("and %(count)s more country", "and %(count)s more countries", more) % {"count": more}
    published = getattr(project, "published_count", 0)
    results = ngettext("%(count)s published result", "%(count)s published results", published)
    return _some(
        f"{', '.join(named)} {rest}" if more > 0 else ", ".join(named),
        project.number,
        results % {"count": intcomma(published)} if published else "",
    )


def _organisations(hits: Sequence[Hit], asker: _Asker) -> dict[int, Row]:
    rows = {}
    for organisation in queries.organisations_for_cards([hit.key for hit in hits]):
        texts = {"pl": organisation.description_pl, "en": organisation.description_en}
        spoken = best_language([code for code, text in texts.items() if text], asker.language) or ""
        rows[organisation.pk] = Row(
            kind="organisation",
            thing=organisation,
            address=organisation.get_absolute_url(),
            language="",
            heading=asker.heading(organisation.name, ""),
            excerpt=asker.excerpt(texts.get(spoken, ""), spoken),
            facts=_facts_of_organisation(organisation, asker.language),
        )
    return rows


def _facts_of_organisation(organisation: Organisation, language: str) -> tuple[str, ...]:
    country = places.country_name(organisation.country, language) if organisation.country else ""
    count = getattr(organisation, "project_count", 0)
    return _some(
        ", ".join(_some(organisation.city, country)),
        code_name("organisation_types", organisation.kind, language),
        ngettext("%(count)s project", "%(count)s projects", count) % {"count": intcomma(count)},
    )


def _others(hits: Sequence[Hit], asker: _Asker) -> dict[int, Row]:
    """Rows of other rooms' things: what their documents in the index say."""
    source = source_of(hits[0].kind)
    if source is None or source.address is None:
        return {}
    rows = {}
    for document in source.documents([hit.key for hit in hits]):
        texts = {text.language: text for text in document.texts if text.title}
        spoken = best_language(texts, asker.language)
        if spoken is None:
            continue
        rows[document.key] = Row(
            kind=document.kind,
            thing=document,
            address=source.address(document.public_id),
            language=spoken,
            heading=asker.heading(texts[spoken].title, spoken),
            excerpt=asker.excerpt(texts[spoken].body, spoken),
        )
    return rows


def _some(*texts: str) -> tuple[str, ...]:
    return tuple(text for text in texts if text)
