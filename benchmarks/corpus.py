"""A catalogue of any size, the same every time: invented projects and results mixed with the real data if it is here.

Words are real ones: of the dictionaries that Plon brings and, where `../shared/data` lies beside the repository, of the
texts of real projects. They are drawn by Zipf's law, inflected forms of one word together, so that common words are as
common and rare ones as rare as in any text. Each document is made from its number alone.
"""

import csv
import functools
import gzip
import itertools
import json
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy

from plon.search.analysis import STOP_WORDS as OUR_STOP_WORDS
from plon.search.documents import FACETS, DocumentText, IndexDocument

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
KEPT = ROOT / "var" / "benchmarks"
ERASMUS = DATA / "erasmus-plus-2014-2018" / "ErasmusPlus_2014-2018_official-layout.csv.gz"
CORDIS = DATA / "cordis" / "cordis_fp7_h2020_projects_with_uk.csv.gz"
DELIVERABLES = DATA / "cordis" / "horizon-europe-2025-03" / "projectDeliverables.xlsx"
CREATIVE = DATA / "creative-europe" / "creative_europe_projects_with_uk.csv.gz"

LANGUAGES = {"en": 40, "pl": 20, "de": 12, "es": 10, "fr": 10, "it": 8}
SPOKEN_IN = {"PL": "pl", "DE": "de", "AT": "de", "ES": "es", "FR": "fr", "IT": "it"}
LEMMAS, FORMS = 14_000, 4
BLOCK, DRAWN_AT_ONCE = 500, 20_000
# Of 1,400,000 documents 400,000 are projects.
PROJECTS = 2 / 7
# No more of the corpus is real: a small one would hold nothing else.
MOST_REAL = 0.25

_MANY_COUNTRIES = "PL DE ES IT FR TR RO PT EL NL BE CZ HU SE FI AT BG SK DK LT IE NO HR LV SI EE CY MK IS RS MT LU LI"
_MORE_LANGUAGES = "pt el ro tr nl cs hu bg sv fi da sk sl hr et lv lt mt ga"
_SYLLABLES = tuple("ka lo mi ra tu se no vi ber dan gor hel jas kow lin mar nik pol ster wal zur".split())  # noqa: SIM905
COUNTRIES = [*_MANY_COUNTRIES.split()]
# Each filter: its values, and how many of them a document has at least and at most.
FILTERS: dict[str, tuple[list[str], int, int]] = {
    "type": (["tangible", "intangible", "learning", "policy"], 1, 1),
    "country": (COUNTRIES, 1, 6),
    "field": (["SCH", "VET", "ADU", "HED", "YOU", "SPO"], 1, 1),
    "category": ([f"category-{n}" for n in range(24)], 1, 1),
    "topic": ([f"topic-{n}" for n in range(60)], 1, 4),
    "group": ([f"group-{n}" for n in range(20)], 1, 3),
    "language": ([*LANGUAGES, *_MORE_LANGUAGES.split()], 1, 3),
    "year": ([str(year) for year in range(2026, 2013, -1)], 1, 1),
    "key_action": (["KA2", "KA1", "KA3"], 1, 1),
    "programme": (["erasmus-2021-2027", "erasmus-2014-2020", "creative-europe", "esc", "horizon"], 1, 1),
    "licence": (["CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-SA-4.0", "CC0-1.0", "CC-BY-NC-4.0", "other"], 0, 1),
    "state": (["published", "finished", "ongoing"], 1, 1),
    "label": (["good-practice", "success-story", "award"], 0, 1),
    "has_files": (["yes", "no"], 1, 1),
    "links": (["living", "unknown", "broken"], 0, 1),
    "audience": ([f"audience-{n}" for n in range(10)], 0, 3),
    "age": ([f"age-{n}" for n in range(8)], 0, 3),
    "level": ([f"level-{n}" for n in range(9)], 0, 2),
    "time": ([f"time-{n}" for n in range(6)], 0, 1),
    "size": ([f"size-{n}" for n in range(5)], 0, 1),
    "language_level": (["A1", "A2", "B1", "B2", "C1", "C2"], 0, 2),
    "offline": (["yes", "no"], 0, 1),
    "editable": (["yes", "no"], 0, 1),
    "quality": ([f"quality-{n}" for n in range(5)], 0, 2),
}  # fmt: skip
# Filters of the fit card, which projects do not have.
_OF_RESULTS = FACETS[FACETS.index("audience") :] if "audience" in FACETS else ()
_PUBLIC_ID = "23456789abcdefghjkmnpqrstuvwxyz"
_WORD = re.compile(r"[^\W\d_]{2,30}")


