"""Storing: idempotent, in chunks, never twice, never over what a team has written."""

import csv
import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plon.exchange import importing
from plon.exchange.actions import open_import
from plon.exchange.enums import ImportState
from plon.exchange.importing import run_import
from plon.exchange.models import Import
from plon.exchange.presenting import failure_text, remark_rows
from plon.history.models import Event
from plon.organisations.models import Organisation
from plon.projects.enums import PartnershipRole, ProjectOrigin
from plon.projects.models import Partnership, Project, ProjectText
from plon.search.models import IndexChange
from tests.exchange.conftest import Importer
from tests.exchange.tables import ERASMUS, number, record, rows_of, write_csv
from tests.factories import OrganisationFactory, PartnershipFactory, ProjectFactory

pytestmark = pytest.mark.django_db


def counts(run: Import) -> tuple[int, int, int, int]:
    return run.created, run.changed, run.unchanged, run.refused


def test_a_project_arrives_whole(bring: Importer) -> None:
    run = bring([record(1)])

    project = Project.objects.get()
    assert (run.state, counts(run)) == (ImportState.DONE, (1, 0, 0, 0))
    assert (project.number, project.title, project.origin) == (number(1), "Żółta łódź 1", ProjectOrigin.IMPORTED)
    assert (project.is_public, project.is_number_wellformed, project.is_example) == (True, True, True)
    assert project.summary_in("pl") == ProjectText.objects.get(language="en", summary__startswith="Dzieci")
    assert [(p.role, p.organisation.name, p.organisation.city) for p in project.partnerships.all()] == [
        (PartnershipRole.COORDINATOR, "Szkoła Podstawowa nr 7", "Opole"),
        (PartnershipRole.PARTNER, "Σχολείο Παραδείγματος", "Athina"),
    ]
    project.full_clean()


def test_the_same_file_twice_changes_nothing(bring: Importer) -> None:
    bring([record(n) for n in range(5)])
    IndexChange.objects.all().delete()

    assert counts(bring([record(n) for n in range(5)])) == (0, 0, 5, 0)
    assert IndexChange.objects.count() == 0


def test_the_search_index_learns_what_changed(bring: Importer) -> None:
    bring([record(1)])
    project = Project.objects.get()

    assert set(IndexChange.objects.values_list("kind", "key")) == {
        ("project", project.pk),
        *(("organisation", pk) for pk in Organisation.objects.values_list("pk", flat=True)),
    }


def test_what_the_register_changes_is_changed(bring: Importer) -> None:
    bring([record(1), record(2)])

    assert counts(bring([record(1, title="New title", summary="New."), record(2)])) == (0, 1, 1, 0)
    project = Project.objects.get(number_key=number(1))
    assert (project.title, project.summary_in("en").summary) == ("New title", "New.")  # type: ignore[union-attr]


def test_a_blank_in_the_register_empties_nothing(bring: Importer) -> None:
    bring([record(1)])
    run = bring([record(1, grant="", summary="", topics="", coordinator="", partner="")])

    project = Project.objects.get()
    assert counts(run) == (0, 0, 1, 0)
    assert (str(project.grant), len(project.topics), project.partnerships.count()) == ("60000.00", 2, 2)


def test_what_a_team_has_written_stands(bring: Importer) -> None:
    bring([record(1)])
    project = Project.objects.get()
    project.title, project.edited_fields = "Our title", ["title", "summary_en"]
    project.save()
    ProjectText.objects.update(summary="Our summary")

    run = bring([record(1, title="Register's title", summary="Register's summary", grant="70,000.00")])

    project.refresh_from_db()
    assert counts(run) == (0, 1, 0, 0)
    assert (project.title, str(project.grant)) == ("Our title", "70000.00")
    assert ProjectText.objects.get().summary == "Our summary"


def test_a_project_made_by_hand_is_only_completed(bring: Importer) -> None:
    project = ProjectFactory(
        title="Ours", number=number(1), number_key=number(1), grant=None, website="", call_year=2023
    )
    organisation = OrganisationFactory(name="Ours too")
    PartnershipFactory(project=project, organisation=organisation, role=PartnershipRole.COORDINATOR)

    assert counts(bring([record(1)])) == (0, 1, 0, 0)
    project.refresh_from_db()
    assert (project.title, project.call_year, str(project.grant)) == ("Ours", 2023, "60000.00")
    assert project.origin == ProjectOrigin.CREATED
    assert [p.organisation for p in project.partnerships.all()] == [organisation]


