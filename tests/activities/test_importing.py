import datetime
import io
import re
import zipfile
from collections.abc import Iterator

import pytest
import python_calamine
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from plon.accounts.models import User
from plon.activities.actions.importing import take_log
from plon.activities.exporting import log_workbook
from plon.activities.importing import ReadLog, read_log, text_of
from plon.activities.models import Activity
from plon.activities.queries import activities_of
from plon.activities.refusals import NotTaken
from plon.organisations.models import Organisation
from plon.plans.models import PlannedActivity, TargetGroup
from plon.plans.pasting import NotATable
from plon.projects.models import Project
from plon.results.models import Result
from tests.conftest import client_of
from tests.factories import (
    ActivityFactory,
    PartnershipFactory,
    PlannedActivityFactory,
    ProofFactory,
    ReachFactory,
    ResultFactory,
    ResultTextFactory,
    TargetGroupFactory,
)

TODAY = datetime.date(2026, 5, 14)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def result(project: Project) -> Result:
    found: Result = ResultFactory(project=project, working_title="Lekcje nad wodą")
    ResultTextFactory(result=found, language="en", title="Lessons by the water")
    return found


@pytest.fixture
def group(project: Project) -> TargetGroup:
    return TargetGroupFactory(project=project, name="Nauczyciele")


@pytest.fixture
def partner(project: Project) -> Organisation:
    organisation: Organisation = PartnershipFactory(project=project, organisation__name="Szkoła nad Rzeką").organisation
    return organisation


@pytest.fixture
def line(project: Project, result: Result, partner: Organisation) -> PlannedActivity:
    planned: PlannedActivity = PlannedActivityFactory(
        project=project, title="Warsztaty", responsible=partner, kind="workshop"
    )
    planned.results.add(result)
    return planned


def read(project: Project, *rows: str) -> ReadLog:
    return read_log("\n".join(rows), project, "en", TODAY)


def test_polish_and_english_headings_names_and_dates_are_understood(
    project: Project, result: Result, group: TargetGroup, partner: Organisation
) -> None:
    log = read(
        project,
        "kiedy\tTytuł\tCEL\tRodzaj\tOdbiorcy\tPartner\tResults\tJęzyk\tKoszt\tStatus",
        "14.03.2026\tWarsztaty\tupowszechnianie\tWarsztaty\tnauczyciele: 24; ktoś inny: 3\tszkola nad rzeka\t"
        "Lessons by the water\tpolski\t1 200,50\tzrobione",
        "2026-04-01\tTalk\tpromotion\tpresentation\t\t\t\ten\t\tdone",
    )

    first, second = log.rows
    assert first.problems == second.problems == {}
    assert first.values["start"] == datetime.date(2026, 3, 14)
    assert (first.values["kind"], first.values["language"], first.values["responsible"]) == ("workshop", "pl", partner)
    assert first.values["reach"] == {group: 24, None: 3}
    assert first.values["results"] == [result]
    assert second.values["purpose"] == "promotion"
    assert (log.count("new"), log.is_takeable) == (2, True)


def test_a_line_of_the_plan_lends_what_a_row_leaves_out(
    project: Project, line: PlannedActivity, result: Result, partner: Organisation, editor: User
) -> None:
    take_log(project, read(project, "date;line of the plan;people", "2026-03-14;A1;24", "15.3.2026;warsztaty;6"),
             by=editor)  # fmt: skip

    acts = list(Activity.objects.order_by("start"))
    assert [act.planned for act in acts] == [line, line]
    assert [(act.title, act.kind, act.responsible) for act in acts] == [("Warsztaty", "workshop", partner)] * 2
    assert [list(act.results.all()) for act in acts] == [[result], [result]]
    assert [act.reach.get().people for act in acts] == [24, 6]


