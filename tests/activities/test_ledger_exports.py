"""The ledger as files: the same figures everywhere, and formulas that still add up."""

import csv
import datetime
import io
import json
import re
import shutil
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import python_calamine
import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from lxml import html

from plon.accounts.models import User
from plon.activities.enums import PromiseState
from plon.activities.ledger.presenting import number_words, unit_of
from plon.activities.models import Activity, Proof, Reach
from plon.evidence.models import Evidence
from plon.projects.models import Project
from tests.activities.ledger_world import Promised, item_proof, keep_some_of_it, make_promise
from tests.conftest import client_of
from tests.factories import EvidenceFactory, MembershipFactory, ProjectFactory, TargetGroupFactory, UserFactory

NOON = datetime.datetime(2026, 5, 20, 12, tzinfo=datetime.UTC)


@pytest.fixture
def world(project: Project, editor: User) -> Promised:
    return make_promise(project, editor)


def taken(world: Promised, reader: User, ending: str, **asked: str) -> bytes:
    with time_machine.travel(NOON, tick=False):
        address = f"/workspace/{world.project.public_id}/activities/ledger/ledger.{ending}"
        answer = client_of(reader).get(address, asked)
    assert answer.status_code == 200
    return answer.content


def number(cell: Any) -> Decimal:
    return Decimal(str(cell or 0)).normalize()


def of_json(content: bytes) -> dict[int, tuple[Decimal, ...]]:
    """Return {number of the promise: (promised, done, proven)}."""
    return {
        each["number"]: tuple(number(each[name]) for name in ("promised", "done", "proven"))
        for each in json.loads(content)["promises"]
    }


def of_sheet(rows: list[list[Any]]) -> dict[int, tuple[Decimal, ...]]:
    return {int(float(row[0])): tuple(number(cell) for cell in row[7:10]) for row in rows[1:] if row[1]}


def of_book(content: bytes) -> dict[int, tuple[Decimal, ...]]:
    return of_sheet(
        python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    )


def of_page(world: Promised, reader: User) -> dict[int, tuple[Decimal, ...]]:
    with time_machine.travel(NOON, tick=False):
        page = html.fromstring(
            client_of(reader).get(f"/workspace/{world.project.public_id}/activities/ledger/").content.decode()
        )
    rows = page.xpath("//table[contains(@class, 'ledger-table')]/tbody/tr")
    return {
        place: tuple(
            number(re.match(r"[\d.,]+", row.xpath(f"string(./td[@data-label='{name}'])").strip())[0].replace(",", ""))  # type: ignore[index]
            for name in ("Promised", "Done", "Proven")
        )
        for place, row in enumerate(rows, 1)
    }


def of_ledger(world: Promised) -> dict[int, tuple[Decimal, ...]]:
    return {row.number: (number(row.promised), number(row.done), number(row.proven)) for row in world.ledger().rows}


