"""``plon export bag`` and ``plon import bag`` as operators call them."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import bagit
import pytest
from django.core.management import CommandError, call_command

from plon.packages.bagging import BagWriter
from plon.projects.actions.projects import take_number
from plon.projects.models import Membership, Project
from plon.results.models import Result
from tests.factories import ProjectFactory, ResultFactory, UserFactory
from tests.packages import bags

pytestmark = pytest.mark.django_db
NUMBER = "2024-1-PL01-KA210-SCH-000000007"


@pytest.fixture
def river(db: None) -> Project:
    project: Project = ProjectFactory(title="Living river")
    take_number(project, NUMBER)
    project.save()
    ResultFactory(project=project, working_title="Handbook")
    return project


def _call(*arguments: object) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out, stderr=out)
    return out.getvalue()


def test_project_leaves_by_its_number_and_comes_back(river: Project, tmp_path: Path) -> None:
    place = tmp_path / "river.zip"
    told = json.loads(_call("export", "bag", "2024-1-pl01-ka210-sch-000000007", place, "--json"))
    assert told["faults"] == []
    bags.wipe()
    person = UserFactory(email="new@example.org")

    came = json.loads(_call("import", "bag", place, "--by", "NEW@example.org", "--json"))

    here = Project.objects.get()
    assert (came["project"], here.number) == (river.public_id, NUMBER)
    assert Membership.objects.get().person == person


def test_folder_is_taken_as_well_as_a_zip(river: Project, tmp_path: Path) -> None:
    _call("export", "bag", river.public_id, tmp_path / "river.zip")
    zipfile.ZipFile(tmp_path / "river.zip").extractall(tmp_path / "out")
    folder = next((tmp_path / "out").iterdir())
    assert bagit.Bag(str(folder)).is_valid()
    bags.wipe()
    UserFactory(email="new@example.org")

    assert "Living river: " in _call("import", "bag", folder, "--by", "new@example.org")


def test_result_leaves_alone(river: Project, tmp_path: Path) -> None:
    ResultFactory(project=river, working_title="Another")

    _call("export", "bag", Result.objects.get(working_title="Handbook").public_id, tmp_path / "a.zip")

    assert "Another" not in bags.read_any(tmp_path / "a.zip", "data/record/results.jsonl")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("export", "bag", "nothing", "a.zip"), "There is no project or result nothing"),
        (("import", "bag", "nowhere.zip", "--by", "x@example.org"), "There is no file nowhere.zip"),
    ],
)
def test_wrong_use_is_told(arguments: tuple[str, ...], words: str, db: None) -> None:
    with pytest.raises(CommandError, match=words):
        _call(*arguments)


def test_unknown_account_and_second_time_are_told(river: Project, tmp_path: Path) -> None:
    place = tmp_path / "river.zip"
    _call("export", "bag", river.public_id, place)

    with pytest.raises(CommandError, match=r"There is no account new@example\.org"):
        _call("import", "bag", place, "--by", "new@example.org")
    UserFactory(email="new@example.org")
    with pytest.raises(CommandError, match="This project is in Plon already"):
        _call("import", "bag", place, "--by", "new@example.org")


def test_file_that_is_there_is_not_overwritten(river: Project, tmp_path: Path) -> None:
    place = tmp_path / "river.zip"
    place.write_bytes(b"mine")

    with pytest.raises(CommandError, match="is there already"):
        _call("export", "bag", river.public_id, place)
    assert place.read_bytes() == b"mine"


def test_failed_write_leaves_nothing_behind(river: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: BagWriter, *arguments: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(BagWriter, "finish", full)

    with pytest.raises(CommandError, match="No space left on device"):
        _call("export", "bag", river.public_id, tmp_path / "river.zip")
    assert list(tmp_path.glob("*.zip*")) + list(tmp_path.glob(".*zip*")) == []
