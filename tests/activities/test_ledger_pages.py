"""The pages of the ledger: what a coordinator, a contributor and an officer read, and what they can do."""

import datetime
from typing import Any

import pytest
from django.utils import timezone
from lxml import html

from plon.accounts.models import User
from plon.activities.models import ItemProof
from plon.evidence.models import Evidence
from plon.projects.models import Project
from tests.activities.ledger_world import Promised, item_proof, keep_some_of_it, make_promise
from tests.conftest import client_of
from tests.factories import ActivityFactory, EvidenceFactory, PlannedActivityFactory, ReachFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(time_machine_at: Any) -> None:
    """It is 20 May 2026 in all of them."""


@pytest.fixture
def time_machine_at() -> Any:
    import time_machine

    with time_machine.travel(datetime.datetime(2026, 5, 20, 12, tzinfo=datetime.UTC), tick=False):
        yield


@pytest.fixture
def world(project: Project, coordinator: User, editor: User) -> Promised:
    return make_promise(project, coordinator)


def page_of(world: Promised, person: User, path: str = "", **asked: str) -> Any:
    answer = client_of(person).get(f"/workspace/{world.project.public_id}/activities/ledger/{path}", asked)
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def words(node: Any) -> str:
    return " ".join(node.text_content().split())


def rows_of(page: Any) -> dict[str, list[str]]:
    """Return {name: [promised, done, proven, state]} as they stand in the table."""
    found = {}
    for row in page.xpath("//table[contains(@class, 'ledger-table')]/tbody/tr"):
        cells = {cell.get("data-label"): words(cell) for cell in row.xpath("./td")}
        name = words(row.xpath("./th/a")[0])
        numbers = [cells["Promised"], cells["Done"].split(" ")[0], cells["Proven"].split(" ")[0]]
        found[name] = [*numbers, words(row.xpath(".//*[contains(@class, 'tag')]")[0])]
    return found


def test_every_promise_stands_with_its_three_numbers_and_its_state(world: Promised, editor: User) -> None:
    keep_some_of_it(world)

    assert rows_of(page_of(world, editor)) == {
        "Lessons outdoors": ["1 result", "1", "1", "kept, with proof"],
        "Game outdoors": ["1 result", "0", "0", "on the way"],
        "Workshop for teachers": ["40 people", "40", "35", "kept"],
        "Leaflet": ["1 activities", "1", "1", "kept, with proof"],
        "People reached": ["1,200 people", "40", "35", "on the way"],
        "Schools that use it": ["25 number", "14.5", "14.5", "on the way"],
        "Content with the lessons": ["1 target", "1", "1", "kept, with proof"],
    } | {"Lessons outdoors": ["1 use", "0", "0", "on the way"]}  # the use plan has the name of its result


def test_the_picture_says_the_same_in_a_sentence_and_a_table(world: Promised, editor: User) -> None:
    keep_some_of_it(world)
    page = page_of(world, editor)

    (bar,) = page.xpath("//svg[@role='img']")
    assert bar.get("aria-label") == "4 of 8 promises are kept, 3 with proof. Nothing is overdue."
    states = [
        " ".join(words(cell) for cell in row)
        for row in page.xpath("//table[contains(@class, 'states-table')]/tbody/tr")
    ]
    assert states == ["kept, with proof 3 38 %", "kept 1 12 %", "on the way 4 50 %"]


def test_the_overview_shows_the_same_picture(world: Promised, editor: User) -> None:
    keep_some_of_it(world)
    answer = client_of(editor).get(f"/workspace/{world.project.public_id}/")

    assert "4 of 8 promises are kept, 3 with proof." in answer.content.decode()


def test_the_overview_has_no_picture_before_the_first_commitment(project: Project, editor: User) -> None:
    make_promise(project, editor, freeze=False)

    assert "states-bar" not in client_of(editor).get(f"/workspace/{project.public_id}/").content.decode()


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"state": "kept"}, {"Workshop for teachers"}),
        ({"kind": "indicator"}, {"People reached", "Schools that use it", "Content with the lessons"}),
        ({"partner": "School in Opole"}, {"Lessons outdoors", "Workshop for teachers", "People reached"}),
        ({"since": "2026-03-01", "until": "2026-04-30"}, {"Lessons outdoors", "Workshop for teachers"}),
        ({"package": "no such package"}, set()),
        ({"state": "no such state", "since": "not a day", "page": "99"}, None),
    ],
)
def test_filters_let_through_what_they_say(world: Promised, editor: User, asked: Any, names: Any) -> None:
    keep_some_of_it(world)
    shown = rows_of(page_of(world, editor, **asked))

    assert set(shown) == names if names is not None else len(shown) == 7