@pytest.mark.parametrize(
    ("heading", "cell", "words"),
    [
        ("Date", "31.02.2026", "is no date"),
        ("Date", "", "has its date"),
        ("Date", "2026-05-15", "still to come"),
        ("Until", "2026-03-13", "ends before it starts"),
        ("Purpose", "dissemination", "name it"),
        ("Purpose", "fun", "not known"),
        ("Type", "wrkshop", "Did you mean “Workshop”?"),
        ("Audience", "Nauczyciele", "Say how many"),
        ("Audience", "Nauczyciele: many", "no whole number"),
        ("Audience", "Nauczyciele: 2; nauczyciele: 3", "twice"),
        ("Audience", "Wizards: 2", "not known"),
        ("People reached", "-4", "no whole number"),
        ("Language", "Klingon", "no language"),
        ("Partner", "Nobody Ltd", "not known"),
        ("Line of the plan", "A9", "no line"),
        ("Link", "javascript:alert(1)", "no address"),
        ("State", "cancelled", "Say why"),
        ("Cost", "a lot", "no amount"),
        ("Feedback, what was learnt", "x" * 50_000, "50000 characters; at most 2000 fit"),
        ("Title", "x" * 50_000, "at most 300 fit"),
    ],
)
def test_a_wrong_cell_says_why(project: Project, group: TargetGroup, heading: str, cell: str, words: str) -> None:
    cells = {"Date": "2026-03-14", "Title": "Talk", "Purpose": "promotion"} | {heading: cell}

    log = read(project, "\t".join(cells), "\t".join(cells.values()))

    assert words in " ".join(log.rows[0].problems.values())
    assert not log.is_takeable
    assert all(len(cell) <= 5000 for cell in log.rows[0].cells)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Colour\tTitle\nred\tTalk",
        "Date\tPlace\n2026-03-14\tKraków",
        "Title\tTitle\na\tb",
        "\x00\x01\x02",
        "a" * 9000,
    ],
)
def test_what_is_no_log_is_refused_with_the_headings_that_are_known(project: Project, text: str) -> None:
    with pytest.raises(NotATable):
        read_log(text, project, "en", TODAY)


def test_the_groups_of_a_row_add_up_to_its_people(project: Project, group: TargetGroup) -> None:
    log = read(project, "Date\tTitle\tPurpose\tAudience\tPeople", "2026-03-14\tTalk\tpromotion\tNauczyciele: 20\t24")

    assert log.rows[0].problems == {"people": "The groups add up to 20 people, not to 24."}


def test_what_is_logged_already_is_recognised_and_never_added_twice(
    project: Project, group: TargetGroup, partner: Organisation, editor: User
) -> None:
    rows = (
        "Date\tTitle\tPurpose\tPartner\tAudience\tPlace",
        "2026-03-14\tTalk\tpromotion\tSzkoła nad Rzeką\tNauczyciele: 20\tKraków",
        "2026-03-15\tTalk\tpromotion\tSzkoła nad Rzeką\tNauczyciele: 5\t",
    )
    assert take_log(project, read(project, *rows), by=editor) == (2, 0)

    again = read(project, *rows)
    assert [row.what for row in again.rows] == ["same", "same"]
    assert not again.is_takeable
    changed = read(project, rows[0], rows[1].replace("Talk", " TALK ").replace(": 20", ": 22").replace("Kraków", ""))
    assert [row.what for row in changed.rows] == ["change"]
    assert take_log(project, changed, by=editor) == (0, 1)

    first = Activity.objects.order_by("start")[0]
    assert Activity.objects.count() == 2
    # An empty cell leaves what is there.
    assert (first.title, first.place, first.reach.get().people) == ("Talk", "Kraków", 22)


def test_a_row_that_stands_there_twice_is_told(project: Project) -> None:
    log = read(project, "Date\tTitle\tPurpose", *["2026-03-14\tTalk\tpromotion"] * 2)

    assert [row.what for row in log.rows] == ["new", "wrong"]
    assert log.rows[1].problems[""] == "The same as row 1."


def test_fewer_people_than_evidence_shows_are_told_in_the_preview(project: Project, group: TargetGroup) -> None:
    act = ActivityFactory(project=project, title="Talk", start=datetime.date(2026, 3, 14), purpose="promotion")
    ReachFactory(activity=act, group=group, people=20)
    ProofFactory(activity=act, group_key=group.public_id, people=18)

    log = read(project, "Date\tTitle\tAudience", "2026-03-14\tTalk\tNauczyciele: 17")

    assert "Evidence shows 18 people" in log.rows[0].problems["reach"]


def test_a_cancelled_act_brings_its_reason(project: Project, editor: User) -> None:
    take_log(project, read(project, "Title\tPurpose\tState", "Fair\tpromotion\tcancelled: nobody came"), by=editor)

    act = Activity.objects.get()
    assert (act.state, act.reason, act.start) == ("cancelled", "nobody came", None)


