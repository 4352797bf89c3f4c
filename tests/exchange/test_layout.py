"""Headings of all generations."""

import pytest

from plon.exchange.layout import fold_heading, layout_data, read_layout
from tests.exchange.tables import CREATIVE, ERASMUS, with_partners


@pytest.mark.parametrize("count", [0, 1, 38, 100, 250])
def test_any_number_of_partners_is_found(count: int) -> None:
    layout = read_layout(with_partners(ERASMUS, count))

    assert len(layout.partners) == count
    assert layout.is_of_projects
    assert layout.unknown == ()


def test_older_headings_mean_the_same() -> None:
    layout = read_layout(CREATIVE)

    assert {"number", "title", "summary", "start", "end", "grant", "success_story", "card"} <= set(layout.columns)
    assert set(layout.coordinator) == {"name", "kind", "address", "region", "country", "website"}


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("PROJECT  IDENTIFIER", "number"), ("project_number", "number"), ("Project number:", "number"),
        ("Grant Agreement Number", "number"), ("Numer projektu", "number"), ("\ufeffProject Identifier", "number"),
        ("Tytuł projektu", "title"), ("EU Grant award in euros", "grant"),
        ("EU Grant award in euros (something new)", "grant"),
        ("Funding Year", "call_year"), ("startDate", "start"), ("ecMaxContribution", "grant"),
        ("Is Success Story", "success_story"),
    ],
)  # fmt: skip
def test_spellings_of_a_heading(heading: str, meaning: str) -> None:
    assert meaning in read_layout([heading]).columns


@pytest.mark.parametrize(
    ("heading", "what"),
    [
        ("Coordinator's name", "name"), ("Coordinator’s name", "name"), ("Coordinating organisation name", "name"),
        ("Coordinator", "name"), ("Coordinator organisation type", "kind"), ("Name of the coordinator", "name"),
        ("Coordinator OID", "oid"), ("Applicant country", "country"),
    ],
)  # fmt: skip
def test_spellings_of_the_coordinator(heading: str, what: str) -> None:
    assert read_layout([heading]).coordinator == {what: 0}


def test_spellings_of_partners() -> None:
    layout = read_layout(
        ["Partner 12 name", "partner_3_name", "Partner 3", "Partner organisation 12 country", "Participant name 4"]
    )

    assert [dict(partner) for partner in layout.partners] == [{"name": 1}, {"name": 4}, {"name": 0, "country": 3}]


def test_a_weak_heading_counts_only_without_a_better_one() -> None:
    assert read_layout(["id", "title"]).columns["number"] == (0,)
    assert read_layout(["id", "title", "Project Identifier"]).columns["number"] == (2,)


def test_what_is_not_known_is_named() -> None:
    assert read_layout(["Project Identifier", "Project Title", "Mood", "Results Available"]).unknown == ("Mood",)


def test_no_heading_has_two_meanings() -> None:
    names = [name for entry in layout_data()["fields"].values() for name in (*entry["names"], *entry.get("weak", ()))]

    assert sorted(names) == sorted(set(names))
    assert [name for name in names if fold_heading(name) != name] == []
