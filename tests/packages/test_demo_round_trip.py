"""The example world leaves and comes back: everything that Plon can hold, made through its own actions."""

from pathlib import Path

import pytest

from plon.demo.world import make_world
from plon.packages.importing import import_package
from plon.projects.models import Project
from tests.factories import UserFactory
from tests.packages import bags

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_example_project_comes_back_byte_for_byte(tmp_path: Path) -> None:
    make_world()
    project = Project.objects.get(acronym="Żywa rzeka")
    bags.write(tmp_path / "first.zip", project)
    bags.wipe()

    arrived = import_package(tmp_path / "first.zip", by=UserFactory(), publish=True, is_trusted=True)
    bags.write(tmp_path / "second.zip", arrived.project)

    assert bags.payload(tmp_path / "second.zip") == bags.payload(tmp_path / "first.zip")
