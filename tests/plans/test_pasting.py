"""A table from a spreadsheet: understood whatever its order and language, previewed, taken whole or not at all."""

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation

from plon.accounts.models import User
from plon.plans import actions
from plon.plans.actions.pasting import take_table
from plon.plans.cells import BadCell, amount_in, code_in, count_in, day_in
from plon.plans.exporting import workbook_of
from plon.plans.models import Indicator, PlannedActivity, TargetGroup
from plon.plans.pasting import NotATable, read_table, table_in, text_of_file
from plon.plans.queries import load_plan
from plon.projects.models import Project
from tests.conftest import client_of
from tests.factories import MembershipFactory
from tests.plans.checks.world import World, day, good_plan


@pytest.fixture
def world(db: None, editor: User) -> World:
    world = good_plan()
    MembershipFactory(project=world.project, person=editor)
    return world


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def tsv(*rows: tuple[str, ...]) -> str:
    return "\n".join("\t".join(row) for row in rows)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026-05-31", datetime.date(2026, 5, 31)), ("31.05.2026", datetime.date(2026, 5, 31)),
        ("31/5/2026", datetime.date(2026, 5, 31)), ("2026-05", datetime.date(2026, 5, 1)),
        ("46173", datetime.date(2026, 5, 31)), ("2026-05-31 00:00:00", datetime.date(2026, 5, 31)), (" ", None),
    ],
)  # fmt: skip
def test_days_are_read_as_people_write_them(cell: str, expected: datetime.date | None) -> None:
    assert day_in(cell) == expected


@pytest.mark.parametrize("cell", ["31.02.2026", "soon", "1.1.26", "2026-13-01", "0001-01-01", "99999"])
def test_no_days(cell: str) -> None:
    with pytest.raises(BadCell):
        day_in(cell)


def test_amounts_counts_and_codes() -> None:
    assert [amount_in(cell) for cell in ("1 234,50", "1,234.50", "350 EUR", "€12", "")] == [
        Decimal("1234.50"), Decimal("1234.50"), Decimal(350), Decimal(12), None,
    ]  # fmt: skip
    assert (count_in("1 200"), count_in("30.0"), count_in("")) == (1200, 30, None)
    assert code_in("warsztaty", "activity_kinds") == code_in("Workshop", "activity_kinds") == "workshop"
    for bad in (lambda: amount_in("-5"), lambda: count_in("many"), lambda: code_in("zzzz", "channels")):
        with pytest.raises(BadCell):
            bad()


def test_a_near_miss_is_named() -> None:
    with pytest.raises(BadCell, match="Did you mean"):
        code_in("Workshp", "activity_kinds")


def test_polish_headings_in_any_order_are_understood(world: World) -> None:
    text = tsv(
        ("Od", "Działanie", "Odpowiedzialny partner", "Rezultaty", "Grupy docelowe", "Koszt"),
        (
            "15.10.2027",
            "Lekcja otwarta",
            world.ngo.name.lower(),
            "lessons",
            "Science teachers of the region: 30",
            "120,50",
        ),
    )

    table = read_table(text, "activities", load_plan(world.project), "pl")
    take_table(world.project, table, by=world.by)

    made = PlannedActivity.objects.get(title="Lekcja otwarta")
    assert (made.start, made.responsible, made.cost) == (day(2027, 10), world.ngo, Decimal("120.50"))
    assert [(each.group, each.people) for each in made.reach.all()] == [(world.teachers, 30)]
    assert list(made.results.all()) == [world.lessons]


def test_rows_that_are_there_are_not_added_twice(world: World) -> None:
    text = tsv(("Target group", "Size"), ("science teachers of the REGION", "240"), ("Parents", "50"))

    table = read_table(text, "groups", load_plan(world.project), "en")

    assert [row.what for row in table.rows] == ["same", "new"]
    take_table(world.project, table, by=world.by)
    again = read_table(text, "groups", load_plan(world.project), "en")
    assert [row.what for row in again.rows] == ["same", "same"]


