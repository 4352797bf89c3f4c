"""A frozen site to look at."""

from pathlib import Path
from typing import Any

import pytest

from plon.freezing.making import Frozen, freeze_project
from tests.freezing.world import Rich, make_rich_project

LIVING = "https://plon.example.org"


@pytest.fixture
def rich(db: None, settings: Any) -> Rich:
    """A project on an installation that others reach."""
    settings.BASE_URL = LIVING
    settings.ALLOWED_HOSTS = ["plon.example.org", "testserver"]
    return make_rich_project()


@pytest.fixture
def frozen(rich: Rich, tmp_path: Path) -> Frozen:
    return freeze_project(rich.project.public_id, tmp_path / "stick" / "river")