def test_dates_that_a_team_has_set_never_contradict_the_register(bring: Importer) -> None:
    bring([record(1)])
    project = Project.objects.get()
    project.end, project.edited_fields = datetime.date(2024, 1, 1), ["end"]
    project.save()
    heading = [*ERASMUS, "Start date"]
    path = write_csv(Path(default_storage.path("x.csv")), rows_of([{**record(1), "Start date": "2025-01-01"}], heading))

    run = run_import(open_import(path), path)

    project.refresh_from_db()
    assert (run.state, project.start) == (ImportState.DONE, None)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path) -> None:
    (tmp_path / "private").mkdir(exist_ok=True)


def test_organisations_are_not_doubled(bring: Importer) -> None:
    bring(
        [
            record(1),
            record(2, coordinator="SZKOŁA PODSTAWOWA NR 7", address="Inna 5, 45-001 OPOLE"),
            record(3, partner="Szkola podstawowa nr. 7", partner_address="Długa 1, Opole", partner_country="PL"),
        ],
        chunk=1,
    )
    bring([record(4)], name="other.csv")

    assert sorted(Organisation.objects.values_list("name", "country")) == [
        ("Szkoła Podstawowa nr 7", "PL"),
        ("Σχολείο Παραδείγματος", "GR"),
    ]
    assert Partnership.objects.filter(project__number_key=number(3)).count() == 1


def test_an_organisation_in_another_town_is_another(bring: Importer) -> None:
    bring([record(1), record(2, address="ul. Długa 1, 00-001, Warszawa")])

    assert Organisation.objects.filter(country="PL").count() == 2


def test_an_organisation_is_known_by_its_id_under_any_name(bring: Importer) -> None:
    first, second = record(1), record(2, coordinator="A new name", address="Elsewhere, 1, Kraków")
    bring([{**first, "Coordinator OID": "E10000001"}, {**second, "Coordinator OID": "E10000001"}])

    assert [o.name for o in Organisation.objects.filter(oid="E10000001")] == ["Szkoła Podstawowa nr 7"]
    assert Organisation.objects.count() == 2


def test_two_of_one_name_with_ids_of_their_own_are_two(bring: Importer) -> None:
    bring([{**record(1), "Coordinator OID": "E10000001"}, {**record(2), "Coordinator OID": "E10000002"}])

    assert Organisation.objects.filter(name="Szkoła Podstawowa nr 7").count() == 2


def test_blanks_of_an_organisation_are_filled_and_nothing_replaced(bring: Importer) -> None:
    bring([record(1, website="")])
    Organisation.objects.filter(country="PL").update(region="Ours")
    bring([record(2)])

    school = Organisation.objects.get(country="PL")
    assert (school.website, school.region) == ("http://www.example.org", "Ours")


def test_a_new_coordinator_takes_the_place_of_the_old(bring: Importer) -> None:
    bring([record(1)])
    bring([record(1, coordinator="Other school", partner="Szkoła Podstawowa nr 7",
                  partner_address="Długa 1, Opole", partner_country="PL")])  # fmt: skip

    assert [(p.role, p.organisation.name) for p in Project.objects.get().partnerships.all()] == [
        ("coordinator", "Other school"),
        ("partner", "Szkoła Podstawowa nr 7"),
    ]


def test_a_partner_added_in_plon_stays_when_the_register_changes(bring: Importer) -> None:
    bring([record(1)])
    added = PartnershipFactory(project=Project.objects.get(), position=9)
    bring([record(1, partner="Newcomer")])

    assert {p.organisation.name for p in Project.objects.get().partnerships.all()} == {
        "Szkoła Podstawowa nr 7",
        "Newcomer",
        added.organisation.name,
    }


def test_of_a_project_twice_in_a_file_the_later_row_counts(bring: Importer) -> None:
    rows = [record(1, title="Earlier"), record(2), record(1, title="Later")]
    run = bring(rows, chunk=1)

    assert Project.objects.get(number_key=number(1)).title == "Later"
    assert counts(run) == (2, 0, 0, 0)
    assert [row for row, _words in remark_rows(run, "warnings")] == [2]
    assert counts(bring(rows)) == (0, 0, 2, 0)


