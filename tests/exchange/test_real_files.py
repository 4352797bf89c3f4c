"""Every projects file and every layout of the real data next to the repository."""

import gzip
import json
from pathlib import Path

import pytest

from plon.exchange.actions import open_import
from plon.exchange.finding import find_projects
from plon.exchange.importing import run_import
from plon.exchange.readers import RefusedFile, open_tables
from plon.exchange.rows import ProjectRow, read_row
from plon.organisations.models import Organisation
from plon.projects.models import Project
from tests.exchange.tables import packed, write_csv, write_xlsx

pytestmark = pytest.mark.realdata

SAMPLES = (
    "CoopIndustrialisedCountries", "CreativeEurope", "ErasmusMundus", "ErasmusPlus_JeanMonnet",
    "ErasmusPlus_KA1_2014_LearningMobilityOfIndividuals", "ErasmusPlus_KA1_2015_LearningMobilityOfIndividuals",
    "ErasmusPlus_KA1_2017_LearningMobilityOfIndividuals", "ErasmusPlus_KA1_2018_LearningMobilityOfIndividuals",
    "ErasmusPlus_KA2_CooperationForInnovationAndTheExchangeOfGoodPractices", "Sports", "YouthInAction",
)  # fmt: skip
PROGRAMMES = {
    "CoopIndustrialisedCountries": "ici-2007-2013",
    "CreativeEurope": "creative-2014-2020",
    "ErasmusMundus": "mundus-2009-2013",
    "Sports": "sport-2009-2013",
    "YouthInAction": "youth-2007-2013",
}


def read(path: Path) -> list[ProjectRow]:
    with open_tables(path) as tables:
        found = find_projects(tables)
        assert found.layout.unknown == ()
        readings = [read_row(cells, found.layout) for n, cells in found.table.rows() if n > found.heading_row]
    assert all(reading.row for reading in readings)
    return [reading.row for reading in readings if reading.row]


@pytest.mark.parametrize("sample", SAMPLES)
def test_every_layout_gives_the_same_row_in_every_packing(sample: str, real_data: Path, tmp_path: Path) -> None:
    record = json.loads((real_data / "official-export-format-samples" / f"{sample}_Projects_Overview.json").read_text())
    rows = [list(record), list(record.values())]
    (row,) = read(write_csv(tmp_path / "x.csv", rows))

    assert row.programme == PROGRAMMES.get(sample, "erasmus-2014-2020")
    assert row.title
    assert row.countries
    assert row.platform_card.endswith(row.number) or "External Reference" in record
    assert row.coordinator is not None
    assert row.coordinator.city
    named = {value for key, value in record.items() if key.startswith("Partner ") and key.endswith(" name") and value}
    assert {partner.name for partner in row.partners} == {" ".join(name.split()) for name in named}
    for delimiter, encoding in ((",", "utf-8"), (";", "utf-8-sig"), (";", "utf-16"), ("\t", "utf-8")):
        assert read(write_csv(tmp_path / "y.csv", rows, delimiter=delimiter, encoding=encoding)) == [row]
    book = write_xlsx(tmp_path / "x.xlsx", rows)
    assert read(book) == read(packed(book)) == read(packed(tmp_path / "x.csv")) == [row]


def fitting(rows: list[list[str]], codec: str) -> list[list[str]] | None:
    try:
        [cell.encode(codec) for cells in rows for cell in cells]
    except UnicodeEncodeError:
        return None
    return rows


@pytest.mark.parametrize("sample", SAMPLES)
def test_legacy_encodings_give_the_same_row(sample: str, real_data: Path, tmp_path: Path) -> None:
    record = json.loads((real_data / "official-export-format-samples" / f"{sample}_Projects_Overview.json").read_text())
    rows = [list(record), list(record.values())]
    codecs = [codec for codec in ("cp1252", "latin-1") if fitting(rows, codec)]
    (row,) = read(write_csv(tmp_path / "x.csv", rows))

    for codec in codecs:
        assert read(write_csv(tmp_path / "y.csv", rows, delimiter=";", encoding=codec)) == [row]


def test_the_legacy_workbook_is_understood(real_data: Path, tmp_path: Path) -> None:
    (path,) = (real_data / "creative-europe").glob("*.xls")
    rows = read(path)

    assert len(rows) == 19
    assert all(row.start and row.end and row.grant and row.coordinator for row in rows)
    assert max(len(row.partners) for row in rows) == 16
    copy = tmp_path / "x.xls.gz"
    copy.write_bytes(gzip.compress(path.read_bytes()))
    assert read(copy) == rows


@pytest.mark.parametrize(
    "name",
    [
        "cordis/cordis_fp7_h2020_participations_uk.csv.gz",
        "creative-europe/creative_europe_organisations_uk.csv.gz",
        "cordis/horizon-europe-2025-03/projectDeliverables.xlsx",
        "cordis/horizon-europe-2025-03/reportSummaries.xlsx",
        "cordis/horizon-europe-2025-03/webLink.xlsx",
    ],
)
def test_tables_of_other_things_are_refused(name: str, real_data: Path) -> None:
    with open_tables(real_data / name) as tables, pytest.raises(RefusedFile) as refusal:
        find_projects(tables)
    assert refusal.value.code in {"not-projects", "no-heading"}


@pytest.mark.slow
@pytest.mark.django_db
def test_the_whole_data_set_comes_in_twice_without_a_change(real_data: Path) -> None:
    path = next((real_data / "erasmus-plus-2014-2018").glob("*.csv.gz"))

    first = run_import(open_import(path), path)
    organisations = Organisation.objects.count()
    second = run_import(open_import(path), path)

    assert (first.created, first.changed, first.refused) == (10_356, 0, 0)
    assert (second.created, second.changed, second.unchanged) == (0, 0, 10_356)
    assert Organisation.objects.count() == organisations == Organisation.objects.values("match_key").distinct().count()
    assert Project.objects.exclude(grant=None).count() > 10_000


@pytest.mark.slow
@pytest.mark.django_db
def test_other_programmes_come_in(real_data: Path) -> None:
    names = (
        "cordis/cordis_fp7_h2020_projects_with_uk.csv.gz",
        "creative-europe/creative_europe_projects_with_uk.csv.gz",
    )
    runs = [run_import(open_import(real_data / name), real_data / name) for name in names]

    assert [(run.created, run.refused) for run in runs] == [(8_972, 0), (266, 0)]
    assert {"fp7", "h2020", "creative-2014-2020"} == set(Project.objects.values_list("programme", flat=True))
