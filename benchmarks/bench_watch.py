"""Measure the watch over links: how often it is right, how many links it looks at in a day, what memory that takes.

Right: on links whose fate is known, made from pages of our own in four languages, and, where `../shared/data` lies
beside the repository, from summaries of real projects. Precision is the share of links in trouble among those called
so, recall the share of those in trouble that are called so.

Many: every link is on a host of its own or shares one with others, each answers at once from memory; what is measured
is everything but the network. Holds: memory after 100,000 links is what it was after 1,000, and 100,000 take less than
a day with the pauses that politeness asks for.

Run it alone: ``python benchmarks/bench_watch.py [--links N] [--real N]``.
"""

import argparse
import csv
import gzip
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from measuring import ROOT, empty_house, own_memory

sys.path.insert(0, str(ROOT))

DATA = ROOT.parent / "shared" / "data"
ERASMUS = DATA / "erasmus-plus-2014-2018" / "ErasmusPlus_2014-2018_official-layout.csv.gz"
DAY = 24 * 3600
FIRST = 1_000
PER_HOST = 5
_BLANKS = re.compile(r"\s+")


@dataclass
class Score:
    """How often links in trouble were called so, and how often they were called by their right name."""

    right: int = 0
    wrong_alarms: int = 0
    missed: int = 0
    calm: int = 0
    named: int = 0
    mistakes: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, what: str, *, is_bad: bool, is_called_bad: bool, is_named: bool) -> None:
        self.right += is_bad and is_called_bad
        self.missed += is_bad and not is_called_bad
        self.wrong_alarms += is_called_bad and not is_bad
        self.calm += not is_bad and not is_called_bad
        self.named += is_named
        if not is_named:
            self.mistakes[f"{kind}: called {what}"] += 1

    @property
    def all(self) -> int:
        return self.right + self.wrong_alarms + self.missed + self.calm

    def tell(self, name: str) -> None:
        if not self.right + self.missed:
            print(f"{name:<44} {self.all:>7} links   {self.wrong_alarms} wrong alarms")
            return
        precision = self.right / max(1, self.right + self.wrong_alarms)
        recall = self.right / max(1, self.right + self.missed)
        print(
            f"{name:<44} {self.all:>7} links   precision {precision:.3f}   recall {recall:.3f}   "
            f"named rightly {self.named / max(1, self.all):.3f}"
        )
        for mistake, count in self.mistakes.most_common(6):
            print(f"    {count:>5} {mistake}")


def judge_all(cases: Iterable[Any]) -> Score:
    from plon.linkwatch.enums import TROUBLES

    score = Score()
    for case in cases:
        what = case.judged()
        score.add(
            case.kind, what.value, is_bad=case.is_bad, is_called_bad=what in TROUBLES, is_named=what in case.expected
        )
    return score


def real_pages(count: int) -> dict[str, dict[str, tuple[str, str]]]:
    """Return summaries of real projects, the same ones each time."""
    csv.field_size_limit(10**9)
    pages: list[tuple[str, str]] = []
    with gzip.open(ERASMUS, "rt", encoding="utf-8-sig") as lines:
        for row in csv.DictReader(lines):
            title, summary = (next(row[name] for name in row if word in name) for word in ("Title", "Summary"))
            text = _BLANKS.sub(" ", summary.replace("<", " "))
            if len(text.split()) >= 80:
                pages.append((_BLANKS.sub(" ", title), text))
    random.Random(2026).shuffle(pages)  # noqa: S311  the same every time
    return {str(place): {"en": page} for place, page in enumerate(pages[:count])}


def first_looks(pages: dict[str, dict[str, tuple[str, str]]]) -> Iterator[Any]:
    """Yield each page as one that nobody has seen before: nothing may be said of any of them."""
    from tests.linkwatch.labelled import Case, Page

    from plon.linkwatch.enums import What

    for page in pages.values():
        title, text = page["en"]
        yield Case("a real page, first look", Page(title, text).reading(), frozenset({What.GOOD, What.MOVED}))


