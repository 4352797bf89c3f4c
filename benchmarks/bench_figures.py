"""Measure the programme's figures over a large catalogue: pages, memory, and how long counting takes.

Facts of so many projects and results are made up and put in use as a count puts them; pages then read the stored count.
What counting itself takes is measured on rows in the database, a part of them, since it grows with their number.
Run it alone: ``python benchmarks/bench_figures.py [--projects N] [--results N] [--rows N] [--rounds N]``.
"""

import argparse
import random
import time
from collections.abc import Sequence
from typing import Any

from measuring import empty_house, medians_ms

YEARS = [str(year) for year in range(2014, 2027)]
COUNTRIES = "PL DE ES IT FR TR RO PT GR NL BE CZ HU SE FI AT BG SK DK LT IE NO HR LV SI EE CY MK IS RS".split()  # noqa: SIM905
LANGUAGES = "en pl de es it fr tr ro pt el nl cs hu sv fi bg sk da lt hr lv sl et mt ga".split()  # noqa: SIM905
GROUPS = "learners teachers organisations experts decision-makers networks employers families media public".split()  # noqa: SIM905
LICENCES = ["CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC0-1.0", "all-rights-reserved", ""]
FIELDS = ["SCH", "VET", "HED", "ADU", "YOU", "SPO"]
ACTIONS = ["KA1", "KA2", "KA3", "JMO"]
TOPICS = [f"Topic {number}" for number in range(80)]
REGIONS = [f"{country}:Region {number}" for country in COUNTRIES for number in range(8)]
SEED = 9


def some(chance: random.Random, values: Sequence[str], most: int) -> tuple[str, ...]:
    """Return one to `most` of the values, the first ones far more often."""
    return tuple({values[int(len(values) * chance.random() ** 2.5)] for _ in range(chance.randint(1, most))})


def made_up(projects: int, results: int) -> Any:
    """Return facts of so many things, the same every time; each result belongs to a project."""
    from plon.programmefigures.facts import Builder

    chance, builder, known = random.Random(SEED), Builder(), []  # noqa: S311  no secret
    for key in range(1, projects + 1):
        values = {
            "key_action": (chance.choice(ACTIONS),), "field": (chance.choice(FIELDS),), "year": (chance.choice(YEARS),),
            "country": some(chance, COUNTRIES, 6), "region": some(chance, REGIONS, 3),
            "topic": some(chance, TOPICS, 3), "language": some(chance, LANGUAGES, 2),
        }  # fmt: skip
        known.append(builder.numbers_of(values))
        builder.add_project(key, known[-1])
    for key in range(1, results + 1):
        action, field, _year, country, region, topic, _language = chance.choice(known)
        year, language, licence, group = builder.numbers_of({
            "year": (chance.choice(YEARS),), "language": some(chance, LANGUAGES, 4),
            "licence": (chance.choice(LICENCES),), "group": some(chance, GROUPS, 3),
        })  # fmt: skip
        working = chance.random() < 0.6
        uses = int(chance.paretovariate(1.5)) if chance.random() < 0.1 else 0
        measures = (
            working or chance.random() < 0.2, working, chance.random() < 0.7, chance.random() < 0.01,
            int(20 * chance.paretovariate(1.2)), int(5 * chance.paretovariate(1.3)), uses, chance.randint(2, 9),
            chance.randint(20, 65),
        )  # fmt: skip
        builder.add_result(
            key, (action, field, year, country, region, topic, language, licence, group), list(map(int, measures))
        )
    return builder.facts()


def kept() -> int:
    """Return the bytes of all columns of the count in use."""
    from plon.programmefigures.queries import shown_count

    shown = shown_count()
    assert shown is not None
    parts = [shown.facts.projects, shown.facts.results]
    columns = [each for part in parts for each in (part.keys, *part.sets.values(), *part.measures.values())]
    return sum(each.nbytes for each in columns) + sum(
        one.starts.nbytes + one.members.nbytes for one in shown.facts.dimensions.values()
    )


def timed(name: str, call: Any) -> Any:
    """Print how long a call takes by the clock and of the processor."""
    wall, cpu = time.perf_counter(), time.process_time()
    answer = call()
    print(f"{name:<62} {time.perf_counter() - wall:>8.1f} s   {time.process_time() - cpu:>8.1f} s CPU", flush=True)
    return answer


