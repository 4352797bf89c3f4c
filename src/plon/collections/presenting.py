"""From a collection to what its page shows."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from plon.catalogue.presenting import ProjectSummary, project_summary
from plon.catalogue.queries import projects_for_cards, results_for_cards
from plon.collections.models import Collection, Entry
from plon.collections.queries import entries_of
from plon.projects.models import Project
from plon.results.enums import ResultState
from plon.results.models import Result
from plon.texts import INTERFACE_LANGUAGES


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as a page shows it; without `result` and `project` it is no longer there.

    Attributes:
        title: of what was gathered; "" if it never was, or is no longer, for everybody.
        is_withdrawn: the team has withdrawn the result; its page says why.
    """

    entry: Entry
    title: str
    title_language: str = ""
    address: str = ""
    result: Result | None = None
    project: Project | None = None
    summary: ProjectSummary | None = None
    is_withdrawn: bool = False

    @property
    def is_here(self) -> bool:
        return self.result is not None or self.project is not None


def lines_of(collection: Collection, language: str) -> list[Line]:
    """Return the entries in their order, in a constant number of queries."""
    return lines_of_entries(list(entries_of(collection)), language)


def lines_of_entries(entries: Sequence[Entry], language: str) -> list[Line]:
    kept = [entry.result_id for entry in entries if entry.result_id]
    results = {result.pk: result for result in results_for_cards(kept, whole=True)}
    projects = {project.pk: project for project in projects_for_cards([e.project_id for e in entries if e.project_id])}
    _load_texts_of_withdrawn(entries)
    return [_line(entry, results, projects, language) for entry in entries]


def _load_texts_of_withdrawn(entries: Iterable[Entry]) -> None:
    withdrawn = [entry.result for entry in entries if entry.result and entry.result.state == ResultState.WITHDRAWN]
    prefetch_related_objects(withdrawn, "texts")


def _line(entry: Entry, results: dict[int, Result], projects: dict[int, Project], language: str) -> Line:
    if entry.result_id in results:
        result = results[entry.result_id]
        text = result.text_in(language)
        return Line(
            entry, result.title_in(language), text.language if text else "", result.get_absolute_url(), result=result
        )
    if entry.project_id in projects:
        project = projects[entry.project_id]
        summary = project_summary(project, language)
        return Line(
            entry, summary.title, summary.language, project.get_absolute_url(), project=project, summary=summary
        )
    if entry.result and entry.result.state == ResultState.WITHDRAWN:
        title = entry.result.title_in(language)
        return Line(entry, title, address=entry.result.get_absolute_url(), is_withdrawn=True)
    return Line(entry, "")


def changed_at(collection: Collection, lines: Iterable[Line]) -> datetime.datetime:
    """Return when anything last changed that its page shows."""
    things = (line.entry.result or line.entry.project for line in lines)
    return max([collection.updated_at, *(thing.updated_at for thing in things if thing)])


def signature_of(collection: Collection) -> str:
    """Return who signs it, as the keeper wishes to be called; "" for nobody in particular."""
    return collection.byline


@dataclass(frozen=True, slots=True)
class Card:
    """A collection in a list."""

    collection: Collection
    title: str
    description: str
    language: str
    signature: str
    count: int


def card_of(collection: Collection, language: str) -> Card:
    """Return a collection in a list; it was loaded by `queries.for_lists`."""
    text = collection.text_in(language)
    return Card(
        collection,
        text.title if text else collection.public_id,
        text.description if text else "",
        text.language if text else "",
        signature_of(collection),
        getattr(collection, "entry_count", 0),
    )


def cards_of(collections: Iterable[Collection], language: str) -> list[Card]:
    return [card_of(collection, language) for collection in collections]


def texts_of(collection: Collection) -> dict[str, tuple[str, str]]:
    """Return title and introduction by language, "" where there are none."""
    written = {text.language: (text.title, text.description) for text in collection.texts.all()}
    return {language: written.get(language, ("", "")) for language in INTERFACE_LANGUAGES}
