import os

import pytest
from django.db import connection

from plon.site.databases import database_from


def test_the_suite_runs_on_the_database_it_was_told() -> None:
    wanted = "postgresql" if os.environ.get("PLON_TEST_POSTGRES_URL") else "sqlite"
    assert connection.vendor == wanted


def test_sqlite_lies_in_the_data_folder_and_waits_for_other_writers(tmp_path: object) -> None:
    settings = database_from("", tmp_path)  # type: ignore[arg-type]  # a path

    assert settings["NAME"] == tmp_path / "plon.sqlite3"  # type: ignore[operator]  # a path
    assert settings["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert settings["CONN_MAX_AGE"], "opening it anew costs every request some milliseconds"


def test_a_url_leads_to_postgresql(tmp_path: object) -> None:
    settings = database_from("postgresql://plon:p%40ss@db.example:5433/harvest", tmp_path)  # type: ignore[arg-type]  # a path

    assert (settings["HOST"], settings["PORT"], settings["NAME"], settings["PASSWORD"]) == (
        "db.example", "5433", "harvest", "p@ss",
    )  # fmt: skip


def test_another_kind_of_url_is_refused(tmp_path: object) -> None:
    with pytest.raises(ValueError, match="must begin with postgresql"):
        database_from("mysql://x", tmp_path)  # type: ignore[arg-type]  # a path
