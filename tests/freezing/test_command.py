"""`plon freeze`, as a person and a script call it."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.freezing.closure import dead_ends
from tests.freezing.world import NUMBER, Rich


def freeze(*arguments: str) -> str:
    said = io.StringIO()
    call_command("freeze", *arguments, stdout=said)
    return said.getvalue()


def test_project_is_found_by_its_number_in_any_spelling_of_capitals(rich: Rich, tmp_path: Path) -> None:
    said = freeze(NUMBER.lower(), str(tmp_path / "river"))
    assert "2 results, 25 pages" in said
    assert "Open index.html" in said
    assert dead_ends(tmp_path / "river") == []


def test_script_reads_one_line(rich: Rich, tmp_path: Path) -> None:
    told = json.loads(freeze(rich.project.public_id, str(tmp_path / "river"), "--json"))
    there = [path for path in (tmp_path / "river").rglob("*") if path.is_file()]
    assert told == {
        "folder": str(tmp_path / "river"), "results": 2, "pages": 25, "files": len(there),
        "bytes": sum(path.stat().st_size for path in there), "missing": [],
    }  # fmt: skip
    assert freeze(rich.project.public_id, str(tmp_path / "river"), "--quiet") == ""


def test_refusal_is_one_sentence_and_status_1(rich: Rich, tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").write_text("years of work")
    with pytest.raises(CommandError, match="is not empty") as refusal:
        freeze(rich.project.public_id, str(tmp_path))
    assert refusal.value.returncode == 1
    with pytest.raises(CommandError, match="nothere"):
        freeze("nothere", str(tmp_path / "river"))
    assert [path.name for path in tmp_path.iterdir() if path.suffix in {".odt", ".freezing"}] == ["thesis.odt"]
