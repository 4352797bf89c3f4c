"""What a text seems to promise; every guess rests on words of its sentence."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plon.plans.reading import Found, find_promises
from plon.programme.codelists import codelist

APPLICATIONS = Path(__file__).parent / "applications"


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
    groups = of_kind(find_promises("We will share it in May 2027 with teachers.", "en"), "group")

    assert [group.get("size") for group in groups] == [None]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("During 9 working days young people will be invited, and with young people we will share opinions.", "en"),
        ("For two years teachers from three countries will share lessons with teachers outside.", "en"),
        ("Przez 9 dni roboczych młodzież będzie pracować, a nauczyciele przekażą wiedzę innym nauczycielom.", "pl"),
        ("Podczas 3 edycji konkursu uczniowie zaprezentują prace rodzicom, a 6 godzin zajęć poprowadzą goście.", "pl"),
    ],
)
def test_days_years_countries_and_editions_are_no_people(text: str, language: str) -> None:
    found = find_promises(text, language)

    assert [group["name"] for group in of_kind(found, "group") if "size" in group] == []
    assert of_kind(found, "indicator") == []


def test_a_number_belongs_to_what_it_counts_first() -> None:
    found = find_promises("Zorganizujemy warsztaty dla 40 nauczycieli z okolicznych szkół.", "pl")

    assert of_kind(found, "group") == [{"name": "nauczycieli z okolicznych szkół", "kind": "teachers", "size": 40}]


def test_partners_and_owners_are_no_groups_to_reach() -> None:
    text = "The three partner schools will present a film and improve their teachers' skills."

    assert of_kind(find_promises(text, "en"), "group") == []


@pytest.mark.parametrize(
    ("text", "language", "group"),
    [
        ("The participants will be responsible to transfer their knowledge to young people from local schools.", "en",
         "young people from local schools"),
        ("Our teachers will spread the message to other schools.", "en", "other schools"),
        ("They will share this experience with the rest of the staff and a local environment.", "en", "staff"),
        ("We will pass on what we learned to the parents.", "en", "parents"),
        ("Nauczyciele podzielą się zdobytą wiedzą z radą pedagogiczną.", "pl", "radą pedagogiczną"),
        ("Przekażemy doświadczenia dyrektorom szkół z powiatu.", "pl", "dyrektorom szkół z powiatu"),
        ("Rezultaty zostaną upowszechnione wśród szkół z województwa przez kuratorium.", "pl", "szkół z województwa"),
    ],
)  # fmt: skip
def test_sharing_with_somebody_is_an_activity_for_them(text: str, language: str, group: str) -> None:
    found = find_promises(text, language)

    assert [activity["kind"] for activity in of_kind(found, "activity")] == ["other"]
    assert of_kind(found, "group")[0]["name"] == group


def test_sharing_needs_somebody_who_receives_it() -> None:
    assert find_promises("At these meetings the staff will share their own good practice.", "en") == []
    assert find_promises("Podczas spotkań zespołu podzielimy się zadaniami i obowiązkami.", "pl") == []


def test_what_something_is_about_does_not_happen() -> None:
    text = "We will spread the message about the importance of international internships to other schools."
    assert [each["kind"] for each in of_kind(find_promises(text, "en"), "activity")] == ["other"]

    brochure = find_promises("Powstanie broszura o stażach zagranicznych.", "pl")
    assert [(each.kind, each.guess["title"]) for each in brochure] == [
        ("result", "broszura o stażach zagranicznych")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "language", "title"),
    [
        ("We will create tools we will use to stimulate the spirit of initiative.", "en", "tools"),
        ("We will publish a report that captures best practice for other organisations.", "en", "report"),
        ("We will develop a handbook for outdoor lessons which teachers will test.", "en",
         "handbook for outdoor lessons"),
        ("Nauczyciele opracują 24 scenariusze lekcji, które będą dostępne dla wszystkich.", "pl",
         "24 scenariusze lekcji"),
        ("Powstanie blog prowadzony przez uczniów oraz broszura o rzece.", "pl", "blog prowadzony przez uczniów"),
        ("Opracowany zostanie poradnik nauczania w terenie aby pomóc szkołom.", "pl",
         "poradnik nauczania w terenie"),
    ],
)  # fmt: skip
def test_a_title_is_the_thing_alone(text: str, language: str, title: str) -> None:
    titles = [result["title"] for result in of_kind(find_promises(text, language), "result")]

    assert title in titles


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("With the use of non formal tools we will stimulate young people's spirit of initiative.", "en"),
        ("The pupils will publish their stories on the website of the school.", "en"),
        ("Scenariusze zostaną umieszczone na stronie internetowej szkoły i na portalu gminy.", "pl"),
    ],
)
def test_tools_and_places_that_are_used_are_not_made(text: str, language: str) -> None:
    assert of_kind(find_promises(text, language), "result") == []


def test_putting_it_on_a_platform_is_a_publication() -> None:
    found = find_promises("Partnerzy udostępnią materiały na Europejskiej Platformie Edukacji Szkolnej.", "pl")

    assert [activity["kind"] for activity in of_kind(found, "activity")] == ["publication"]


def test_items_of_a_list_are_promised_by_its_lead() -> None:
    text = "The activities are:\n- a conference for local authorities in May 2027,\n- workshops for 30 parents."

    activities = of_kind(find_promises(text, "en"), "activity")

    assert [(each["kind"], each.get("start")) for each in activities] == [("conference", "2027-05-01"),
                                                                          ("workshop", None)]  # fmt: skip


def test_from_march_to_october_begins_in_march() -> None:
    found = find_promises("Mobilności będą realizowane od marca do października 2026 r.", "pl")

    assert of_kind(found, "activity")[0]["start"] == "2026-03-01"


@pytest.mark.parametrize(
    ("application", "sure"),
    [
        ("ka122-kadra", {("activity", "demonstration"), ("activity", "workshop"), ("activity", "publication"),
                         ("group", "nauczycieli z okolicznych szkół"), ("group", "organowi prowadzącemu"),
                         ("result", "24 scenariusze lekcji z elementami CLIL")}),
        ("ka210-rzeka", {("activity", "conference"), ("activity", "training"), ("group", "radnym gminy"),
                         ("group", "szkół spoza partnerstwa"), ("result", "6 krótkich filmów o swojej rzece"),
                         ("result", "interaktywna mapa pomiarów jakości wody")}),
        ("ka121-zawodowa", {("activity", "presentation"), ("activity", "material"), ("group", "lokalnych pracodawców"),
                            ("group", "innym nauczycielom szkoły"), ("result", "blog prowadzony przez uczniów")}),
    ],
)  # fmt: skip
def test_whole_applications_are_read(application: str, sure: set[tuple[str, str]]) -> None:
    text = (APPLICATIONS / f"{application}.txt").read_text("utf-8")

    found = find_promises(text, "pl")

    told = {(each.kind, str(each.guess["kind"] if each.kind == "activity" else each.guess.get("name")
                            or each.guess.get("title"))) for each in found}  # fmt: skip
    assert sure - told == set()
    # Nothing of the school's own size, its past, its needs.
    assert [
        each.sentence for each in found if any(words in each.sentence for words in ("312", "600", "45 uczniów"))
    ] == []


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