def measure_right(real: int) -> None:
    from tests.linkwatch.labelled import cases

    judge_all(cases()).tell("our own pages, four languages")
    if not ERASMUS.exists():
        print("SKIPPED: the real data (../shared/data) is not here")
        return
    pages = real_pages(real)
    judge_all(first_looks(pages)).tell("real summaries, first look")
    few = dict(list(pages.items())[: max(2, real // 20)])
    judge_all(cases(few)).tell("links of real summaries")


def fill(links: int) -> None:
    """Make so many public links in the database."""
    from django.utils import timezone

    from plon.linkwatch.taking_up import take_up_links
    from plon.projects.models import Project
    from plon.results.models import Result, ResultLink

    project = Project.objects.create(title="A project of many links", has_published=True)
    results = Result.objects.bulk_create(
        Result(project=project, working_title=f"Result {n}", state="published", published_at=timezone.now())
        for n in range(max(1, links // 50))
    )
    ResultLink.objects.bulk_create(
        (
            ResultLink(result=results[n % len(results)], url=f"https://host{n // PER_HOST}.example.org/page/{n}")
            for n in range(links)
        ),
        batch_size=2_000,
    )
    take_up_links()


def answers() -> Any:
    """Return what stands in for the network: pages in turns, each answer there at once."""
    from tests.linkwatch.texts import PAGES

    from plon.fetching.stepping import Step
    from plon.linkwatch.asking import Wanted

    bodies = [
        f"<!doctype html><title>{title}</title><h1>{title}</h1><p>{text}</p>".encode() for title, text in PAGES.values()
    ]

    def ask(wanted: Wanted) -> Step:
        if wanted.is_rules:
            return Step(wanted.url, 200, {}, "text/plain", body=b"User-agent: *\nDisallow: /private\n")
        body = bodies[hash(wanted.url) % len(bodies)]
        headers = {"etag": f'"{hash(wanted.url)}"'}
        return Step(wanted.url, 200, headers, "text/html", "utf-8", b"" if wanted.head else body)

    return ask


def measure_many(links: int) -> None:
    from plon.linkwatch.watching import Watch

    fill(links)
    ask = answers()
    memory: dict[int, tuple[float, float]] = {}
    done, begun = 0, time.perf_counter()
    for goal in (FIRST, 10_000, 50_000, links):
        if goal > links or goal <= done:
            continue
        Watch(ask=ask, pause=0.0).run(links=goal - done)
        done = goal
        memory[goal] = own_memory()
        print(
            f"after {goal:>7} links: {memory[goal][0]:.0f} MB of its own, {memory[goal][1]:.0f} MB in all", flush=True
        )
    spent = time.perf_counter() - begun
    print(
        f"{done} links in {spent:.0f} s without network: {spent / done * 1000:.1f} ms each, "
        f"{done / spent * DAY:,.0f} a day"
    )
    grown = memory[done][0] - memory[min(memory)][0]
    print(f"memory has grown by {grown:.1f} MB from {min(memory)} links to {done}")
    if links >= 50_000 and grown > 40:
        print("MISSED: memory is not flat")
    _tell_pace()


def _tell_pace() -> None:
    """Say how many links can be looked at if each server answers in a second, three times a link."""
    from plon.linkwatch.watching import AT_ONCE, EVERY, SECONDS

    share = SECONDS / EVERY.total_seconds()
    waits = AT_ONCE / 3 * share * DAY
    print(f"regular work of {SECONDS:.0f} s every {EVERY.total_seconds():.0f} s, {AT_ONCE} servers at once that answer "
          f"in 1 s: {waits:,.0f} links a day; `plon watch` without a pause: {waits / share:,.0f}")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--links", type=int, default=100_000)
    parser.add_argument("--real", type=int, default=3_000, help="real pages to judge; 0: only count")
    options = parser.parse_args()
    with empty_house():
        if options.real:
            print("== Are links called what they are?")
            measure_right(options.real)
        print("== Many links")
        measure_many(options.links)


if __name__ == "__main__":
    main()
