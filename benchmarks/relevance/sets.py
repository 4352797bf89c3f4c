"""The questions, and what they mean. Nothing of them is kept: they are made anew from `../shared/data` each time."""

import functools
import json
import random
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from corpus import DATA, KEPT, erasmus

from plon.search.documents import DocumentText, IndexDocument
from plon.texts import fold

PUD = DATA / "text-tests" / "de_pud-ud-test.conllu"
# The agency that granted a project tells in which language its title is, if it is not English.
SPOKEN = {
    "PL": "pl", "DE": "de", "AT": "de", "ES": "es", "FR": "fr", "IT": "it", "SE": "sv", "FI": "fi", "TR": "tr",
    "CZ": "cs", "SK": "sk", "DK": "da", "PT": "pt", "HU": "hu", "RO": "ro", "NO": "no", "NL": "nl", "SI": "sl",
}  # fmt: skip
MOST_PER_LANGUAGE, LEAST_PER_LANGUAGE = 60, 15
SURE_OF_LANGUAGE = 0.9
WORDS_ASKED, LONG_ENOUGH = 3, 5
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Item:
    """A real project: its title in the language of its country, its summary in English."""

    key: int
    language: str
    title: str
    summary: str

    def document(self, *, has_title: bool) -> IndexDocument:
        texts = [DocumentText("en", "", self.summary)]
        if has_title:
            texts = [DocumentText(self.language, self.title), *texts]
        return IndexDocument(kind="project", key=self.key, public_id=f"p{self.key}", texts=tuple(texts))


@dataclass(frozen=True)
class Asked:
    """What is typed, by a reader of which language, and the key of the one thing that is meant."""

    typed: str
    language: str
    meant: int


