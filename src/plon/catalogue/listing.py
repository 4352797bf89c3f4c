"""A list of results, projects or organisations: the question in the address, the answer as a page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from plon.catalogue.labels import facet_label, facet_name
from plon.search.querying import Page, search
from plon.search.questions import LONGEST_QUESTION

PAGE_SIZE = 20

# Longer lists of values show the most frequent first and the rest on demand.
SHOWN_AT_ONCE = 6
SHOWN_AT_MOST = 60

SORT_NAMES = {"relevance": _("best match"), "newest": _("newest"), "title": _("title")}


@dataclass(frozen=True, slots=True)
class ListKind:
    """What can be listed and by what it is filtered."""

    kind: str
    facets: tuple[str, ...]


RESULTS = ListKind("result", ("country", "field", "category", "language", "year"))
PROJECTS = ListKind("project", ("country", "field", "year", "key_action", "language", "programme"))
ORGANISATIONS = ListKind("organisation", ("country", "type"))


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class FilterGroup:
    """The values of one facet; `rest` is folded away until asked for."""

    name: str
    label: str
    shown: tuple[Choice, ...]
    rest: tuple[Choice, ...]

    @property
    def is_used(self) -> bool:
        return any(choice.is_chosen for choice in self.shown)


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in use; its address is the page without it."""

    label: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Listing:
    words: str
    sort: str
    answer: Page
    groups: tuple[FilterGroup, ...]
    chips: tuple[Chip, ...]
    query: QueryDict

    @property
    def keys(self) -> list[int]:
        return [hit.key for hit in self.answer.hits]

    @property
    def is_narrowed(self) -> bool:
        return bool(self.words or self.chips)

    @property
    def sorts(self) -> list[tuple[str, str]]:
        names = SORT_NAMES if self.words else {k: v for k, v in SORT_NAMES.items() if k != "relevance"}
        return [(value, str(label)) for value, label in names.items()]

    def address_of_page(self, number: int) -> str:
        query = self.query.copy()
        query.pop("page", None)
        if number > 1:
            query["page"] = str(number)
        return f"?{query.urlencode()}"

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
        if self.words:
            query["q"] = self.words
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


def read_listing(given: QueryDict, kind: ListKind, language: str) -> Listing:
    """Answer the question in an address. Unknown or absurd parts of it are left out, never refused."""
    words = " ".join(given.get("q", "").split())[:LONGEST_QUESTION].strip()
    filters = {name: [value[:100] for value in given.getlist(name) if value] for name in kind.facets}
    filters = {name: list(dict.fromkeys(values))[:50] for name, values in filters.items() if values}
    sort = given.get("sort", "")
    if sort not in SORT_NAMES or (sort == "relevance" and not words):
        sort = "relevance" if words else "newest"
    answer = search(
        words,
        language=language,
        kind=kind.kind,
        filters=filters,
        page=_number(given.get("page", "1")),
        size=PAGE_SIZE,
        sort=sort,
        facets=kind.facets,
    )
    query = _clean_query(words, filters, sort)
    return Listing(
        words=words,
        sort=sort,
        answer=answer,
        groups=tuple(_groups(answer, kind, filters, language)),
        chips=tuple(_chips(query, kind, filters, language)),
        query=query,
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1


def _clean_query(words: str, filters: Mapping[str, Sequence[str]], sort: str) -> QueryDict:
    query = QueryDict(mutable=True)
    if words:
        query["q"] = words
    for name, values in filters.items():
        query.setlist(name, list(values))
    if sort != ("relevance" if words else "newest"):
        query["sort"] = sort
    return query


def _groups(answer: Page, kind: ListKind, filters: Mapping[str, Sequence[str]], language: str) -> list[FilterGroup]:
    groups = []
    for name in kind.facets:
        chosen = filters.get(name, ())
        counts = {count.value: count.count for count in answer.facets.get(name, ())}
        # A chosen value stays visible even when the other filters leave nothing of it.
        counts.update({value: 0 for value in chosen if value not in counts})
        choices = [
            Choice(value, facet_label(kind.kind, name, value, language), count, value in chosen)
            for value, count in counts.items()
        ]
        if name == "year":
            choices.sort(key=lambda choice: choice.value, reverse=True)
        else:
            choices.sort(key=lambda choice: (not choice.is_chosen, -choice.count, choice.label))
        choices = choices[:SHOWN_AT_MOST]
        cut = max(SHOWN_AT_ONCE, sum(choice.is_chosen for choice in choices))
        if choices:
            groups.append(FilterGroup(name, facet_name(kind.kind, name), tuple(choices[:cut]), tuple(choices[cut:])))
    return groups


def _chips(query: QueryDict, kind: ListKind, filters: Mapping[str, Sequence[str]], language: str) -> list[Chip]:
    chips = []
    for name, values in filters.items():
        for value in values:
            without = query.copy()
            without.setlist(name, [other for other in values if other != value])
            chips.append(
                Chip(
                    label=facet_label(kind.kind, name, value, language),
                    name=facet_name(kind.kind, name),
                    address=f"?{without.urlencode()}",
                )
            )
    return chips