def _falling(count: int, steepness: float = 1.05, offset: float = 2.7) -> list[float]:
    return list(itertools.accumulate(1 / (rank + offset) ** steepness for rank in range(1, count + 1)))


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The words of a language from the most common to the rarest, with their summed shares.

    Args:
        forms: {word: other forms of the same base form}, for the words of the dictionary.
        first: where these begin.
    """

    language: str
    words: Any
    shares: Any
    forms: Mapping[str, tuple[str, ...]]
    first: int


class _Stream:
    """Words of a language as they come in a text, without end."""

    def __init__(self, vocabulary: Vocabulary, seeds: Sequence[int]) -> None:
        self._vocabulary, self._chance = vocabulary, numpy.random.default_rng(seeds)
        self._drawn: list[str] = []

    def take(self, count: int) -> list[str]:
        if len(self._drawn) < count:
            places = numpy.searchsorted(self._vocabulary.shares, self._chance.random(DRAWN_AT_ONCE))
            self._drawn += self._vocabulary.words[places].tolist()
        taken, self._drawn = self._drawn[-count:], self._drawn[:-count]
        return taken

    def title(self, count: int) -> str:
        words = self.take(2 * count)
        return " ".join([word for word in words if len(word) > 3][:count] or words[:count]).capitalize()


@functools.cache
def vocabulary(language: str, seed: int = 7) -> Vocabulary:
    """Return the words of a language: those of real titles and texts, then families of forms from the dictionary."""
    common, families = common_words(language), _drawn(language, seed)
    words = list(dict.fromkeys([*common, *(word for family in families for word in family)]))
    forms = {word: tuple(other for other in family if other != word) for family in families for word in family}
    summed = numpy.array(_falling(len(words)))
    return Vocabulary(language, numpy.array(words, dtype=object), summed / summed[-1], forms, len(common))


@functools.cache
def erasmus() -> list[dict[str, str]]:
    """Return the real projects with the columns that are of use here: the table has 622."""
    wanted = (
        "Project Identifier", "Project Title", "Project Summary", "Call year", "Participating countries",
        "Coordinating organisation name", "Partner 1 name", "Coordinator's country",
    )  # fmt: skip
    return [{name: row[name] for name in wanted} for row in rows_of(ERASMUS)]


@functools.cache
def common_words(language: str) -> list[str]:
    """Return words of real projects, the most common first, or without them the stop words that Plon knows."""
    counts: Counter[str] = Counter()
    for row in erasmus():
        if language == "en" and row["Project Identifier"].endswith("1"):
            counts.update(_WORD.findall(row["Project Summary"].lower()))
        elif SPOKEN_IN.get(row["Project Identifier"][7:9]) == language:
            counts.update(_WORD.findall(row["Project Title"].lower()))
    return [word for word, count in counts.most_common(20_000) if count > 1] or sorted(OUR_STOP_WORDS)


def _drawn(language: str, seed: int) -> list[list[str]]:
    """Return families of words, drawn in a process of its own: a dictionary takes hundreds of megabytes to read."""
    kept = KEPT / f"words-{language}-{seed}.json"
    if not kept.is_file():
        call = [sys.executable, __file__, language, str(seed)]
        answer = subprocess.run(call, capture_output=True, text=True, check=True)
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(answer.stdout)
    drawn: list[list[str]] = json.loads(kept.read_text())
    return drawn


def _families(language: str, seed: int) -> list[list[str]]:
    """Draw base forms from the dictionary, each with a few of its forms."""
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    families: dict[str, list[str]] = {}
    known = DefaultDictionaryFactory(cache_max_size=1).get_dictionary(language)
    for word, base in known.items():
        plain, root = (each.decode() if isinstance(each, bytes) else each for each in (word, base))
        # Elsewhere than in German a capital tells a name, and dictionaries are full of them.
        if plain.isalpha() and 2 < len(plain) < 16 and (language == "de" or root.islower()):
            families.setdefault(root, [root]).append(plain)
    chance = random.Random(seed)  # noqa: S311  the same every time
    drawn = chance.sample(sorted(families), min(LEMMAS, len(families)))
    return [list(dict.fromkeys(families[base][: FORMS + 1])) for base in drawn]


class _Row:
    """One line of a table, by the names of its columns."""

    __slots__ = ("_cells", "_places")

    def __init__(self, places: Mapping[str, int], cells: list[str]) -> None:
        self._places, self._cells = places, cells

    def __getitem__(self, name: str) -> str:
        return self._cells[self._places[name]]


def rows_of(path: Path) -> Iterator[_Row]:
    """Yield the rows of one of the compressed tables of real data, nothing if it is not here."""
    if not path.is_file():
        return
    csv.field_size_limit(10**9)
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        # Of columns of one name the first counts, and most are empty.
        places = {name: place for place, name in reversed(list(enumerate(next(rows))))}
        for row in rows:
            yield _Row(places, row)


def real_documents() -> Iterator[IndexDocument]:
    """Yield real projects, and real deliverables as results, with what is known of them as filters."""
    for row in erasmus():
        countries = tuple(row["Participating countries"].split(","))
        yield _real(
            "project", row["Project Title"], row["Project Summary"],
            names=f"{row['Project Identifier']} {row['Coordinating organisation name']} {row['Partner 1 name']}",
            country=countries, year=(row["Call year"],), programme=("erasmus-2014-2020",),
        )  # fmt: skip
    for row in rows_of(CORDIS):
        yield _real("project", row["title"], row["objective"], names=row["acronym"], year=(row["start_date"][:4],),
                    programme=("horizon",))  # fmt: skip
    for row in rows_of(CREATIVE):
        countries = tuple(row["participating_countries"].split(","))
        yield _real("project", row["project"], row["summary"], names=row["project_number"], country=countries,
                    year=(row["call_year"],), programme=("creative-europe",))  # fmt: skip
    if DELIVERABLES.is_file():
        from python_calamine import CalamineWorkbook

        sheet = CalamineWorkbook.from_path(str(DELIVERABLES)).get_sheet_by_index(0).to_python()
        at = {str(name): place for place, name in enumerate(sheet[0])}
        for cells in sheet[1:]:
            yield _real("result", str(cells[at["title"]]), str(cells[at["description"]]), programme=("horizon",))


def _real(kind: str, title: str, body: str, *, names: str = "", **facets: tuple[str, ...]) -> IndexDocument:
    return IndexDocument(
        kind=kind,
        key=0,
        public_id="",
        texts=(DocumentText("en", title[:300], body[:5000]),),
        names=names,
        facets=facets,
    )


class Corpus:
    """So many documents; number n is the same whatever was made before it."""

    def __init__(self, size: int, *, seed: int = 7) -> None:
        self.size, self.seed = size, seed
        self.projects = round(size * PROJECTS)
        self.vocabularies = {language: vocabulary(language, seed) for language in LANGUAGES}
        self._last: tuple[int, list[IndexDocument]] = -1, []
        self._languages = list(LANGUAGES)
        self._shares = list(itertools.accumulate(LANGUAGES.values()))
        self._filters = [
            (name, values, tuple(_falling(len(values), 0.9)), least, most)
            for name, (values, least, most) in FILTERS.items()
            if name in FACETS
        ]
        found = list(real_documents())
        every = max(1, -(-len(found) // max(1, int(size * MOST_REAL))))
        # Real projects stand among the projects, real results among the results.
        self._real = dict(_spread([each for each in found[::every] if each.kind == "project"], 0, self.projects))
        self._real |= dict(_spread([each for each in found[::every] if each.kind == "result"], self.projects, size))
        self.real = len(self._real)

    def __iter__(self) -> Iterator[IndexDocument]:
        for block in range(-(-self.size // BLOCK)):
            yield from self._block(block)[: self.size - block * BLOCK]

    def document(self, number: int) -> IndexDocument:
        """Return the document of that number; its key is one more."""
        return self._block(number // BLOCK)[number % BLOCK]

    def _block(self, block: int) -> list[IndexDocument]:
        if self._last[0] != block:
            self._last = block, self._made_block(block)
        return self._last[1]

    def _made_block(self, block: int) -> list[IndexDocument]:
        chance = random.Random(self.seed * 1_000_003 + block)  # noqa: S311  the same every time
        streams = {
            language: _Stream(each, (self.seed, block, place))
            for place, (language, each) in enumerate(self.vocabularies.items())
        }
        return [self._made(number, chance, streams) for number in range(block * BLOCK, (block + 1) * BLOCK)]

    def _made(self, number: int, chance: random.Random, streams: Mapping[str, _Stream]) -> IndexDocument:
        kind = "project" if number < self.projects else "result"
        facets = self._facets(chance, kind)
        about: dict[str, Any] = {
            "key": number + 1,
            "public_id": public_id(number),
            "appeared": 1_400_000_000 + chance.randrange(380_000_000),
            "quality": round(chance.betavariate(2, 2), 3),
        }
        if real := self._real.get(number):
            return replace(real, **about, facets={**facets, **real.facets})
        texts = self._texts(chance, kind, streams)
        return IndexDocument(kind=kind, texts=texts, names=self._names(chance), facets=facets, **about)

    def _texts(self, chance: random.Random, kind: str, streams: Mapping[str, _Stream]) -> tuple[DocumentText, ...]:
        first = chance.choices(self._languages, cum_weights=self._shares)[0]
        # Half of what is not English tells about itself in English, too.
        languages = [first] if first == "en" or chance.random() < 0.5 else [first, "en"]
        length = min(500, max(20, int(chance.lognormvariate(4.8 if kind == "project" else 4.1, 0.6))))
        return tuple(
            DocumentText(
                language, streams[language].title(chance.randint(3, 9)), " ".join(streams[language].take(length))
            )
            for language in languages
        )

    def _names(self, chance: random.Random) -> str:
        """Return a number and names that hardly any other document has."""
        names = ("".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))).capitalize() for _ in range(4))
        return (
            f"20{chance.randrange(14, 27)}-1-XX01-KA2{chance.randrange(10, 30)}-SCH-{chance.randrange(10**9):09d} "
            + (" ".join(names))
        )

    def _facets(self, chance: random.Random, kind: str) -> dict[str, tuple[str, ...]]:
        facets = {}
        for name, values, weights, least, most in self._filters:
            count = most if most == least else chance.randint(least, most)
            if count and not (kind == "project" and name in _OF_RESULTS):
                facets[name] = tuple(dict.fromkeys(chance.choices(values, cum_weights=weights, k=count)))
        return facets


def _spread(documents: list[IndexDocument], first: int, last: int) -> Iterator[tuple[int, IndexDocument]]:
    step = (last - first) / max(1, len(documents))
    return ((first + int(place * step), document) for place, document in enumerate(documents) if step >= 1)


def public_id(number: int) -> str:
    letters = []
    for _ in range(8):
        number, rest = divmod(number, len(_PUBLIC_ID))
        letters.append(_PUBLIC_ID[rest])
    return "".join(letters)


def average_words(documents: Iterable[IndexDocument]) -> float:
    counts = [sum(len(f"{text.title} {text.body}".split()) for text in each.texts) for each in documents]
    return sum(counts) / len(counts)


if __name__ == "__main__":
    json.dump(_families(sys.argv[1], int(sys.argv[2])), sys.stdout)
