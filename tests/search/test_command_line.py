"""``plon reindex`` and ``plon search`` as a person or a script runs them."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from django.conf import settings


def plon(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PLON_DATA": str(data), "DJANGO_SETTINGS_MODULE": "plon.site.settings"}
    environment.pop("PLON_DATABASE_URL", None)
    return subprocess.run(
        [sys.executable, "-m", "plon.site.command", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def lend_dictionaries(data: Path) -> None:
    """Let a new installation find what the tests have made already: it depends on nothing but simplemma's release."""
    made: Path = settings.SEARCH_DICTIONARIES
    made.mkdir(exist_ok=True)
    (data / "dictionaries").symlink_to(made)


@pytest.mark.slow
def test_search_from_the_command_line() -> None:
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        lend_dictionaries(data)
        assert plon(data, "migrate", "-v0").returncode == 0
        indexed = plon(data, "reindex", "--changes")
        assert (indexed.returncode, indexed.stdout) == (0, "0 changes taken in\n")
        found = plon(data, "search", "szkoła", "--lang", "pl", "--kind", "result", "--json")
        assert found.returncode == 0
        answer = json.loads(found.stdout)
        assert (answer["total"], answer["hits"]) == (0, [])
        assert plon(data, "search", "szkoła", "--kind", "dragon").returncode == 2
        assert plon(data, "search", "--lang", "xx").returncode == 2
        assert "--json" in plon(data, "search", "--help").stdout
