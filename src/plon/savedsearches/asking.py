"""What a saved search asks, without asking it: its list, words and filters, and what of them no list knows any more."""

import hashlib
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from plon.catalogue.labels import facet_label, facet_name, in_short, kind_name
from plon.catalogue.listing import ALL, KINDS, TABBED, Listing, ListKind
from plon.savedsearches.models import SavedSearch

# Of an address these say how a list looks, not what is in it; `of` is the name of the list.
NOT_ASKED = frozenset({"q", "sort", "view", "page", "of"})
# Values that are their own names.
SELF_NAMED = frozenset({"year"})
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Filter:
    """One chosen value, in words."""

    facet: str
    value: str
    name: str
    label: str

    @property
    def is_named(self) -> bool:
        """Whether any list of the programme knows the value."""
        return self.label != self.value or self.facet in SELF_NAMED


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in words.

    Attributes:
        only: in the list of everything, the one kind that is wanted.
        lost: filters that the list does not have any more, as (name, value).
    """

    kind: ListKind
    words: str
    only: str
    filters: tuple[Filter, ...]
    lost: tuple[tuple[str, str], ...]

    @property
    def name_of_list(self) -> str:
        if self.only:
            return kind_name(self.only)
        return kind_name(self.kind.kind) if self.kind.kind else pgettext("list", "Everything")

    @property
    def in_words(self) -> str:
        """Return e.g. "“river”, Poland, Spain": what is asked, for people."""
        quoted = _("“%(words)s”") % {"words": self.words} if self.words else ""
        return ", ".join(part for part in (quoted, *(in_short(one.label) for one in self.filters)) if part)

    @property
    def suggested_name(self) -> str:
        """Return a name for the search: what is asked, of what."""
        asked = self.in_words
        name = _("%(list)s: %(asked)s") % {"list": self.name_of_list, "asked": asked} if asked else self.name_of_list
        return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def kind_of(name: str) -> ListKind | None:
    return KINDS.get(name)


def asked_by(of: str, query: str, language: str) -> Asked:
    """Read a question in the words of `language`; a list that is not there any more is the list of everything."""
    kind, given = KINDS.get(of, ALL), QueryDict(query)
    only = given.get("kind", "") if kind is ALL and given.get("kind") in TABBED else ""
    pairs = [(name, value) for name in given for value in given.getlist(name) if name not in NOT_ASKED and value]
    pairs = [(name, value) for name, value in pairs if not (name == "kind" and only)]
    return Asked(
        kind=kind,
        words=given.get("q", ""),
        only=only,
        filters=tuple(
            Filter(name, value, facet_name(kind.kind, name), facet_label(kind.kind, name, value, language))
            for name, value in pairs
            if name in kind.facets
        ),
        lost=tuple(pair for pair in pairs if pair[0] not in kind.facets),
    )


def asked_of(search: SavedSearch, language: str = "") -> Asked:
    return asked_by(search.of, search.query, language or search.language)


def canonical(listing: Listing) -> str:
    """Return the question of a list in one spelling, however it was put together."""
    query = QueryDict(listing.question, mutable=True)
    for name in ("sort", "page", "of"):
        query.pop(name, None)
    for name in list(query):
        query.setlist(name, sorted(query.getlist(name)))
    return query.urlencode()


def fingerprint(of: str, query: str, language: str) -> str:
    """Return by what the same search is known."""
    return hashlib.sha256(f"{of}?{query}&{language}".encode()).hexdigest()


def address_of(of: str, query: str, *, sort: str = "") -> str:
    """Return the page of the list."""
    asked = "&".join(part for part in (query, f"sort={sort}" if sort else "") if part)
    return KINDS.get(of, ALL).address + (f"?{asked}" if asked else "")


def feed_address_of(of: str, query: str) -> str:
    """Return the Atom feed of the list."""
    return f"{reverse('catalogue:feed')}?of={of}" + (f"&{query}" if query else "")
