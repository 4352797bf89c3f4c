"""``plon import projects`` as people call it."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from plon.exchange.models import Import
from plon.projects.models import Project
from tests.command_line import plon, status_of
from tests.exchange.tables import ERASMUS, packed, record, rows_of, write_csv, write_xlsx

pytestmark = pytest.mark.django_db


def run(*args: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    status = 0
    try:
        call_command("import", "projects", *args, stdout=out, stderr=err)
    except SystemExit as end:
        status = int(end.code or 0)
    return status, out.getvalue(), err.getvalue()


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "export.csv", rows_of([record(n) for n in range(3)], ERASMUS))


def test_the_report_says_what_was_done(export: Path) -> None:
    status, out, err = run(str(export))

    assert (status, err) == (0, "")
    assert out.startswith("export.csv: 3 created, 0 changed, 0 unchanged, 0 refused (")


def test_refused_rows_are_named_and_kept_in_a_file(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "x.csv", rows_of([record(1), record(2, title="")], ERASMUS))

    status, out, _err = run(str(path))

    assert status == 0
    assert "row 3: " in out or "wiersz 3: " in out
    assert Path(out.rsplit(": ", 1)[1].strip()).is_file()


def test_json_is_one_line_for_a_machine(export: Path) -> None:
    status, out, _err = run(str(export), "--json")

    assert status == 0
    assert json.loads(out) == {
        "created": 3, "changed": 0, "unchanged": 0, "refused": 0, "refused_file": None, "failed": [],
    }  # fmt: skip


def test_several_files_and_patterns_at_once(export: Path, tmp_path: Path) -> None:
    write_xlsx(tmp_path / "more.xlsx", rows_of([record(7)], ERASMUS))
    packed(export)

    status, out, _err = run(str(tmp_path / "*.*"), str(export), "--json")

    assert (status, json.loads(out)["created"], json.loads(out)["unchanged"]) == (0, 4, 3)


def test_quiet_says_nothing(export: Path) -> None:
    assert run(str(export), "--quiet") == (0, "", "")


def test_a_file_that_is_no_table_fails_and_the_others_come_in(export: Path, tmp_path: Path) -> None:
    other = tmp_path / "a.pdf"
    other.write_bytes(b"%PDF-1.7")

    status, out, err = run(str(other), str(export), "--json")

    assert (status, json.loads(out)["created"], json.loads(out)["failed"]) == (1, 3, ["a.pdf"])
    assert err.startswith("a.pdf: ")


def test_a_folder_and_a_missing_file_are_wrong_use(tmp_path: Path) -> None:
    for name, words in ((str(tmp_path), "is a folder"), (str(tmp_path / "none.csv"), "There is no file")):
        with pytest.raises(CommandError, match=words) as refusal:
            run(name)
        assert refusal.value.returncode == 2
    assert Import.objects.count() == 0


def test_an_interrupted_file_goes_on_and_restart_begins_anew(export: Path) -> None:
    run(str(export), "--quiet")
    Import.objects.update(state="cancelled", position=2)
    Project.objects.all().delete()

    assert "2" in run(str(export))[1].splitlines()[0]
    assert Project.objects.count() == 1
    run(str(export), "--quiet", "--restart")
    assert Project.objects.count() == 3


@pytest.mark.slow
def test_wrong_use_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in ([], ["projects"], ["people", "x.csv"]):
        assert (words, status_of("import", *words)) == (words, 2)
        assert "error:" in capsys.readouterr().err
    ended = plon(tmp_path, "import", "projects", str(tmp_path))
    assert ended.returncode == 2
    assert ended.stderr
    assert "Traceback" not in ended.stderr
