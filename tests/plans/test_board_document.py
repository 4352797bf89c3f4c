"""The board as a document: read as on the screen, nothing cut, however large the plan is."""

import io
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from plon.accounts.models import User
from plon.plans import actions
from plon.plans.models import Message, MessageText
from plon.projects.models import Project
from tests.conftest import client_of
from tests.factories import (
    IndicatorFactory,
    MembershipFactory,
    PlannedActivityFactory,
    ResultFactory,
    TargetGroupFactory,
)
from tests.plans.checks.world import World, good_plan, put

HEADS = ("Results", "Target groups", "Why they would want it", "Tools and channels", "How we will know", "What stays")


@pytest.fixture
def world(db: None, editor: User) -> World:
    world = good_plan()
    MembershipFactory(project=world.project, person=editor)
    return world


def board(world: World, reader: User, ending: str = "pdf", **filters: str) -> bytes:
    address = f"/workspace/{world.project.public_id}/plan/export/board.{ending}"
    answer = client_of(reader).get(address, filters)
    assert answer["Content-Disposition"] == f'attachment; filename="{_name(world, ending)}"'
    return answer.content


def _name(world: World, ending: str) -> str:
    return f"plan-{(world.project.number_key or world.project.public_id).lower()}-board-en.{ending}"


def words_of(pdf: bytes, folder: Path) -> str:
    """Return the words of a PDF in the order in which they are read."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not here (Debian: poppler-utils)")
    path = folder / "board.pdf"
    path.write_bytes(pdf)
    answer = subprocess.run(["pdftotext", "-raw", str(path), "-"], capture_output=True, text=True, check=True)
    return " ".join(answer.stdout.split())


def test_the_six_columns_stand_on_one_sheet_in_the_posters_order(world: World, editor: User, tmp_path: Path) -> None:
    made = board(world, editor)

    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert len(pdf.pages) == 1
        assert (pdf.Root.Lang, bool(pdf.Root.MarkInfo.Marked)) == ("en", True)
        assert b"pdfuaid:part" in pdf.Root.Metadata.read_bytes()
    words = words_of(made, tmp_path)
    assert [words.index(head) for head in HEADS] == sorted(words.index(head) for head in HEADS)
    assert "A1 Workshop by the river" in words
    assert "after funding ends" in words


def test_the_picture_shows_the_same(world: World, editor: User) -> None:
    with Image.open(io.BytesIO(board(world, editor, "png"))) as picture:
        assert picture.width > 1500


def test_filters_stay_and_are_told(world: World, editor: User, tmp_path: Path) -> None:
    words = words_of(board(world, editor, phase="after"), tmp_path)

    assert "Only a part of the plan: Phase: after funding ends" in words
    assert "1 of 3 shown" in words
    assert "Yearly open lesson" in words
    assert "Workshop by the river" not in words


def test_what_was_promised_is_marked(world: World, editor: User, tmp_path: Path) -> None:
    actions.freeze_plan(world.project, by=editor, occasion="application", agreed_on=world.project.start)

    assert words_of(board(world, editor), tmp_path).count("promised") >= 3


def test_long_texts_are_never_cut(world: World, editor: User, tmp_path: Path) -> None:
    put(world.teachers, need=" ".join(f"word{number}" for number in range(1200)))
    put(world.workshop, title=f"See https://example.org/{'path' * 50}end by the river")

    words = words_of(board(world, editor), tmp_path).replace(" ", "")

    assert "word0word1word2" in words
    assert "word1199" in words
    assert f"{'path' * 50}end" in words


@pytest.mark.slow
def test_a_large_plan_goes_on_over_several_pages(world: World, editor: User, tmp_path: Path) -> None:
    results = ResultFactory.create_batch(30, project=world.project)
    groups = TargetGroupFactory.create_batch(60, project=world.project)
    activities = PlannedActivityFactory.create_batch(300, project=world.project)
    for activity, result in zip(activities, results * 10, strict=True):
        activity.results.add(result)
    for place, group in enumerate(groups):
        message = Message.objects.create(result=results[place % 30], group=group)
        MessageText.objects.create(message=message, language="en", text=f"Reason number {place}.")
    IndicatorFactory.create_batch(60, project=world.project)

    made = board(world, editor)

    with pikepdf.open(io.BytesIO(made)) as pdf:
        assert 5 <= len(pdf.pages) <= 25
    words = words_of(made, tmp_path)
    assert [label for label in ("R32", "G64", "A303", "I63", "Reason number 59.") if label not in words] == []


def test_an_empty_plan_is_not_printed(project: Project, editor: User) -> None:
    answer = client_of(editor).get(f"/workspace/{project.public_id}/plan/export/board.pdf")

    assert answer["Location"].endswith("/plan/")


def test_the_board_leads_to_its_files(world: World, editor: User) -> None:
    page = client_of(editor).get(f"/workspace/{world.project.public_id}/plan/?phase=after").content.decode()

    assert [ending for ending in ("xlsx", "pdf", "png") if f"export/board.{ending}?phase=after" not in page] == []