def items(most: int = 0) -> list[Item]:
    """Return real projects, all, or some `most` and all Polish ones.

    A title whose language can't be told from English counts as English.
    """
    rows = list(enumerate(erasmus(), 1))
    every = max(1, len(rows) // most) if most else 1
    return [
        Item(
            key,
            _language_of(row["Project Title"], row["Project Identifier"][7:9]),
            row["Project Title"],
            row["Project Summary"],
        )
        for key, row in rows
        if key % every == 0 or row["Project Identifier"][7:9] == "PL"
    ]


def _language_of(title: str, country: str) -> str:
    spoken = SPOKEN.get(country)
    if not spoken:
        return "en"
    ranked = dict(_identifier().rank(title.lower()))
    sureness = ranked[spoken] / ((ranked[spoken] + ranked["en"]) or 1)
    return spoken if sureness > SURE_OF_LANGUAGE else "en"


@functools.cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def known_items(every: Sequence[Item], *, seed: int = 5) -> dict[str, list[Item]]:
    """Return {language: items with a title that no other project has}, as many as are asked for."""
    titles = Counter(fold(item.title) for item in every)
    by_language: dict[str, list[Item]] = defaultdict(list)
    for item in every:
        if titles[fold(item.title)] == 1 and len(item.summary) > 200 and len(_WORD.findall(item.title)) > 2:
            by_language[item.language].append(item)
    chance = random.Random(seed)  # noqa: S311  the same every time
    return {
        language: chance.sample(found, min(MOST_PER_LANGUAGE, len(found)))
        for language, found in sorted(by_language.items())
        if len(found) >= LEAST_PER_LANGUAGE
    }


def as_titles(chosen: Mapping[str, Sequence[Item]]) -> Iterator[Asked]:
    """Ask by the whole title."""
    return (Asked(item.title, item.language, item.key) for found in chosen.values() for item in found)


def telling_words(every: Sequence[Item]) -> Counter[str]:
    """Count in how many titles and summaries a word stands: the rarer, the more it tells."""
    counts: Counter[str] = Counter()
    for item in every:
        counts.update(set(_WORD.findall(f"{item.title} {item.summary}".lower())))
    return counts


def _most_telling(title: str, counts: Counter[str]) -> list[str]:
    """Return the rarest words of a title, in its order, without names that are written in capitals."""
    words = [word for word in _WORD.findall(title) if len(word) >= LONG_ENOUGH and not word.isupper()]
    rarest = sorted(dict.fromkeys(word.lower() for word in words), key=lambda word: counts[word])[:WORDS_ASKED]
    return [word for word in dict.fromkeys(word.lower() for word in words) if word in rarest]


def misspelt(chosen: Mapping[str, Sequence[Item]], counts: Counter[str], *, seed: int = 5) -> Iterator[Asked]:
    """Ask by the most telling words, one of them with one error."""
    from bench_search import misspell

    chance = random.Random(seed)  # noqa: S311  the same every time
    for found in chosen.values():
        for item in found:
            words = _most_telling(item.title, counts)
            if len(words) > 1:
                at = chance.randrange(len(words))
                words[at] = misspell(words[at], chance)
                yield Asked(" ".join(words), item.language, item.key)


def inflected(chosen: Mapping[str, Sequence[Item]], counts: Counter[str], *, seed: int = 5) -> Iterator[Asked]:
    """Ask by the most telling words of Polish and German titles, in other forms of them."""
    chance = random.Random(seed)  # noqa: S311  the same every time
    for language in ("pl", "de"):
        asked = {item: _most_telling(item.title, counts) for item in chosen.get(language, ())}
        forms = other_forms(language, sorted({word for words in asked.values() for word in words}))
        for item, words in asked.items():
            changed = [chance.choice(forms[word]) if forms.get(word) else word for word in words]
            if changed != words:
                yield Asked(" ".join(changed), language, item.key)


def other_forms(language: str, words: Sequence[str]) -> dict[str, list[str]]:
    """Return {word: other forms of it} from the dictionary, read in a process of its own: it takes much memory."""
    kept = KEPT / f"forms-{language}-{len(words)}.json"
    if not kept.is_file():
        call = [sys.executable, __file__, language]
        answer = subprocess.run(call, input=json.dumps(words), capture_output=True, text=True, check=True)
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(answer.stdout)
    found: dict[str, list[str]] = json.loads(kept.read_text())
    return found


def _forms_of(language: str, words: Sequence[str]) -> dict[str, list[str]]:
    from simplemma.strategies.dictionaries import DefaultDictionaryFactory

    known = {
        _text(word).lower(): _text(base).lower()
        for word, base in DefaultDictionaryFactory(cache_max_size=1).get_dictionary(language).items()
    }
    wanted = {known[word]: [] for word in words if word in known}
    for word, base in known.items():
        if base in wanted and word.isalpha():
            wanted[base].append(word)
    return {word: sorted(set(wanted[known[word]]) - {word}) for word in words if word in known}


def _text(word: str | bytes) -> str:
    return word.decode() if isinstance(word, bytes) else word


def sentences() -> tuple[list[IndexDocument], list[Asked]]:
    """Return German sentences, and questions for them in other forms of their words, by lemmas that people wrote."""
    if not PUD.is_file():
        return [], []
    forms: dict[tuple[str, str], set[str]] = defaultdict(set)
    read: list[tuple[str, list[tuple[str, str, str]]]] = []
    for block in PUD.read_text("utf-8").split("\n\n"):
        lines = [line.split("\t") for line in block.splitlines() if line and line[0].isdigit()]
        words = [(cells[1], cells[2], cells[3]) for cells in lines if cells[3] in {"NOUN", "VERB", "ADJ"}]
        text = next((line[9:] for line in block.splitlines() if line.startswith("# text = ")), "")
        if text:
            read.append((text, words))
        for word, lemma, kind in words:
            forms[lemma, kind].add(word.lower())
    documents, asked = [], []
    for key, (text, words) in enumerate(read, 1):
        documents.append(IndexDocument("project", key, f"s{key}", (DocumentText("de", "", text),)))
        others = [sorted(forms[lemma, kind] - {word.lower()}) for word, lemma, kind in words]
        changed = [other[0] for other in others if other][:WORDS_ASKED]
        if len(changed) > 1:
            asked.append(Asked(" ".join(changed), "de", key))
    return documents, asked


if __name__ == "__main__":
    json.dump(_forms_of(sys.argv[1], json.load(sys.stdin)), sys.stdout)
