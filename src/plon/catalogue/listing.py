"""A list of the catalogue: the question in the address, the answer as a page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from plon.catalogue.narrowing import Chip, FilterGroup, chips_of, groups_of
from plon.catalogue.opening import Opening, opening_of
from plon.search.querying import Page, facets_in_use, search
from plon.search.questions import LONGEST_QUESTION

PAGE_SIZE = 20

# More filters than anyone chooses; the rest of an absurd address is left out.
MOST_FILTERS = 60

SORT_NAMES = {"relevance": _("best match"), "newest": _("newest"), "title": _("title")}

VIEW_NAMES = {"cards": _("Cards"), "list": _("List"), "map": _("Map")}


@dataclass(frozen=True, slots=True)
class ListKind:
    """What can be listed, by what it is filtered, and how it can be looked at (the first way is the usual one).

    Args:
        name: in addresses.
        kind: of the documents; "" for all.
        facets: by which it is filtered.
        open: those that stand open at first.
        views: ways to look at it.
    """

    name: str
    kind: str
    facets: tuple[str, ...]
    open: tuple[str, ...]
    views: tuple[str, ...] = ("list", "map")

    @property
    def address(self) -> str:
        return reverse(f"catalogue:{'search' if self.name == 'all' else self.name}")


ALL = ListKind(
    "all",
    "",
    ("country", "field", "topic", "language", "year"),
    open=("field", "topic", "language"),
    views=("list",),
)
RESULTS = ListKind(
    "results",
    "result",
    (
        "audience", "age", "level", "category", "language", "licence", "time", "size", "offline", "editable",
        "has_files", "label", "links", "lasting", "field", "topic", "group", "language_level", "quality", "country",
        "year", "key_action", "type",
    ),
    open=("audience", "age", "category", "language", "licence"),
    views=("cards", "list", "map"),
)  # fmt: skip
PROJECTS = ListKind(
    "projects",
    "project",
    ("country", "field", "topic", "year", "key_action", "language", "label", "programme", "state"),
    open=("country", "field", "topic", "year"),
)
ORGANISATIONS = ListKind("organisations", "organisation", ("country", "type"), open=("country", "type"))

KINDS: Mapping[str, ListKind] = {kind.name: kind for kind in (ALL, RESULTS, PROJECTS, ORGANISATIONS)}

# In the box over everything these are chosen by a tab; the others have lists of their own.
TABBED = ("page", "article", "collection", "event")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as asked for: the words, the filters, and what was found."""

    kind: ListKind
    words: str
    sort: str
    view: str
    filters: Mapping[str, Sequence[str]]
    only: str
    answer: Page
    groups: tuple[FilterGroup, ...]
    chips: tuple[Chip, ...]
    query: QueryDict
    opening: Opening

    @property
    def keys(self) -> list[int]:
        return [hit.key for hit in self.answer.hits]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.chips)

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        """Return (value, name, whether it is in use). The usual order has no value, so that it follows the question."""
        names = SORT_NAMES if self.words else {k: v for k, v in SORT_NAMES.items() if k != "relevance"}
        return [
            ("" if value == self._usual("sort") else value, str(label), value == self.sort)
            for value, label in names.items()
        ]

    @property
    def views(self) -> list[tuple[str, str, str]]:
        """Return (view, its name, its address); nothing if there is only one."""
        if len(self.kind.views) < 2:
            return []
        return [(view, str(VIEW_NAMES[view]), self.address(view=view)) for view in self.kind.views]

    def address(self, **changes: str) -> str:
        """Return the address of this list with some parts changed; "" takes a part out. It begins at page one."""
        query = self.query.copy()
        for name, value in changes.items():
            if value and value != self._usual(name):
                query[name] = value
            else:
                query.pop(name, None)
        return f"?{query.urlencode()}"

    def _usual(self, name: str) -> str:
        usual = {"view": self.kind.views[0], "sort": "relevance" if self.words else "newest", "page": "1"}
        return usual.get(name, "")

    def address_of_page(self, number: int) -> str:
        return self.address(page=str(number))

    @property
    def question(self) -> str:
        """The question as it stands in addresses of feeds, files and alerts: without page and view."""
        query = self.query.copy()
        query.pop("view", None)
        return query.urlencode()

    @property
    def previous_address(self) -> str:
        return self.address_of_page(self.answer.number - 1) if self.answer.number > 1 else ""

    @property
    def next_address(self) -> str:
        has_next = self.answer.number < self.answer.pages
        return self.address_of_page(self.answer.number + 1) if has_next else ""

    @property
    def address_without_filters(self) -> str:
        query = QueryDict(mutable=True)
        for name, value in (("q", self.words), ("view", self.query.get("view", ""))):
            if value:
                query[name] = value
        return f"?{query.urlencode()}"

    @property
    def page_numbers(self) -> list[int | None]:
        """The first, the last and the pages around this one; None stands for a gap."""
        now, last = self.answer.number, self.answer.pages
        wanted = sorted({n for n in (1, now - 1, now, now + 1, last) if 1 <= n <= last})
        numbers: list[int | None] = []
        for number in wanted:
            if numbers and numbers[-1] is not None and number - numbers[-1] > 1:
                numbers.append(None)
            numbers.append(number)
        return numbers