def test_a_result_is_found_with_all_that_is_about_it(world: Promised, editor: User) -> None:
    shown = rows_of(page_of(world, editor, result=world.lessons.public_id))

    assert set(shown) == {"Lessons outdoors", "Workshop for teachers", "People reached"}


def test_a_figure_opens_to_lines_that_add_up_to_it(world: Promised, editor: User) -> None:
    keep_some_of_it(world)
    page = page_of(world, editor, f"activity/{world.workshop.public_id}/")

    tables = page.xpath("//section[@aria-labelledby='done' or @aria-labelledby='proven']//table")
    for table, figure in zip(tables, (40, 35), strict=True):
        counts = [int(words(cell)) for cell in table.xpath("./tbody//td[@data-label='Counts']")]
        assert (sum(counts), words(table.xpath("./tfoot//td")[0])) == (figure, str(figure))


def test_figures_of_nothing_promised_are_not_there(world: Promised, editor: User) -> None:
    client = client_of(editor)
    base = f"/workspace/{world.project.public_id}/activities/ledger/"

    assert client.get(f"{base}activity/zzzzzzz/").status_code == 404
    assert client.get(f"{base}group/{world.teachers.public_id}/").status_code == 404
    assert client.get(f"{base}ledger.doc").status_code == 404


def test_what_was_beyond_the_promise_has_its_page(world: Promised, editor: User) -> None:
    keep_some_of_it(world)

    assert "A radio talk" in words(page_of(world, editor, "beyond/"))


def test_the_missing_page_names_what_to_do(world: Promised, coordinator: User) -> None:
    keep_some_of_it(world)
    page = page_of(world, coordinator, "missing/")

    assert [words(h) for h in page.xpath("//main//h2")] == ["Done, not proven (1)", "Activities without evidence (1)"]


def test_before_the_commitment_it_says_what_to_do_and_offers_a_look(project: Project, coordinator: User) -> None:
    world = make_promise(project, coordinator, freeze=False)

    assert "Freeze the plan" in words(page_of(world, coordinator))
    looked = page_of(world, coordinator, **{"as": "promised"})
    assert len(rows_of(looked)) == 7
    assert "Nothing is promised yet" in words(looked)


def test_an_empty_project_is_sent_to_the_plan(project: Project, editor: User) -> None:
    answer = client_of(editor).get(f"/workspace/{project.public_id}/activities/ledger/")

    assert "There is no plan yet" in answer.content.decode()


def test_evidence_that_cannot_count_is_shown_as_such(world: Promised, editor: User) -> None:
    piece = EvidenceFactory(project=world.project, title="A list in the wrong place")
    item_proof(world, piece, "indicator", world.ids["reached"])
    page = words(page_of(world, editor, f"indicator/{world.ids['reached']}/"))

    assert "Attached, but not counted" in page
    assert "A list in the wrong place" in page
    assert "Proven: 0" in page


def attach(world: Promised, person: User, kind: str, item: str, **fields: str) -> Any:
    address = f"/workspace/{world.project.public_id}/activities/ledger/{kind}/{item}/prove/"
    return client_of(person).post(address, fields)


def test_a_contributor_attaches_evidence_to_a_promise(world: Promised, contributor: User) -> None:
    piece = EvidenceFactory(project=world.project)
    answer = attach(world, contributor, "use_plan", world.use.public_id, evidence=piece.public_id)

    assert answer.status_code == 302
    assert rows_of(page_of(world, contributor))["Lessons outdoors"] == ["1 use", "1", "1", "kept, with proof"]


def test_a_figure_brings_its_number_and_a_typed_one_wins(world: Promised, editor: User) -> None:
    figure = EvidenceFactory(project=world.project, kind="figure", url="", value=12, unit="schools")
    schools = world.ids["schools"]

    attach(world, editor, "indicator", schools, evidence=figure.public_id)
    assert rows_of(page_of(world, editor))["Schools that use it"][1:3] == ["12", "12"]
    attach(world, editor, "indicator", schools, evidence=figure.public_id, value="7")
    assert rows_of(page_of(world, editor))["Schools that use it"][1:3] == ["7", "7"]


