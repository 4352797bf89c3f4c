"""``plon reindex`` and ``plon search`` as a person or a script runs them."""

import json
import shutil
import tempfile
from pathlib import Path

import pytest
from django.conf import settings

from tests.command_line import plon, status_of


def lend_dictionaries(data: Path) -> None:
    """Let a new installation find what the tests have made already: it depends on nothing but simplemma's release."""
    made: Path = settings.SEARCH_DICTIONARIES
    made.mkdir(exist_ok=True)
    (data / "dictionaries").symlink_to(made)


@pytest.mark.slow
def test_search_from_the_command_line(new_house: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        lend_dictionaries(data)
        shutil.copy(new_house / "plon.sqlite3", data)
        indexed = plon(data, "reindex", "--changes")
        assert (indexed.returncode, indexed.stdout) == (0, "0 changes taken in\n")
        found = plon(data, "search", "szkoła", "--lang", "pl", "--kind", "result", "--json")
        assert found.returncode == 0
        answer = json.loads(found.stdout)
        assert (answer["total"], answer["hits"]) == (0, [])
        assert plon(data, "search", "szkoła", "--kind", "dragon").returncode == 2


def test_wrong_use_ends_with_2_and_help_tells_the_right_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert status_of("search", "--lang", "xx") == 2
    assert status_of("search", "--filter", "colour=green") == 2
    assert status_of("search", "--help") == 0
    assert "--json" in capsys.readouterr().out
