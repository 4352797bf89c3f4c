"""What the index keeps of a thing: plain, frozen, known to no other room."""

from collections.abc import Mapping
from dataclasses import dataclass, field

# "page" is a guide, a theme or a term; "article" is news or a report.
KINDS = ("result", "project", "organisation", "page", "collection", "event", "article")

# Filters of the catalogue. A document may carry several values of each.
FACETS = (
    "type",
    "country",
    "field",
    "category",
    "topic",
    "group",
    "language",
    "year",
    "key_action",
    "programme",
    "licence",
    "state",
    "label",
    "has_files",
    "links",
    # How lasting a result is, in a word.
    "lasting",
    # The fit card of a result.
    "audience",
    "age",
    "level",
    "time",
    "size",
    "language_level",
    "offline",
    "editable",
    "quality",
)


@dataclass(frozen=True, slots=True)
class DocumentText:
    """What a document says in one language; `language` decides how its words are reduced to base forms.

    Args:
        language: of these words.
        title: weighs most.
        body: what the team wrote about it.
        attached: what stands inside its files in this language; weighs least, and phrases are not found in it.
    """

    language: str
    title: str
    body: str = ""
    attached: str = ""


@dataclass(frozen=True, slots=True)
class IndexDocument:
    """One public thing as the index sees it.

    Args:
        kind: one of `KINDS`: with `key`, its identity.
        key: the row's id in the database.
        public_id: what stands in its address.
        texts: its words, each in their own language.
        names: words of no language: numbers, acronyms, names of organisations and places.
        facets: values by which it can be filtered; keys are of `FACETS`.
        appeared: seconds since 1970 of its publication, for "newest first".
        is_example: whether it belongs to the demonstration world.
        quality: 0 to 1, how living, open, complete and used it is; orders equals, never filters.
    """

    kind: str
    key: int
    public_id: str
    texts: tuple[DocumentText, ...]
    names: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    appeared: int = 0
    is_example: bool = False
    quality: float = 0.5

    def title_in(self, language: str) -> str:
        """Return the title for a reader of `language`: theirs, else English, else the first."""
        titles = {text.language: text.title for text in self.texts if text.title}
        return titles.get(language) or titles.get("en") or next(iter(titles.values()), "")
