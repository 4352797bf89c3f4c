"""What a text seems to promise; every guess rests on words of its sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plon.plans.reading import Found, find_promises
from plon.programme.codelists import codelist


def of_kind(found: list[Found], kind: str) -> list[dict[str, object]]:
    return [dict(each.guess) for each in found if each.kind == kind]


def test_a_polish_workshop_with_its_date_and_number() -> None:
    found = find_promises("W maju 2027 zorganizujemy warsztaty online dla 60 nauczycieli przyrody.", "pl")

    assert of_kind(found, "activity") == [
        {"title": "W maju 2027 zorganizujemy warsztaty online dla 60 nauczycieli przyrody.", "kind": "workshop",
         "place": "online", "start": "2027-05-01"}
    ]  # fmt: skip
    assert of_kind(found, "group") == [{"name": "nauczycieli przyrody", "kind": "teachers", "size": 60}]
    assert [(each["target"], each["unit"]) for each in of_kind(found, "indicator")] == [("60", "nauczycieli")]


def test_an_english_result_and_what_comes_after() -> None:
    text = "We will develop a handbook for outdoor lessons. After the project, partners will hold a yearly seminar."
    found = find_promises(text, "en")

    result = of_kind(found, "result")[0]
    assert (result["category"], "handbook" in str(result["title"])) == ("handbook", True)
    assert of_kind(found, "activity")[0]["phase"] == "after"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Our school has 500 pupils and 40 teachers in the centre of the town.", "en"),
        ("In 2019 we organised a conference for 120 teachers from the region.", "en"),
        ("Szkoła liczy 500 uczniów i 40 nauczycieli.", "pl"),
        ("W 2019 r. zorganizowaliśmy konferencję dla 120 nauczycieli.", "pl"),
        ("Teachers need better materials.", "en"),
    ],
)
def test_stories_of_the_past_and_needs_are_no_promises(text: str, language: str) -> None:
    assert find_promises(text, language) == []


def test_years_are_no_sizes() -> None:
    groups = of_kind(find_promises("We will share it in 2027 teachers will like it.", "en"), "group")

    assert [group.get("size") for group in groups] == [None]


def test_the_same_promise_stands_once() -> None:
    text = "We will hold a workshop for 30 teachers. We will hold a workshop for 30 teachers."

    assert len(of_kind(find_promises(text, "en"), "activity")) == 1


def test_codes_are_those_of_the_lists() -> None:
    text = "We will publish a guide, a film and a website, hold webinars and present the result to 40 parents."
    for each in find_promises(text, "en"):
        if each.kind == "activity":
            assert each.guess["kind"] in codelist("activity_kinds")
        if each.kind == "group":
            assert each.guess["kind"] in codelist("target_group_kinds")
        if each.kind == "result":
            assert each.guess["category"] in codelist("result_categories")


@given(st.text(max_size=400), st.sampled_from(["pl", "en"]))
def test_nothing_is_invented(text: str, language: str) -> None:
    for each in find_promises("We will publish 20 guides for 30 teachers in May 2027. " + text, language):
        for name, words in each.grounds.items():
            assert words in each.sentence
            assert name in each.guess
