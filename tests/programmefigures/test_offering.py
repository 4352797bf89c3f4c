"""What filters offer and charts show where there is too much for a page."""

import threading
from collections.abc import Sequence

import pytest
from django.utils import timezone, translation

from plon.charts import Chart
from plon.programmefigures.charting import chart_of
from plon.programmefigures.facts import PROJECT_DIMENSIONS, Builder
from plon.programmefigures.narrowing import MOST_CHOICES, Narrowing, filters_of
from plon.programmefigures.queries import Shown


def shown_of(dimension: str, projects: Sequence[str]) -> Shown:
    """Return a count of projects that have one value each of a dimension."""
    builder = Builder()
    for key, value in enumerate(projects, 1):
        builder.add_project(key, builder.numbers_of(dict.fromkeys(PROJECT_DIMENSIONS, ()) | {dimension: [value]}))
    return Shown(1, timezone.now(), builder.facts(), {})


def chart(dimension: str, values: Sequence[str]) -> Chart:
    with translation.override("en"):
        made = chart_of(shown_of(dimension, values), f"{dimension}-projects", Narrowing(), "en")
    assert made is not None
    return made


def test_years_are_all_shown_and_said_to_be_the_newest_where_they_are_not() -> None:
    years = [str(year) for year in range(2001, 2026)]
    whole = chart("year", years)
    assert [row[0] for row in whole.rows] == years[::-1]
    assert whole.summary == ""
    cut = chart("year", ["2000", *years])
    assert [row[0] for row in cut.rows] == years[::-1]
    assert "The 25 newest of 26 values." in cut.summary
    assert "The 12 largest of 25 values." in chart("topic", years).summary


def test_of_too_many_regions_polands_and_the_most_frequent_are_offered() -> None:
    rare = [f"DE:Rare {number:03}" for number in range(MOST_CHOICES)]
    shown = shown_of("region", [*rare, "PL:Somewhere", "PL-16", *["ES:Frequent"] * 2])
    with translation.override("pl"):
        [offered] = [each for each in filters_of(shown, Narrowing(), "pl") if each.name == "region"]
    values = [choice.value for choice in offered.choices]
    assert len(values) == MOST_CHOICES
    assert set(values) >= {"PL:Somewhere", "PL-16", "ES:Frequent"}
    assert set(values[:2]) == {"PL:Somewhere", "PL-16"}, "Poland's stand first"


@pytest.mark.parametrize("threads", [1, 6])
def test_answers_are_remembered_and_none_is_missed_while_others_go(threads: int) -> None:
    shown = shown_of("year", ["2024"])
    wrong: list[object] = []

    def ask(offset: int) -> None:
        for number in range(3000):
            key = (number + offset) % 500
            try:
                if shown.remember((key,), lambda key=key: key) != key:
                    wrong.append(key)
            except KeyError as missed:
                wrong.append(missed)

    asking = [threading.Thread(target=ask, args=(37 * number,)) for number in range(threads)]
    for each in asking:
        each.start()
    for each in asking:
        each.join()
    assert wrong == []
    shown.remember(("kept",), lambda: "first")
    assert shown.remember(("kept",), lambda: "second") == "first"