@pytest.mark.parametrize("fields", [{"evidence": ""}, {"evidence": "zzzzzzz"}, {"value": "-1"}, {"value": "many"}])
def test_a_bad_attachment_is_told_at_its_field_and_nothing_is_written(
    world: Promised, editor: User, fields: dict[str, str]
) -> None:
    piece = EvidenceFactory(project=world.project)
    sent = {"evidence": piece.public_id, "value": "3", **fields}
    answer = attach(world, editor, "indicator", world.ids["schools"], **sent)
    page = html.fromstring(answer.content.decode())

    assert [field.get("id") for field in page.xpath("//*[@aria-invalid='true']")] == [f"id_{next(iter(fields))}"]
    assert not ItemProof.objects.exists()


def test_evidence_of_another_project_or_in_the_bin_is_not_offered(world: Promised, editor: User) -> None:
    foreign = EvidenceFactory(title="Of another project")
    removed = EvidenceFactory(project=world.project, title="In the bin", removed_at=timezone.now())
    for piece in (foreign, removed):
        attach(world, editor, "use_plan", world.use.public_id, evidence=piece.public_id)
        assert piece.title not in words(page_of(world, editor, f"use_plan/{world.use.public_id}/"))

    assert not ItemProof.objects.exists()


def test_an_editor_takes_evidence_away_and_the_state_falls(world: Promised, editor: User) -> None:
    piece = EvidenceFactory(project=world.project)
    item_proof(world, piece, "use_plan", world.use.public_id)
    path = f"/workspace/{world.project.public_id}/activities/ledger/use_plan/{world.use.public_id}/"
    answer = client_of(editor).post(f"{path}unprove/{piece.public_id}/")

    assert answer.status_code == 302
    assert rows_of(page_of(world, editor))["Lessons outdoors"] == ["1 use", "0", "0", "on the way"]
    assert Evidence.objects.filter(pk=piece.pk).exists()


def test_a_contributor_takes_away_only_what_they_added(world: Promised, contributor: User) -> None:
    own, other = EvidenceFactory(project=world.project, added_by=contributor), EvidenceFactory(project=world.project)
    path = f"/workspace/{world.project.public_id}/activities/ledger/use_plan/{world.use.public_id}/unprove/"
    for piece in (own, other):
        item_proof(world, piece, "use_plan", world.use.public_id)
    codes = [client_of(contributor).post(f"{path}{piece.public_id}/").status_code for piece in (own, other)]

    assert (codes, ItemProof.objects.get().evidence) == ([302, 403], other)


def test_confidential_evidence_counts_for_all_but_only_editors_read_its_title(
    world: Promised, editor: User, contributor: User, officer: User
) -> None:
    pieces = keep_some_of_it(world)
    Evidence.objects.filter(pk=pieces["list"].pk).update(is_confidential=True, title="Signed by Anna and Jan")
    path = f"activity/{world.workshop.public_id}/"

    for reader, sees in ((editor, True), (contributor, False), (officer, False)):
        page = words(page_of(world, reader, path))
        assert ("Signed by Anna and Jan" in page, "Proven: 35" in page) == (sees, True)
        files = client_of(reader).get(f"/workspace/{world.project.public_id}/activities/ledger/ledger.json")
        assert ("Signed by Anna" in files.content.decode()) == sees


def test_an_officer_reads_and_attaches_nothing(world: Promised, officer: User) -> None:
    assert "Attach" not in words(page_of(world, officer, f"use_plan/{world.use.public_id}/"))
    assert attach(world, officer, "use_plan", world.use.public_id).status_code == 403


@pytest.mark.parametrize("path", ["", "figure", "missing/", "beyond/"])
def test_the_number_of_queries_of_a_page_does_not_grow(
    world: Promised, editor: User, path: str, django_assert_max_num_queries: Any
) -> None:
    keep_some_of_it(world)
    address = f"/workspace/{world.project.public_id}/activities/ledger/"
    address += f"activity/{world.workshop.public_id}/" if path == "figure" else path
    client = client_of(editor)
    with django_assert_max_num_queries(60) as first:
        client.get(address)
    for _n in range(3):
        ReachFactory(activity=ActivityFactory(project=world.project))
        act = world.hold({world.teachers: 3}, PlannedActivityFactory(project=world.project))
        world.prove(act, {world.teachers.public_id: 2})
        item_proof(world, EvidenceFactory(project=world.project), "result", world.game.public_id)
    with django_assert_max_num_queries(len(first)):
        client.get(address)
