"""Read everything public into facts, piece by piece, with the queries and codes of the catalogue itself."""

import functools
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, IntegerField, Max, QuerySet, Value, When
from django.db.models.functions import TruncDate

from plon.catalogue.facets import groups_of, label_kinds, topic_codes
from plon.catalogue.quality import Signs, quality_of
from plon.catalogue.queries import published_results
from plon.exchange.enums import ImportState
from plon.exchange.models import Import
from plon.labels.queries import labels_of, labels_of_results
from plon.linkwatch.enums import LinkHealth
from plon.linkwatch.links import state_of_links
from plon.programme.sharing import licence_is_open
from plon.programmefigures.facts import Builder, Facts
from plon.programmefigures.regions import region_of
from plon.projects.enums import ProjectOrigin
from plon.projects.models import Partnership, Project
from plon.projects.queries import public_projects
from plon.reach.queries import totals_of
from plon.results.models import FitCard, ResultFile, ResultText
from plon.uptake.queries import counts_of

PIECE = 1000
# What a description may have besides its five texts: cover, category, languages, fit card.
_PARTS = 9
_TEXTS = ("summary", "problem", "audience", "how_to_use", "needs")

# How far the counting is: so many of so many things.
Progress = Callable[[int, int], None]


def gather(progress: Progress = lambda _done, _total: None) -> Facts:
    """Return the facts of everything that the public may see now.

    Args:
        progress: told after each piece how many projects and results are read, and how many there are.
    """
    builder = Builder()
    total = public_projects().count() + published_results().count()
    done = 0
    numbers: dict[int, tuple[int, ...]] = {}
    for projects in _pieces(public_projects(), _PROJECT_COLUMNS):
        for key, values in _values_of_projects(projects).items():
            numbers[key] = builder.numbers_of(values)
            builder.add_project(key, numbers[key])
        done += len(projects)
        progress(done, total)
    for results in _pieces(published_results(), _RESULT_COLUMNS):
        _add_results(builder, results, numbers)
        done += len(results)
        progress(done, total)
    return builder.facts()


_PROJECT_COLUMNS = ("pk", "key_action", "field", "call_year", "countries", "topics", "languages")
_RESULT_COLUMNS = ("pk", "project_id", "published_at", "languages", "licence", "category", "cover",
                   "project__is_good_practice")  # fmt: skip


def _pieces(things: QuerySet[Any], columns: Sequence[str]) -> Iterator[list[tuple[Any, ...]]]:
    """Yield rows by their keys; a cursor that is left open would not bear the writing in between."""
    last = 0
    while rows := list(things.filter(pk__gt=last).order_by("pk").values_list(*columns)[:PIECE]):
        yield rows
        last = rows[-1][0]


def _values_of_projects(rows: Sequence[tuple[Any, ...]]) -> dict[int, dict[str, tuple[str, ...]]]:
    """Return the values of `PROJECT_DIMENSIONS` of some projects, in that order."""
    regions: dict[int, list[str]] = defaultdict(list)
    places = Partnership.objects.filter(project__in=[row[0] for row in rows]).exclude(organisation__region="")
    for key, country, region in places.values_list("project_id", "organisation__country", "organisation__region"):
        regions[key].append(region_of(country, region))
    return {
        key: {
            "key_action": (key_action,),
            "field": (field,),
            "year": (str(year),) if year else (),
            "country": tuple(countries),
            "region": tuple(regions.get(key, ())),
            "topic": topic_codes(topics),
            "language": tuple(languages),
        }
        for key, key_action, field, year, countries, topics, languages in rows
    }


