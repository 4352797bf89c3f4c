"""Measure whether people find what they mean: recall in the first ten and mean reciprocal rank, per language.

Four kinds of questions, made at run time of the real projects beside the repository, each for one known project whose
title no other project has: its title in the language of its country against its English summary alone; the most telling
words of its title in other inflected forms (Polish, German); the same words with one typing error; and German sentences
asked by other forms of their words, with lemmas that people wrote. Plain full-text search answers the same questions.

Run it alone: ``python benchmarks/bench_relevance.py [--failed N]``.
"""

import argparse
from collections.abc import Sequence

from engines import throw_away_postgres
from measuring import empty_house
from relevance import judging, sets
from relevance.sets import Asked

from plon.search.documents import IndexDocument


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--failed", type=int, default=0, help="show so many questions of each kind that Plon failed")
    parser.add_argument("--documents", type=int, default=0, help="take only so many of the projects (all of them)")
    options = parser.parse_args()
    failed = options.failed
    if not sets.DATA.is_dir():
        print("relevance: left out, the real data (../shared/data) is not here")
        return
    with empty_house(), throw_away_postgres() as address:
        from plon.search.dictionaries import prepare

        prepare(["en", "pl", "de", "es", "fr", "it"])
        every = sets.items(options.documents)
        chosen = sets.known_items(every)
        counts = sets.telling_words(every)
        known = {language: len(found) for language, found in chosen.items()}
        print(f"{len(every)} projects; known items: {known}")
        print(f"{'recall@10 / MRR':<32}{'asked':>7}{'Plon':>16}{'SQLite FTS5':>16}{'PostgreSQL':>16}")
        documents, asked = sets.sentences()
        _tell("German sentences, other forms", asked, _engines(documents, address, "sentences"), failed)
        titled = [item.document(has_title=True) for item in every]
        find = _engines(titled, address, "titled")
        _tell("one typing error", list(sets.misspelt(chosen, counts)), find, failed)
        _tell("title as it stands", list(sets.as_titles(chosen)), find, failed)
        _tell("other forms", list(sets.inflected(chosen, counts)), find, failed)
        foreign = {language: found for language, found in chosen.items() if language != "en"}
        find = _engines([item.document(has_title=False) for item in every], address, "summaries")
        _tell("title, English summary alone", list(sets.as_titles(foreign)), find, failed)


def _engines(documents: Sequence[IndexDocument], address: str, table: str) -> dict[str, judging.Find]:
    engines = {"Plon": judging.plon(documents), "SQLite FTS5": judging.sqlite(documents)}
    if address:
        engines["PostgreSQL"] = judging.postgres(address, documents, table)
    return engines


def _tell(name: str, asked: list[Asked], engines: dict[str, judging.Find], failed: int) -> None:
    languages = sorted({each.language for each in asked})
    for language in languages:
        some = [each for each in asked if each.language == language]
        scores = {engine: judging.judge(find, some) for engine, find in engines.items()}
        cells = "".join(f"{f'{score.recall:.2f} / {score.rank:.2f}':>16}" for score in scores.values())
        print(f"{name + ', ' + language:<32}{len(some):>7}{cells}", flush=True)
        for each in scores["Plon"].failed[:failed]:
            print(f"      not found: {each.typed} -> p{each.meant}")


if __name__ == "__main__":
    main()
