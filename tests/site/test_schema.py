"""A new database gets its tables at once, and is from then on migrated like any other."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

from tests.command_line import plon

SOURCE = Path(__file__).resolve().parents[2] / "src" / "plon"
# They move data that an empty database has not got.
MOVING_DATA = {
    "results/migrations/0005_work_packages_move.py",
    "catalogue/migrations/0003_one_life_of_lengthy_work.py",
    "freezing/migrations/0003_one_life_of_lengthy_work.py",
    "keptcopies/migrations/0002_one_life_of_lengthy_work.py",
    "packages/migrations/0002_one_life_of_lengthy_work.py",
}


@pytest.mark.slow
def test_a_new_database_has_every_table_and_owes_no_migration(new_house: Path) -> None:
    made = sqlite3.connect(new_house / "plon.sqlite3")
    tables = {name for (name,) in made.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    models = {model._meta.db_table for model in apps.get_models(include_auto_created=True) if model._meta.managed}
    assert models - tables == set()
    noted = set(made.execute("SELECT app, name FROM django_migrations"))
    ours = {(path.parents[1].name, path.stem) for path in SOURCE.glob("*/migrations/0*.py")}
    assert ours - noted == set()
    assert made.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.slow
def test_another_database_than_the_usual_gets_its_own_tables(tmp_path: Path) -> None:
    """Run in a process of its own: databases are known from its beginning."""
    script = """
import django
from django.conf import settings
settings.DATABASES["other"] = settings.DATABASES["default"] | {"NAME": settings.DATA / "other.sqlite3"}
django.setup()
from django.core.management import call_command
from django.db import connections
call_command("migrate", database="other", verbosity=0)
print(*(len(connections[name].introspection.table_names()) > 100 for name in ("other", "default")))
"""
    environment = {**os.environ, "PLON_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "plon.site.settings"}
    environment.pop("PLON_DATABASE_URL", None)
    told = subprocess.run([sys.executable, "-c", script], env=environment, check=True, capture_output=True, timeout=300)
    assert told.stdout.decode().split()[-2:] == ["True", "False"]


@pytest.mark.slow
def test_doing_it_again_keeps_what_is_there(tmp_path: Path, new_house: Path) -> None:
    made = sqlite3.connect(shutil.copy(new_house / "plon.sqlite3", tmp_path))
    made.execute("INSERT INTO django_session VALUES ('kept', '', '2030-01-01')")
    made.commit()
    assert plon(tmp_path, "migrate").returncode == 0
    assert made.execute("SELECT session_key FROM django_session").fetchall() == [("kept",)]


def test_no_migration_makes_what_models_do_not_tell() -> None:
    """Tables that come from the models lack what a migration does in SQL or Python."""
    telling = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.glob("*/migrations/0*.py")
        if re.search(r"RunPython|RunSQL|SeparateDatabaseAndState", path.read_text())
    }
    assert telling == MOVING_DATA