def measure_pages(projects: int, results: int, rounds: int) -> None:
    from allauth.mfa.models import Authenticator
    from django.test import Client
    from django.utils import timezone

    from plon.accounts.actions import add_account
    from plon.accounts.enums import PlatformRole
    from plon.programmefigures import queries
    from plon.programmefigures.actions import put_count_in_use
    from plon.programmefigures.counting import Counted
    from plon.programmefigures.models import Count, CountedFacts
    from plon.site.statics import collect_if_changed

    collect_if_changed()
    facts = made_up(projects, results)
    origins = {"projects": {}, "imports": [], "span": ["", ""], "examples": 0}
    count = Count.objects.create(state="running")
    counted = Counted(facts, origins)
    timed("packing, storing, putting in use", lambda: put_count_in_use(count, counted, at=timezone.now()))
    stored = CountedFacts.objects.get()
    print(f"stored: {len(bytes(stored.columns)) / 1e6:.1f} MB", flush=True)
    del stored
    timed("the first page of a process takes the count into memory", queries.shown_count)
    print(f"kept in memory by each process: {kept() / 1e6:.0f} MB", flush=True)

    person = add_account(
        "bench@example.org", by=None, name="Bench", password="not used", is_example=True, role=PlatformRole.OFFICER,  # noqa: S106  nobody signs in
    )  # fmt: skip
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "not used"})
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")

    def ask(address: str) -> None:
        shown = queries.shown_count()
        assert shown is not None
        shown._remembered.clear()  # nobody has looked at it yet
        assert client.get(address).status_code == 200

    base = "/office/figures/"
    for name, address in (
        ("figures by action", base), ("figures by region", f"{base}?by=region"),
        ("figures by topic", f"{base}?by=topic"),
        ("four filters at once, by language", f"{base}?key_action=KA2&field=SCH&year=2024&country=PL&by=language"),
        ("white spots, groups and topics", f"{base}white-spots/"),
        ("white spots, regions and topics", f"{base}white-spots/?down=region&across=topic"),
        ("strong, but unused", f"{base}unused/"), ("list behind a cell", f"{base}list/?what=uses&region=PL:Region 1"),
        ("all tables as CSV", f"{base}export.csv"), ("what the catalogue covers", "/en/coverage/"),
    ):  # fmt: skip
        wall, cpu = medians_ms(lambda address=address: ask(address), rounds)
        again = medians_ms(lambda address=address: client.get(address), rounds)[1]
        print(f"{name:<42} {wall:>8.0f} ms   {cpu:>8.0f} ms CPU   {again:>8.0f} ms CPU again", flush=True)


def measure_counting(rows: int) -> None:
    """Count rows of the database: so many projects, and twice as many results with text, link and group."""
    from django.utils import timezone

    from plon.plans.models import TargetGroup
    from plon.programmefigures.counting import count_everything
    from plon.projects.models import Project
    from plon.results.models import Result, ResultLink, ResultText

    chance = random.Random(SEED)  # noqa: S311  no secret
    projects = Project.objects.bulk_create(
        [
            Project(
                title=f"Project {number}", number_key=f"B-{number}", key_action="KA2", field=chance.choice(FIELDS),
                call_year=int(chance.choice(YEARS)), countries=list(some(chance, COUNTRIES, 6)),
                topics=list(some(chance, TOPICS, 3)), languages=list(some(chance, LANGUAGES, 2)), origin="imported",
            )
            for number in range(rows)
        ], batch_size=5000,
    )  # fmt: skip
    results = Result.objects.bulk_create(
        [
            Result(
                project=project, working_title=f"Result {number}", state="published", published_at=timezone.now(),
                licence=chance.choice(LICENCES), languages=list(some(chance, LANGUAGES, 4)), category="handbook",
            )
            for number, project in enumerate([*projects, *projects])
        ], batch_size=5000,
    )  # fmt: skip
    ResultText.objects.bulk_create(
        [ResultText(result=one, language="en", title="A", summary="B") for one in results], batch_size=5000
    )
    ResultLink.objects.bulk_create(
        [ResultLink(result=one, url=f"https://example.org/{one.pk}") for one in results], batch_size=5000
    )
    TargetGroup.objects.bulk_create(
        [TargetGroup(project=one, name="Group", kind=chance.choice(GROUPS)) for one in projects], batch_size=5000
    )
    timed(f"counting {rows:,} projects and {2 * rows:,} results of the database", count_everything)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--projects", type=int, default=400_000)
    parser.add_argument("--results", type=int, default=1_000_000)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)
    asked = parser.parse_args()
    with empty_house():
        measure_pages(asked.projects, asked.results, asked.rounds)
        measure_counting(asked.rows)


if __name__ == "__main__":
    main()
