"""The pure core, against counting one by one."""

from collections import Counter
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from plon.programmefigures.facts import MEASURES, RESULT_DIMENSIONS, Builder, Facts, packed, unpacked
from plon.programmefigures.reckoning import crossing_of, lines_of, ordered, totals_of
from plon.programmefigures.regions import region_name, region_of, voivodeships

VALUES = st.lists(st.sampled_from("abcd"), max_size=3)
ROWS = st.lists(
    st.tuples(VALUES, VALUES, st.booleans(), st.integers(0, 300), st.integers(0, 70_000)), max_size=30
)  # fmt: skip


def facts_of(rows: list[tuple[list[str], list[str], bool, int, int]]) -> Facts:
    builder = Builder()
    for key, (topics, groups, is_living, uses, views) in enumerate(rows, 1):
        values = dict.fromkeys(RESULT_DIMENSIONS, ()) | {"topic": topics, "group": groups}
        measures = dict.fromkeys(MEASURES, 0) | {"living": int(is_living), "uses": uses, "views": views}
        builder.add_result(key, builder.numbers_of(values), [measures[name] for name in MEASURES])
    return builder.facts()


@given(ROWS)
def test_lines_count_what_one_counts_by_hand(rows: list[tuple[list[str], list[str], bool, int, int]]) -> None:
    facts = facts_of(rows)
    by_hand: Counter[str] = Counter()
    views: Counter[str] = Counter()
    for topics, _groups, _living, _uses, seen in rows:
        for value in set(topics) or {""}:
            by_hand[value] += 1
            views[value] += seen
    lines = {line.value: line.figures for line in lines_of(facts, "topic", {})}
    assert {value: figures["results"] for value, figures in lines.items()} == dict(by_hand)
    assert {value: figures["views"] for value, figures in lines.items()} == {value: views[value] for value in by_hand}


@given(ROWS, st.sampled_from("abcd"))
def test_filters_combine(rows: list[tuple[list[str], list[str], bool, int, int]], value: str) -> None:
    chosen = {"topic": value, "group": "a"}
    those = [row for row in rows if value in row[0] and "a" in row[1]]
    totals = totals_of(facts_of(rows), chosen)
    assert (totals["results"], totals["living"]) == (len(those), sum(row[2] for row in those))
    assert totals["unused"] == sum(row[3] == 0 for row in those)


@given(ROWS)
def test_pairs_count_what_one_counts_by_hand(rows: list[tuple[list[str], list[str], bool, int, int]]) -> None:
    facts = facts_of(rows)
    crossing = crossing_of(facts, "topic", "group", {})
    by_hand: Counter[tuple[str, str]] = Counter()
    alive: Counter[tuple[str, str]] = Counter()
    for topics, groups, is_living, _uses, _views in rows:
        for pair in product(set(topics) or {""}, set(groups) or {""}):
            by_hand[pair] += 1
            alive[pair] += is_living
    names = facts.dimensions["topic"].values, facts.dimensions["group"].values
    for (row, topic), (column, group) in product(enumerate(names[0]), enumerate(names[1])):
        assert crossing.results[row, column] == by_hand[topic, group]
        assert crossing.living[row, column] == alive[topic, group]


@given(ROWS)
def test_what_is_stored_comes_back(rows: list[tuple[list[str], list[str], bool, int, int]]) -> None:
    facts = facts_of(rows)
    again = unpacked(*packed(facts))
    assert totals_of(again, {}) == totals_of(facts, {})
    assert lines_of(again, "group", {}) == lines_of(facts, "group", {})


def test_lists_stand_in_the_order_of_what_they_tell() -> None:
    facts = facts_of([([], [], True, 2, 9), ([], [], True, 0, 500), ([], [], True, 7, 0), ([], [], True, 2, 1)])
    keys = facts.results.keys
    assert [int(keys[place]) for place in ordered(facts, "uses", {})] == [3, 4, 1]
    assert [int(keys[place]) for place in ordered(facts, "views", {})] == [2, 1, 4]
    assert [int(keys[place]) for place in ordered(facts, "results", {})] == [4, 3, 2, 1]


def test_every_voivodeship_is_known_in_both_languages() -> None:
    assert len(voivodeships()) == 16
    for name, code in (
        ("Śląskie", "PL-24"),
        ("slaskie", "PL-24"),
        ("Województwo Łódzkie", "PL-10"),
        ("Masovian", "PL-14"),
    ):
        assert region_of("PL", name) == code
    assert region_name("PL-24", "en") == "śląskie"
    assert region_name(region_of("DE", "HAMBURG"), "pl") == "Hamburg (Niemcy)"
    assert region_of("PL", "\0" * 5) == ""
    assert len(region_of("PL", "x" * 100_000)) < 120