def test_a_changed_cell_changes_its_row(world: World) -> None:
    table = read_table(tsv(("Indicator", "Target"), ("Schools that use it", "40")), "indicators",
                       load_plan(world.project), "en")  # fmt: skip

    assert take_table(world.project, table, by=world.by) == (0, 1)
    changed = Indicator.objects.get(pk=world.use.pk)
    assert (changed.target, changed.baseline) == ("40", "0")


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (("Day", "2027-05-02", "2027-05-01", ""), "It ends before it starts."),
        (("Day", "soon", "", ""), "is no date"),
        (("Day", "", "", "Nobody Ltd"), "is not known"),
        (("x" * 400, "", "", ""), "400 characters; at most 300 fit."),
        (("", "2027-05-02", "", ""), "It has no name."),
        (("Day", "", "", "", "more"), "More cells than headings."),
    ],
)
def test_each_problem_is_said_at_its_row(world: World, row: tuple[str, ...], problem: str) -> None:
    text = tsv(("Activity", "From", "To", "Partner"), ("Fine", "2027-05-01", "", ""), row)

    table = read_table(text, "activities", load_plan(world.project), "en")

    assert [each.what for each in table.rows] == ["new", "wrong"]
    assert problem in " ".join(table.rows[1].problems)
    assert not table.is_takeable


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "nothing in it"),
        ("Colour\tShape\nred\tround", "not known: Colour, Shape"),
        ("From\tTo\n2027-05-01\t", "must be the headings"),
        ("Activity\tActivity\na\tb", "stands there twice"),
        ("\n".join(["Activity", *("x" * 3 + str(n) for n in range(1002))]), "are too many"),
    ],
)
def test_what_is_no_such_table_is_refused_in_words(world: World, text: str, told: str) -> None:
    with pytest.raises(NotATable) as refusal:
        read_table(text, "activities", load_plan(world.project), "en")
    assert told in str(refusal.value)


def test_quoted_cells_keep_their_lines() -> None:
    assert table_in('Activity\tPlace\n"Open ""day""\nsecond line"\tOpole') == [
        ["Activity", "Place"],
        ['Open "day"\nsecond line', "Opole"],
    ]


def test_what_is_exported_comes_back_without_a_change(world: World) -> None:
    for language in ("pl", "en"):
        text = text_of_file("plan.xlsx", workbook_of(load_plan(world.project), language))
        table = read_table(text, "activities", load_plan(world.project), language)
        assert [(row.what, row.problems) for row in table.rows] == [("same", [])] * 3


def test_a_formula_stays_a_text(world: World) -> None:
    actions.change_group(world.teachers, by=world.by, name='=HYPERLINK("http://evil.example")')

    book = workbook_of(load_plan(world.project), "en")

    import io
    import zipfile

    sheets = zipfile.ZipFile(io.BytesIO(book))
    assert not any(b"<f>" in sheets.read(name) for name in sheets.namelist() if name.startswith("xl/worksheets/"))


@pytest.mark.parametrize("content", [b"PK\x03\x04junk", b"\xd0\xcf\x11\xe0junk", b"x" * (5 * 1024 * 1024 + 1)])
def test_a_file_that_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(NotATable):
        text_of_file("plan.xlsx", content)


def address(project: Project) -> str:
    return f"/workspace/{project.public_id}/plan/table/paste/?rows=groups"


def test_the_page_shows_every_row_before_it_takes_any(world: World, editor: User) -> None:
    client, text = client_of(editor), tsv(("Target group", "Size"), ("Parents", "50"))

    preview = client.post(address(world.project), {"text": text}).content.decode()
    assert "is added" in preview
    assert not TargetGroup.objects.filter(name="Parents").exists()
    client.post(address(world.project), {"text": text, "take": "yes"})
    assert TargetGroup.objects.get(name="Parents").size == 50


def test_what_was_pasted_stays_when_it_is_refused(world: World, editor: User) -> None:
    client = client_of(editor)

    wrong = client.post(address(world.project), {"text": "Colour\nred", "take": "yes"}).content.decode()
    assert "Colour\nred</textarea>" in wrong
    huge = client.post(address(world.project), {"text": f"Target group\tNeed\nParents\t{'x' * 50_000}", "take": "yes"})
    assert "50000 characters; at most 2000 fit." in huge.content.decode()
    assert not TargetGroup.objects.filter(name="Parents").exists()


def test_a_file_is_taken_too(world: World, editor: User) -> None:
    file = SimpleUploadedFile("groups.csv", "Grupa docelowa;Wielkość\nRodzice;50\n".encode("cp1250"))

    preview = client_of(editor).post(address(world.project), {"file": file}).content.decode()

    assert "Rodzice" in preview
    assert "is added" in preview


def test_a_promise_asks_for_its_reason(world: World, editor: User) -> None:
    actions.freeze_plan(world.project, by=world.by, occasion="application", agreed_on=day(2026, 3))
    data: dict[str, Any] = {"text": tsv(("Target group", "Size"), (world.teachers.name, "300")), "take": "yes"}
    client = client_of(editor)

    asked = client.post(address(world.project), data).content.decode()
    assert 'name="reason"' in asked
    client.post(address(world.project), {**data, "reason": "A district joined"})
    assert TargetGroup.objects.get(pk=world.teachers.pk).size == 300


def test_who_may_not(world: World, officer: User, stranger: User) -> None:
    assert client_of(officer).get(address(world.project)).status_code == 403
    assert client_of(stranger).get(address(world.project)).status_code == 404
