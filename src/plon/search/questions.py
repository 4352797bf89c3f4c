"""What a person typed in the search box, understood without ever refusing it."""

from dataclasses import dataclass, field
from re import compile as pattern

from plon.search.analysis import STOP_WORDS, words_of
from plon.search.documents import FACETS
from plon.texts import fold

# More than anyone types; beyond it lies pasted text or an attack.
LONGEST_QUESTION = 600
MOST_WORDS = 24

TITLE, NUMBER, KIND = "title", "number", "kind"

# What people call a field, folded, in Polish and English.
_NAMES = {
    **{name.replace("_", "-"): name for name in FACETS},
    "tytul": TITLE, "title": TITLE, "nazwa": TITLE, "name": TITLE,
    "numer": NUMBER, "nr": NUMBER, "number": NUMBER, "no": NUMBER,
    "rodzaj": KIND, "kind": KIND, "co": KIND,
    "kraj": "country",
    "dziedzina": "field", "sektor": "field", "sector": "field",
    "kategoria": "category",
    "temat": "topic",
    "grupa": "group",
    "jezyk": "language", "lang": "language",
    "rok": "year",
    "akcja": "key_action", "action": "key_action",
    "program": "programme",
    "licencja": "licence", "license": "licence",
    "typ": "type",
    "stan": "state", "status": "state",
    "etykieta": "label",
    "pliki": "has_files", "files": "has_files",
    "linki": "links",
    "trwalosc": "lasting",
    "dla": "audience", "odbiorcy": "audience",
    "wiek": "age",
    "poziom": "level",
    "czas": "time",
    "wielkosc": "size",
    "poziom-jezyka": "language_level",
    "edytowalny": "editable", "edytowalne": "editable",
    "jakosc": "quality",
}  # fmt: skip

_PART = pattern(
    r"(?P<minus>(?<!\S)-)?"
    r"(?:(?P<name>[^\W\d_](?:[\w-]{0,20}\w)?):(?=[^\s:]))?"
    r'(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))'
)
# A long dash is a mark of titles, so it takes no word away, even where the space behind it was forgotten.
_QUOTES = str.maketrans({"„": '"', "”": '"', "“": '"', "«": '"', "»": '"', "‟": '"', "−": "-"})


@dataclass(frozen=True, slots=True)
class Wish:
    """A part like *kraj:PL*: values of the facet `name` (or of `KIND`), any of which will do.

    `words` stand for it where no document has such a value.
    """

    name: str
    values: tuple[str, ...]
    words: tuple[str, ...]
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """The parts of a question.

    Args:
        words: every one of them is wanted, in any inflected form.
        optional: stop words beside them; they only help the order.
        phrases: words that must stand together as written.
        excluded: words that must not occur.
        typed: words and stop words in the order of typing, to find titles that hold them just so.
        in_title: words wanted in the title.
        numbers: numbers that must stand as written.
        wishes: parts like *kraj:PL*.
    """

    words: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    in_title: tuple[str, ...] = ()
    numbers: tuple[tuple[str, ...], ...] = ()
    wishes: tuple[Wish, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.phrases or self.excluded or self.in_title or self.numbers)

    @property
    def marked(self) -> tuple[str, ...]:
        """The words that are marked where they are found."""
        phrases = (word for phrase in (*self.phrases, *self.numbers) for word in phrase)
        return tuple(dict.fromkeys((*self.words, *self.in_title, *phrases)))


@dataclass(slots=True)
class _Reading:
    words: list[str] = field(default_factory=list)
    phrases: list[tuple[str, ...]] = field(default_factory=list)
    excluded: list[str] = field(default_factory=list)
    in_title: list[str] = field(default_factory=list)
    numbers: list[tuple[str, ...]] = field(default_factory=list)
    wishes: list[Wish] = field(default_factory=list)

    def take(self, name: str, text: str, *, is_phrase: bool, is_excluded: bool) -> None:
        found = words_of(text)[:MOST_WORDS]
        if not found:
            return
        meant = _NAMES.get(fold(name).replace("_", "-"), "") if name else ""
        if meant == TITLE and not is_excluded:
            self.in_title.extend(found)
        elif meant == NUMBER and not is_excluded:
            self.numbers.append(tuple(found))
        elif meant and meant not in {TITLE, NUMBER}:
            values = tuple(value.strip()[:100] for value in ([text] if is_phrase else text.split(",")) if value.strip())
            self.wishes.append(Wish(meant, values[:MOST_WORDS], tuple(found), is_excluded))
        elif is_excluded:
            self.excluded.extend(found)
        else:
            # Nobody knows the name: it is a word like any other.
            self.words.extend(() if meant else words_of(name))
            if is_phrase:
                self.phrases.append(tuple(found))
            else:
                self.words.extend(found)


def understand(text: str) -> Question:
    """Read `text`: words, "phrases", -excluded words and field:value; all else is taken as separators."""
    reading = _Reading()
    for part in _PART.finditer(text[:LONGEST_QUESTION].translate(_QUOTES)):
        is_phrase = part["phrase"] is not None
        reading.take(
            part["name"] or "",
            part["phrase"] if is_phrase else part["word"],
            is_phrase=is_phrase,
            is_excluded=bool(part["minus"]),
        )
    unique = list(dict.fromkeys(reading.words))[:MOST_WORDS]
    wanted = [word for word in unique if word.lower() not in STOP_WORDS]
    # "To be or not to be": a question of stop words alone is still a question.
    return Question(
        words=tuple(wanted or unique),
        optional=tuple(word for word in unique if word not in wanted) if wanted else (),
        phrases=tuple(reading.phrases[:MOST_WORDS]),
        excluded=tuple(dict.fromkeys(reading.excluded))[:MOST_WORDS],
        typed=tuple(reading.words[:MOST_WORDS]),
        in_title=tuple(dict.fromkeys(reading.in_title))[:MOST_WORDS],
        numbers=tuple(reading.numbers[:MOST_WORDS]),
        wishes=tuple(reading.wishes[:MOST_WORDS]),
    )