def test_all_rows_are_taken_or_none(project: Project, editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    log = read(project, "Date\tTitle\tPurpose", "2026-03-14\tOne\tpromotion", "2026-03-15\tTwo\tpromotion")
    log.rows[1].values["title"] = ""  # somebody changed something between the preview and the taking

    with pytest.raises(NotTaken) as refusal:
        take_log(project, log, by=editor)
    assert "Row 2" in str(refusal.value)
    assert not Activity.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250", "iso-8859-2", "utf-16"])
def test_a_csv_of_any_usual_encoding_is_read(project: Project, encoding: str) -> None:
    table = "Data;Tytuł;Cel;Miejsce\n14.03.2026;Łąka i źródło;promocja;Śląsk\n"

    log = read_log(text_of("log.csv", table.encode(encoding)), project, "pl", TODAY)

    assert log.rows[0].cells == ("14.03.2026", "Łąka i źródło", "promocja", "Śląsk")
    assert log.is_takeable


@pytest.mark.parametrize("language", ["pl", "en"])
def test_what_leaves_as_a_workbook_comes_back_the_same(
    project: Project, line: PlannedActivity, group: TargetGroup, result: Result, language: str
) -> None:
    act = ActivityFactory(
        project=project, planned=line, title="=1+1", start=datetime.date(2026, 3, 14), kind="workshop", cost="12.50",
        responsible=line.responsible, language="pl", place="Kraków", learnt="A lot.", channel="meeting", mode="online",
    )  # fmt: skip
    act.results.add(result)
    ReachFactory(activity=act, group=group, people=24)
    ReachFactory(activity=act, people=3)
    ProofFactory(activity=act, group_key=group.public_id, people=20)
    ActivityFactory(project=project, title="Fair", state="cancelled", reason="Flood.", start=None, purpose="promotion")
    acts = activities_of(project).order_by("pk")

    with translation.override(language):
        book = log_workbook(project, acts, {line.pk: "D1"}, language)
        log = read_log(text_of("log.xlsx", book), project, language, TODAY)

    # The last row adds up: it is no act.
    assert [row.problems for row in log.rows] == [{}, {}]
    assert [row.what for row in log.rows] == ["same", "same"]


def test_the_workbook_has_real_numbers_and_a_sum(project: Project, group: TargetGroup) -> None:
    for people, proven in ((24, 20), (6, 0)):
        act = ActivityFactory(project=project, title="=HYPERLINK()", purpose="promotion")
        ReachFactory(activity=act, group=group, people=people)
        ProofFactory(activity=act, group_key=group.public_id, people=proven)

    book = log_workbook(project, activities_of(project), {}, "en")

    rows = sheets_of(book)[0]
    people, proven = rows[0].index("People reached"), rows[0].index("Proven by evidence")
    assert sorted(row[people] for row in rows[1:]) == [6, 24, 30]
    assert rows[-1][proven] == 20
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        written = parts.read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r"<f>(.*?)</f>", written) == [f"SUBTOTAL(109,{letter}2:{letter}3)" for letter in "LMT"]


def sheets_of(book: bytes) -> list[list[list[object]]]:
    """Return the cells of each sheet, as a program that does not reckon itself shows them."""
    opened = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(book))
    return [opened.get_sheet_by_name(name).to_python() for name in opened.sheet_names]


def test_every_row_is_shown_before_any_is_taken(project: Project, editor: User) -> None:
    client, address = client_of(editor), reverse("activities:import", args=[project.public_id])
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Date", "Title", "Purpose"])
    sheet.write_datetime(1, 0, datetime.datetime(2026, 3, 14), book.add_format({"num_format": "dd/mm/yyyy"}))  # noqa: DTZ001  a cell has no zone
    sheet.write_row(1, 1, ["Talk", "promotion"])
    book.close()

    seen = client.post(address, {"file": SimpleUploadedFile("log.xlsx", made.getvalue())})
    assert "is added" in seen.content.decode()
    assert not Activity.objects.exists()
    text = seen.context["form"]["text"].value()
    client.post(address, {"text": text, "take": "yes"})

    assert Activity.objects.get().start == datetime.date(2026, 3, 14)
    assert "Everything is there already" in client.post(address, {"text": text, "take": "yes"}).content.decode()


def test_a_damaged_file_is_told(project: Project, editor: User) -> None:
    address = reverse("activities:import", args=[project.public_id])

    page = client_of(editor).post(address, {"file": SimpleUploadedFile("log.xlsx", b"PK\x03\x04 no workbook")})

    assert "can&#x27;t be read as a spreadsheet" in page.content.decode()


def test_the_empty_log_names_what_the_project_has(project: Project, group: TargetGroup, editor: User) -> None:
    answer = client_of(editor).get(reverse("activities:template", args=[project.public_id]))

    log, names = sheets_of(answer.content)
    assert log[0][:3] == ["Date", "Until", "Title"]
    assert "Nauczyciele" in [cell for row in names for cell in row]