def _add_results(builder: Builder, rows: Sequence[tuple[Any, ...]], known: dict[int, tuple[int, ...]]) -> None:
    _add_missing(builder, {row[1] for row in rows} - known.keys(), known)
    of = _Known.of({row[0]: row[1] for row in rows})
    for key, project, published_at, languages, licence, category, cover, is_marked in rows:
        action, field, _call, country, region, topic, _spoken = known[project]
        year, language, of_licence, group = builder.numbers_of({
            "year": (str(published_at.year),), "language": languages, "licence": (licence,), "group": of.groups[key],
        })  # fmt: skip
        told = of.told.get(key, 0) + bool(cover) + bool(category) + bool(languages) + (key in of.with_card)
        links, has_files, is_open = of.links.get(key, ""), key in of.with_files, licence_is_open(licence)
        labels = label_kinds((*of.labels.get(key, ()), *of.project_labels.get(project, ())), is_marked=is_marked)
        reach = of.reach.get(key)
        works, uses = links == LinkHealth.LIVING, of.uses.get(key, 0)
        quality = quality_of(Signs(links, is_open=is_open, has_files=has_files, parts=(told, _PARTS), uses=uses))
        builder.add_result(
            key,
            (action, field, year, country, region, topic, language, of_licence, group),
            (
                works or (not links and has_files), works, is_open, bool(labels), reach.views if reach else 0,
                reach.downloads if reach else 0, uses, told, round(quality * 100),
            ),
        )  # fmt: skip


def _add_missing(builder: Builder, keys: set[int], known: dict[int, tuple[int, ...]]) -> None:
    """Take up projects that became public after their piece was read: their results are counted, they are not."""
    if keys:
        rows = list(Project.objects.filter(pk__in=keys).values_list(*_PROJECT_COLUMNS))
        known |= {key: builder.numbers_of(values) for key, values in _values_of_projects(rows).items()}


@dataclass(frozen=True, slots=True)
class _Known:
    """What other rooms know of some results, in a constant number of queries."""

    groups: Mapping[int, set[str]]
    links: Mapping[int, str]
    labels: Mapping[int, Any]
    project_labels: Mapping[int, Any]
    reach: Mapping[int, Any]
    uses: Mapping[int, int]
    told: Mapping[int, int]
    with_files: frozenset[int]
    with_card: frozenset[int]

    @classmethod
    def of(cls, project_of: Mapping[int, int]) -> "_Known":
        keys = list(project_of)
        files = ResultFile.objects.filter(result__in=keys, is_public=True).order_by()
        cards = FitCard.objects.filter(result__in=keys)
        return cls(
            groups=groups_of(project_of), links=state_of_links(keys), labels=labels_of_results(keys),
            project_labels=labels_of(set(project_of.values())), reach=totals_of(keys), uses=counts_of(keys),
            told=_told(keys), with_files=frozenset(files.values_list("result_id", flat=True).distinct()),
            with_card=frozenset(cards.values_list("result_id", flat=True)),
        )  # fmt: skip


def _told(keys: Sequence[int]) -> dict[int, int]:
    """Return how many of the five texts a result has in the language in which it has most."""
    each = [Case(When(**{name: ""}, then=Value(0)), default=Value(1), output_field=IntegerField()) for name in _TEXTS]
    texts = ResultText.objects.filter(result__in=keys).order_by()
    counted = texts.annotate(parts=functools.reduce(lambda so_far, one: so_far + one, each[1:], F("id") * 0 + each[0]))
    return dict(counted.values("result_id").annotate(most=Max("parts")).values_list("result_id", "most"))


# More days of imports say no more.
_MOST_DAYS = 20


def origins() -> dict[str, Any]:
    """Return where the records come from: how many of which origin, and the imports by day, the newest first."""
    of = {origin: public_projects().filter(origin=origin).count() for origin in ProjectOrigin.values}
    done = Import.objects.filter(state=ImportState.DONE, finished_at__isnull=False).order_by()
    days: dict[str, list[int]] = {}
    newest = done.annotate(day=TruncDate("finished_at")).order_by("-finished_at")
    for day, total, created in newest.values_list("day", "total", "created")[:1000]:
        if day.isoformat() in days or len(days) < _MOST_DAYS:
            so_far = days.setdefault(day.isoformat(), [0, 0, 0])
            days[day.isoformat()] = [so_far[0] + 1, so_far[1] + total, so_far[2] + created]
    return {
        "projects": of,
        "imports": [{"day": day, "files": told[0], "rows": told[1], "new": told[2]} for day, told in days.items()],
        "examples": public_projects().filter(is_example=True).count(),
    }
