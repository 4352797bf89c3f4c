"""Measure the search on a catalogue of any size against the bare engine, SQLite and PostgreSQL, in the same run.

Holds: at the median ten times as fast as either database, within three times the bare engine; 15 ms at the median and
50 ms at the 95th percentile; suggestions within 10 ms; 5,000 documents a second into the index; 400 MB of memory;
twenty filters within twice the time of one. Each time is the best of three, so that a busy machine is not measured.
Counted are the filters that stand open, as on the page. None rests on counts that were kept, but those of the whole
catalogue, which each state of the index counts once. ``--processor`` tells the processor's time instead of the clock's.

Plon builds its index as `plon reindex` does, with its other processes; documents lie in files, as rows do there.

Run it alone: ``python benchmarks/bench_search.py [--documents N] [--no-peers] [--keep FOLDER]``. The full size, 400,000
projects and 1,000,000 results, is ``--documents 1400000``; without peers it takes half an hour, most of it to make
catalogue and index: with ``--keep`` the next run finds both (the index, too, unless its shape has changed).
"""

import argparse
import contextlib
import gc
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from corpus import FILTERS, LANGUAGES, Corpus, average_words
from engines import KIND, Ask, BareTantivy, Plon, Postgres, Shelf, Sqlite, throw_away_postgres
from measuring import best_ms, empty_house, own_memory, percentile

PER_KIND = 8
# Peers do not know typing errors and inflected forms: there is nothing to compare.
ONLY_OURS = ("misspelt", "inflected")
WHOLE_PAGE = "whole page"
OURS = ("Plon", "bare tantivy", WHOLE_PAGE)
GOALS = {"p50": 15, "p95": 50, "suggest": 10, "documents": 5000, "memory": 400, "bare": 3, "database": 10, "filters": 2}


def questions(corpus: Corpus, *, seed: int = 11) -> dict[str, list[Ask]]:
    """Return the questions of each kind, the same every time."""
    chance = random.Random(seed)  # noqa: S311  the same every time
    english, polish = corpus.vocabularies["en"], corpus.vocabularies["pl"]
    long = [word for word in english.words if len(word) > 4]
    common, middle, rare = long[20:200], long[300:2000], long[4000:12_000]
    inflected = [word for word in polish.forms if len(word) > 5 and len(polish.forms[word]) > 1]

    def some(words: list[str]) -> str:
        return str(chance.choice(words))

    def made(make: Callable[[], Ask]) -> list[Ask]:
        return [make() for _ in range(PER_KIND)]

    return {
        "common word": made(lambda: Ask((some(common),))),
        "rare word": made(lambda: Ask((some(rare),))),
        "two words": made(lambda: Ask((some(common), some(middle)))),
        "phrase": made(lambda: _phrase(corpus, chance)),
        "misspelt": made(lambda: Ask((misspell(some(middle), chance),), is_misspelt=True)),
        "inflected": made(lambda: Ask((chance.choice(polish.forms[some(inflected)]),), language="pl")),
        "common word, 1 filter": made(lambda: Ask((some(common),), filters=_filters(chance, 1))),
        "common word, 20 filters": made(lambda: Ask((some(common),), filters=_filters(chance, 20))),
        "no words, 1 filter": made(lambda: Ask(filters=_filters(chance, 1))),
        "no words, all": [Ask()] * 3,
        "common word, all filters open": made(lambda: Ask((some(common),), is_all_open=True)),
        "common word, page 400": made(lambda: Ask((some(common),), page=400)),
    }


def _phrase(corpus: Corpus, chance: random.Random) -> Ask:
    """Return two words that stand beside each other in some result."""
    while True:
        text = corpus.document(chance.randrange(corpus.projects, corpus.size)).texts[0]
        words = text.body.split()
        at = chance.randrange(max(1, len(words) - 2))
        if all(word.isalpha() and len(word) > 3 for word in words[at : at + 2]):
            return Ask(tuple(words[at : at + 2]), is_phrase=True)


def misspell(word: str, chance: random.Random) -> str:
    """Return the word with one error: a letter too few, too many, another, or two changed."""
    at = chance.randrange(1, len(word) - 1)
    letter = chance.choice("aeionrstlz")
    return chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + letter + word[at:],
            word[:at] + letter + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )


def _filters(chance: random.Random, count: int) -> dict[str, list[str]]:
    """Return so many values: of one filter, or of five with the most common values of each."""
    if count == 1:
        name = chance.choice(["country", "field", "language", "licence", "topic"])
        return {name: [chance.choice(FILTERS[name][0][:4])]}
    names = chance.sample(["country", "year", "language", "topic", "group"], 5)
    return {name: FILTERS[name][0][: count // 5] for name in names}


def build(engines: list[Any], shelf: Shelf) -> None:
    """Give every engine all documents, and say how many a second it took; making them does not count."""
    spent, busy = dict.fromkeys(engines, 0.0), dict.fromkeys(engines, 0.0)

    def timed(engine: Any, work: Callable[[], None]) -> None:
        start, started = time.perf_counter(), _processor()
        work()
        spent[engine] += time.perf_counter() - start
        busy[engine] += _processor() - started

    peers = [engine for engine in engines if not isinstance(engine, Plon)]
    for some in shelf.batches() if peers else ():
        for engine in peers:
            timed(engine, lambda engine=engine, some=some: engine.add(some))
    for engine in engines:
        timed(engine, engine.finish)
        rate, own = shelf.count / spent[engine], shelf.count / busy[engine]
        goal = f"goal {GOALS['documents']}" if isinstance(engine, Plon) else ""
        line = f"{engine.name + ' built':<20} {rate:>7.0f} documents/s, {own:>7.0f} per second of processor  {goal}"
        print(line, flush=True)


def _processor() -> float:
    """Return the seconds that this process and those it started and saw end have kept a processor."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--no-peers", action="store_true", help="only Plon and the bare engine")
    parser.add_argument("--keep", default="", metavar="FOLDER", help="keep catalogue and index there for the next run")
    parser.add_argument("--rebuild", action="store_true", help="build the index anew though it was kept")
    parser.add_argument("--build-only", action="store_true", help="stop when everything is built")
    parser.add_argument("--processor", action="store_true", help="tell the processor's time")
    parser.add_argument("--memory-of", help=argparse.SUPPRESS)
    options = parser.parse_args()
    with empty_house(PLON_ROBOT_REQUESTS_PER_MINUTE="0"):
        if options.memory_of:
            remember(options.memory_of)
            return
        corpus = Corpus(options.documents)
        words = average_words(islice(corpus, 2000))
        print(f"{corpus.size} documents ({corpus.projects} projects, {corpus.real} real ones), {words:.0f} words each")
        prepare_dictionaries()
        measure(corpus, options)


def prepare_dictionaries() -> None:
    """Let every language of the corpus be analysed as well as it can be, as in a house that lives for longer."""
    from plon.search.dictionaries import prepare

    prepare(list(LANGUAGES))


@contextlib.contextmanager
def _kept(folder: str) -> Iterator[Path]:
    """Use `folder` for what is made, and leave it there; without a name one that is thrown away."""
    if folder:
        yield Path(folder)
    else:
        with tempfile.TemporaryDirectory(prefix="plon-bench-") as made:
            yield Path(made)


def measure(corpus: Corpus, options: argparse.Namespace) -> None:
    from django.conf import settings
    from pages import WholePage

    from plon.search import index
    from plon.site.statics import collect_if_changed

    collect_if_changed()
    asked, has_peers = questions(corpus), not options.no_peers
    with _kept(options.keep) as folder, throw_away_postgres() as address, tempfile.TemporaryDirectory() as passing:
        settings.SEARCH_INDEX = folder / "index"
        shelf = Shelf(folder / "shelf")
        if not shelf.count:
            shelf.fill(corpus)
        if shelf.count != corpus.size:
            raise SystemExit(f"{folder} holds a catalogue of {shelf.count} documents")
        plon = Plon(shelf)
        peers: list[Any] = [Sqlite(Path(passing) / "peer.sqlite3")] if has_peers else []
        if has_peers and address:
            peers.append(Postgres(address))
        elif has_peers:
            print("PostgreSQL is not on this machine: left out")
        is_built = index.current() is not None and not options.rebuild
        build(peers if is_built else [plon, *peers], shelf)
        if options.build_only:
            return
        ours: list[Any] = [plon, BareTantivy(), WholePage(shelf)]
        for asks in asked.values():
            for ask in asks:
                for each in ours:
                    each.prepare(ask)
        engines = [*ours, *peers]
        # What this program holds, a server does not: it is no garbage to look through while pages are made.
        gc.freeze()
        clock = time.process_time if options.processor and not peers else time.perf_counter
        tell_all(engines, timed(engines, asked, clock))
        tell_suggestions([best_ms(lambda typed=typed: _suggest(typed), clock=clock) for typed in _typed(corpus)])
        tell_memory()


def timed(
    engines: list[Any], asked: dict[str, list[Ask]], clock: Callable[[], float]
) -> dict[str, dict[str, list[float]]]:
    """Return {kind of question: {engine: times}}; every engine answers a question before the next one comes."""
    times: dict[str, dict[str, list[float]]] = {}
    for kind, asks in asked.items():
        times[kind] = {engine.name: [] for engine in engines}
        for ask in asks:
            for engine in engines:
                if kind not in ONLY_OURS or engine.name in OURS:
                    work = partial(engine.ask, ask)
                    times[kind][engine.name].append(best_ms(work, before=engine.forget, clock=clock))
    return times


def tell_all(engines: list[Any], times: dict[str, dict[str, list[float]]]) -> None:
    names = [engine.name for engine in engines]
    print(f"\n{'p50 / p95 in ms':<30}" + "".join(f"{name:>22}" for name in names))
    for kind, by_engine in times.items():
        print(f"{kind:<30}" + "".join(f"{_both(by_engine[name]):>22}" for name in names), flush=True)
    shared = [kind for kind in times if kind not in ONLY_OURS]
    _tell_goals("Plon, all kinds", _all(times, list(times), "Plon"))
    _tell_goals("whole page, all kinds", _all(times, list(times), WHOLE_PAGE))
    median = percentile(_all(times, shared, "Plon"), 0.5)
    for name in names:
        ratio = percentile(_all(times, shared, name), 0.5) / median
        if name == "bare tantivy":
            print(f"Plon takes {1 / ratio:.2f} times what the bare engine takes at the median (goal {GOALS['bare']})")
        elif name not in OURS:
            print(f"{name} takes {ratio:.1f} times what Plon takes at the median (goal {GOALS['database']})")
    for name in ("Plon", WHOLE_PAGE):
        one, twenty = (percentile(times[f"common word, {n}"][name], 0.5) for n in ("1 filter", "20 filters"))
        print(f"{name}: 20 filters take {twenty / one:.2f} times what one takes (goal {GOALS['filters']})")


def _tell_goals(name: str, times: list[float]) -> None:
    p50, p95 = percentile(times, 0.5), percentile(times, 0.95)
    print(f"{name}: p50 {p50:.1f} ms (goal {GOALS['p50']}), p95 {p95:.1f} ms (goal {GOALS['p95']})")


def _all(times: dict[str, dict[str, list[float]]], kinds: list[str], name: str) -> list[float]:
    return [each for kind in kinds for each in times[kind][name]]


def _both(times: list[float]) -> str:
    return f"{percentile(times, 0.5):.1f} / {percentile(times, 0.95):.1f}" if times else "-"


def _typed(corpus: Corpus) -> list[str]:
    """Return beginnings of words and titles as they are typed."""
    words = [word for word in corpus.vocabularies["en"].words[50:6000] if len(word) > 4]
    beginnings = [word[:length] for word in words[::300] for length in (2, 3, 5)]
    titles = [corpus.document(n).texts[0].title for n in range(0, corpus.size, corpus.size // 20)]
    return [*beginnings, *(title[: len(title) // 2] for title in titles)]


def _suggest(typed: str) -> object:
    from plon.search.suggesting import suggest

    return suggest(typed, language="en")


def tell_suggestions(times: list[float]) -> None:
    p50, p95 = percentile(times, 0.5), percentile(times, 0.95)
    print(f"suggestions: p50 {p50:.1f} ms, p95 {p95:.1f} ms (goal {GOALS['suggest']})")


def tell_memory() -> None:
    """Ask in a process of its own, which has made no corpus."""
    from django.conf import settings

    call = [sys.executable, __file__, "--memory-of", str(settings.SEARCH_INDEX)]
    answer = subprocess.run(call, capture_output=True, text=True, check=True)
    print(answer.stdout.strip())


def remember(folder: str) -> None:
    from django.conf import settings

    settings.SEARCH_INDEX = folder
    from plon.search.querying import search
    from plon.search.snippets import snippet

    for number, word in enumerate(
        ["szkoła", "education", "trening", "młodzież", "nauczyciel", "river", "edukacij"] * 4
    ):
        search(word, language="pl" if number % 2 else "en", kind=KIND, filters=_filters(random.Random(number), 1))  # noqa: S311
        _suggest(word[:3])
    snippet("Uczniowie mierzą rzekę", "rzeka", text_language="pl", language="pl")
    own, whole = own_memory()
    print(f"memory: {own:.0f} MB of its own, {whole:.0f} MB with pages of the index (goal {GOALS['memory']})")


if __name__ == "__main__":
    main()