def words_of(pdf: bytes, folder: Path) -> str:
    """Return the words of a PDF in the order in which they are read."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not here (Debian: poppler-utils)")
    path = folder / "ledger.pdf"
    path.write_bytes(pdf)
    answer = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True)
    return " ".join(answer.stdout.split())


def test_page_workbook_and_data_have_the_same_figures(world: Promised, editor: User) -> None:
    keep_some_of_it(world)
    figures = of_ledger(world)

    assert of_page(world, editor) == figures
    assert of_book(taken(world, editor, "xlsx")) == figures
    assert of_json(taken(world, editor, "json")) == figures


def test_each_figure_of_the_data_is_the_sum_of_its_lines(world: Promised, editor: User) -> None:
    keep_some_of_it(world)
    data = json.loads(taken(world, editor, "json"))

    for each in data["promises"]:
        assert sum(line["counts"] for line in each["done_by"]) == each["done"]
        assert sum(line["counts"] for line in each["proven_by"]) == each["proven"]
    assert (data["commitment"], data["day"], data["beyond"]["done"]) == (1, "2026-05-20", 1500)
    assert data["totals"]["states"]["proven"] == 3


def test_a_filtered_file_holds_what_the_page_shows(world: Promised, editor: User) -> None:
    keep_some_of_it(world)
    data = json.loads(taken(world, editor, "json", kind="activity"))

    assert [each["name"] for each in data["promises"]] == ["Workshop for teachers", "Leaflet"]
    assert "beyond" not in data
    assert set(of_book(taken(world, editor, "xlsx", kind="activity"))) == {3, 4}


def test_a_title_that_looks_like_a_formula_stays_a_text(world: Promised, editor: User) -> None:
    keep_some_of_it(world)
    Evidence.objects.update(title='=HYPERLINK("https://example.org")')
    book = zipfile.ZipFile(io.BytesIO(taken(world, editor, "xlsx")))
    formulas = re.findall(r"<f>([^<]*)</f>", "".join(book.read(name).decode() for name in book.namelist()
                                                        if name.startswith("xl/worksheets/sheet")))  # fmt: skip

    assert formulas
    assert [formula for formula in formulas if not re.match(r"(SUM|SUMIFS|SUMPRODUCT)\(", formula)] == []


def test_the_document_is_tagged_landscape_and_says_the_figures(world: Promised, editor: User, tmp_path: Path) -> None:
    keep_some_of_it(world)
    made = taken(world, editor, "pdf")

    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "en"
        left, bottom, right, top = (float(edge) for edge in pdf.pages[0].MediaBox)
        assert (round(right - left), round(top - bottom)) == (842, 595)
    told = words_of(made, tmp_path)
    assert "4 of 8 promises are kept, 3 with proof." in told
    for row in world.ledger().rows:
        figures = " ".join(number_words(each) for each in (row.done, row.proven, len(row.figures.evidence)))
        assert f"{number_words(row.promised)} {unit_of(row.promise)} {figures} {row.state.label}" in told
    assert "40 people 40 35 1 kept" in told
    assert "Beyond the promise: 1,500 people reached, 0 of them proven." in told
    assert "Co-funded by the European Union" in told


def test_the_document_speaks_polish(world: Promised, editor: User, tmp_path: Path) -> None:
    editor.language = "pl"
    editor.save()
    keep_some_of_it(world)

    assert "Obietnice" in words_of(taken(world, editor, "pdf"), tmp_path)


def test_there_is_no_file_of_nothing(project: Project, editor: User) -> None:
    answer = client_of(editor).get(f"/workspace/{project.public_id}/activities/ledger/ledger.pdf")

    assert (answer.status_code, answer["Location"]) == (302, f"/workspace/{project.public_id}/activities/ledger/")


CSV_OF_ALL_SHEETS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""


def recalculated(content: bytes, folder: Path) -> dict[str, list[list[str]]]:
    """Return every sheet as LibreOffice calculates it, without the values that the file brings along."""
    bare = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(bare, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.startswith("xl/worksheets/"):
                part = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1<v>987654</v>", part)
            new.writestr(name, part)
    (folder / "ledger.xlsx").write_bytes(bare.getvalue())
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE)
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", CSV_OF_ALL_SHEETS,
         "--outdir", str(folder), str(folder / "ledger.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return {
        path.stem.removeprefix("ledger-"): list(csv.reader(path.read_text().splitlines()))
        for path in folder.glob("ledger-*.csv")
    }


@pytest.mark.slow
def test_the_workbook_adds_up_in_libreoffice(world: Promised, editor: User, tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("soffice is not here (Debian: libreoffice-calc)")
    TargetGroupFactory(project=world.project, name="*")
    keep_some_of_it(world)
    sheets = recalculated(taken(world, editor, "xlsx"), tmp_path)
    totals = sheets["Totals"]

    assert of_sheet(sheets["Ledger"]) == of_page(world, editor)
    assert [row[1:] for row in totals[1:5]] == [
        ["Teachers", "30", "32", "30"], ["Parents = families", "10", "5", "5"], ["other people", "0", "1703", "0"],
        ["together", "40", "1740", "35"],
    ]  # fmt: skip
    assert [row[1:] for row in totals if row[1] in {"dissemination", "promotion"}] == [
        ["dissemination", "40", "1540", "35"], ["promotion", "0", "200", "0"],
    ]  # fmt: skip
    assert {row[1]: row[2] for row in totals if row[1].startswith(("kept", "on the way"))} == {
        "kept, with proof": "3", "kept": "1", "on the way": "4",
    }  # fmt: skip


@pytest.mark.slow
class EveryFigureIsTheSumOfItsProofs(TestCase):
    """Whatever is logged, proven, taken away and put back, page, workbook and data say the same."""

    @settings(max_examples=5, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(
        st.lists(
            st.tuples(st.sampled_from(["workshop", "leaflet", ""]), st.integers(0, 60), st.integers(0, 60)),
            min_size=1, max_size=4,
        ),
        st.lists(st.decimals(0, 30, places=2), max_size=2),
        st.data(),
    )  # fmt: skip
    def test_it(self, acts: list[tuple[str, int, int]], values: list[Decimal], data: st.DataObject) -> None:
        """Log and prove at random, then take one piece of evidence away and put it back."""
        project, editor = ProjectFactory(), UserFactory()
        MembershipFactory(project=project, person=editor)
        world = make_promise(project, editor)
        for line, people, shown in acts:
            act = world.hold({world.teachers: people}, getattr(world, line, None))
            if not line:
                Activity.objects.filter(pk=act.pk).update(promise="", planned=None)
            world.prove(act, {world.teachers.public_id: min(people, shown)})
        for value in values:
            item_proof(world, EvidenceFactory(project=project), "indicator", world.ids["schools"], value)
        whole = self._agree(world, editor)
        self._adds_up(world)
        piece = data.draw(st.sampled_from(list(Evidence.objects.filter(project=project))))
        Evidence.objects.filter(pk=piece.pk).update(removed_at=timezone.now())
        fewer = self._agree(world, editor)
        self._adds_up(world)
        assert all(fewer[row][2] <= whole[row][2] for row in whole)
        Evidence.objects.filter(pk=piece.pk).update(removed_at=None)
        assert self._agree(world, editor) == whole

    @staticmethod
    def _agree(world: Promised, reader: User) -> dict[int, tuple[Decimal, ...]]:
        figures = of_ledger(world)
        assert of_page(world, reader) == figures
        assert of_book(taken(world, reader, "xlsx")) == figures
        assert of_json(taken(world, reader, "json")) == figures
        return figures

    @staticmethod
    def _adds_up(world: Promised) -> None:
        """Count again from the tables, without the ledger's own code."""
        live = Proof.objects.filter(activity__project=world.project, evidence__removed_at__isnull=True)
        mine = world.workshop.public_id
        row = next(each for each in world.ledger().rows if each.promise.id == mine)
        assert row.done == sum(Reach.objects.filter(activity__promise=mine).values_list("people", flat=True))
        assert row.proven == sum(live.filter(activity__promise=mine).values_list("people", flat=True))
        assert (row.state == PromiseState.PROVEN) == (row.proven >= 40)