def test_refused_rows_are_kept_and_come_in_when_corrected(bring: Importer, tmp_path: Path) -> None:
    run = bring([record(1), record(2, title="", summary="=1+1"), record(3, number="9" * 400)])

    assert counts(run) == (1, 0, 0, 2)
    with default_storage.open(run.refused_file) as file:
        rows = list(csv.DictReader(file.read().decode("utf-8-sig").splitlines(keepends=True)))
    assert [row["Plon: row"] for row in rows] == ["3", "4"]
    assert all(row["Plon: reason"] for row in rows)
    assert rows[0]["Project Summary"] == "'=1+1"
    rows[0]["Project Title"] = "Corrected"
    path = write_csv(tmp_path / "corrected.csv", rows_of(rows, list(rows[0])))

    again = run_import(open_import(path), path)
    assert counts(again) == (1, 0, 0, 1)
    assert Project.objects.get(number_key=number(2)).summary_in("en").summary == "=1+1"  # type: ignore[union-attr]
    assert again.report["unknown_columns"] == []


def test_a_killed_run_goes_on_after_its_last_chunk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_csv(tmp_path / "x.csv", rows_of([record(n) for n in range(10)], ERASMUS))
    merge, calls = importing.merge_rows, []

    def killed(rows: Any, run: Import) -> Any:
        calls.append(len(rows))
        if len(calls) == 3:
            raise KeyboardInterrupt
        return merge(rows, run)

    monkeypatch.setattr(importing, "merge_rows", killed)
    with pytest.raises(KeyboardInterrupt):
        run_import(open_import(path), path, chunk=3)
    stopped = Import.objects.get()
    assert (stopped.state, stopped.position, Project.objects.count()) == (ImportState.RUNNING, 6, 6)

    run = run_import(open_import(path), path, chunk=3)

    assert run.pk == stopped.pk
    assert calls == [3, 3, 3, 3, 1]
    assert (run.state, counts(run), Project.objects.count()) == (ImportState.DONE, (10, 0, 0, 0), 10)


def test_a_run_begun_anew_after_a_kill_harms_nothing(bring: Importer, tmp_path: Path) -> None:
    bring([record(n) for n in range(4)])
    path = tmp_path / "export.csv"

    run = run_import(open_import(path, restart=True), path)
    assert counts(run) == (0, 0, 4, 0)


def test_a_run_that_was_cancelled_stops_at_its_next_chunk(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "x.csv", rows_of([record(n) for n in range(10)], ERASMUS))

    def cancel(run: Import) -> None:
        Import.objects.update(state=ImportState.CANCELLED, finished_at=run.seen_at)

    run = run_import(open_import(path), path, chunk=3, on_progress=cancel)

    assert (run.state, Project.objects.count()) == (ImportState.CANCELLED, 3)


def test_nothing_is_stored_of_a_file_broken_at_its_end(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "x.csv", rows_of([record(n) for n in range(10)], ERASMUS))
    with path.open("a") as file:
        file.write('"Erasmus+","never "closed"\n')

    run = run_import(open_import(path), path, chunk=2)

    assert (run.state, Project.objects.count()) == (ImportState.FAILED, 0)
    assert "12" in failure_text(run)
    assert run.refused_file == ""


def test_the_run_is_one_event_of_the_history(bring: Importer) -> None:
    bring([record(n) for n in range(4)])

    assert list(Event.objects.values_list("kind", "subject_label")) == [("import.finished", "export.csv")]


def test_html_in_a_title_is_only_text(bring: Importer) -> None:
    bring([record(1, title="<script>alert(1)</script>")])

    assert Project.objects.get().title == "<script>alert(1)</script>"


def queries_of(bring: Importer, records: list[dict[str, str]]) -> int:
    with CaptureQueriesContext(connection) as context:
        bring(records)
    return len(context)


def test_the_number_of_queries_does_not_grow_with_rows(bring: Importer) -> None:
    few = queries_of(bring, [record(n) for n in range(3)])
    many = queries_of(bring, [record(100 + n, coordinator=f"School {n}") for n in range(60)])

    assert many <= few + 3  # a batch may split
    few = queries_of(bring, [record(n, title=f"New {n}", partner=f"New {n}") for n in range(3)])
    many = queries_of(bring, [record(100 + n, title=f"New {n}", partner=f"New {n}") for n in range(60)])
    assert many <= few + 3