def read_listing(
    given: QueryDict, kind: ListKind, language: str, *, size: int = PAGE_SIZE, sort: str = "", counted: bool = True
) -> Listing:
    """Answer the question in an address. Unknown or absurd parts of it are left out, never refused.

    Args:
        given: the query string as it came.
        kind: one of `KINDS`.
        language: the reader's.
        size: hits per page.
        sort: the order, whatever the address says; feeds and alerts want the newest.
        counted: whether filters are counted and named; who only wants the hits saves the work.
    """
    words = " ".join(given.get("q", "").replace("\0", " ").split())[:LONGEST_QUESTION].strip()
    filters = _filters(given, kind)
    sort = sort or given.get("sort", "")
    if sort not in SORT_NAMES or (sort == "relevance" and not words):
        sort = "relevance" if words else "newest"
    view = given.get("view", "")
    view = view if view in kind.views else kind.views[0]
    opening = opening_of(given.getlist("open"), kind.facets, kind.open, filters)
    only = given.get("kind", "") if kind is ALL and given.get("kind") in TABBED else ""
    answer = search(
        words,
        language=language,
        kind=kind.kind or only,
        filters=filters,
        page=_number(given.get("page", "1")),
        size=size,
        sort=sort,
        facets=_counted(kind, opening, view) if counted else (),
        kinds=counted and bool(words),
    )
    query = _clean_query(words, filters, kind=kind, sort=sort, view=view, only=only)
    return Listing(
        kind=kind,
        words=words,
        sort=sort,
        view=view,
        filters=filters,
        only=only,
        answer=answer,
        groups=groups_of(
            answer, kind.kind, kind.facets, filters, language, opening=opening, in_use=facets_in_use(), query=query
        )
        if counted
        else (),
        chips=chips_of(query, kind.kind, filters, language),
        query=query,
        opening=opening,
    )


def _counted(kind: ListKind, opening: Opening, view: str) -> list[str]:
    """Return the facets to count: those that stand open, and those that are shown otherwise."""
    return [name for name in kind.facets if opening.holds(name) or (name == "country" and view == "map")]


def _filters(given: QueryDict, kind: ListKind) -> dict[str, list[str]]:
    filters: dict[str, list[str]] = {}
    room = MOST_FILTERS
    for name in kind.facets:
        values = list(dict.fromkeys(value[:100] for value in given.getlist(name) if value.strip()))[:room]
        if values:
            filters[name] = values
            room -= len(values)
    return filters


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1


def _clean_query(
    words: str, filters: Mapping[str, Sequence[str]], *, kind: ListKind, sort: str, view: str, only: str
) -> QueryDict:
    query = QueryDict(mutable=True)
    if words:
        query["q"] = words
    if only:
        query["kind"] = only
    for name, values in filters.items():
        query.setlist(name, list(values))
    if sort != ("relevance" if words else "newest"):
        query["sort"] = sort
    if view != kind.views[0]:
        query["view"] = view
    return query
