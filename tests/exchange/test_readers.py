"""Reading files: every packing gives the same cells, and nothing hostile or broken gets past."""

import datetime
import gzip
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from plon.exchange.finding import find_projects
from plon.exchange.readers import Limits, RefusedFile, open_tables
from plon.exchange.readers.strings import SpilledStrings
from plon.exchange.rows import ProjectRow, read_row
from tests.exchange.tables import (
    CREATIVE,
    ERASMUS,
    GRANT,
    csv_bytes,
    packed,
    record,
    rows_of,
    with_partners,
    write_csv,
    write_xlsx,
)

ROWS = rows_of([record(1), record(2, title='A "quoted" title; with, signs')], with_partners(ERASMUS, 3))


def read(path: Path, limits: Limits | None = None) -> list[ProjectRow]:
    with open_tables(path, limits) as tables:
        found = find_projects(tables)
        readings = [read_row(cells, found.layout) for number, cells in found.table.rows() if number > found.heading_row]
    return [reading.row for reading in readings if reading.row]


def refusal(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(RefusedFile) as caught:
        read(path, limits)
    assert str(caught.value)
    return caught.value.code


@pytest.fixture
def expected(tmp_path: Path) -> list[ProjectRow]:
    return read(write_csv(tmp_path / "expected.csv", ROWS))


def test_a_row_is_understood_as_a_person_reads_it(expected: list[ProjectRow]) -> None:
    first, second = expected

    assert first.title == "Żółta łódź 1"
    assert second.title == 'A "quoted" title; with, signs'
    assert first.summary == "Dzieci badają rzekę.\nThey tell others, in “plain” words."
    assert first.partners[0].name == "Σχολείο Παραδείγματος"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_delimiters_and_unicode_encodings_give_the_same_rows(
    tmp_path: Path, expected: list[ProjectRow], delimiter: str, encoding: str
) -> None:
    path = write_csv(tmp_path / "x.csv", ROWS, delimiter=delimiter, encoding=encoding)

    assert read(path) == expected


def test_excel_gives_the_same_rows(tmp_path: Path, expected: list[ProjectRow]) -> None:
    assert read(write_xlsx(tmp_path / "x.xlsx", ROWS)) == expected


def test_packed_files_give_the_same_rows(tmp_path: Path, expected: list[ProjectRow]) -> None:
    assert read(packed(write_csv(tmp_path / "x.csv", ROWS))) == expected
    assert read(packed(write_xlsx(tmp_path / "x.xlsx", ROWS))) == expected


def test_the_name_of_a_file_decides_nothing(tmp_path: Path, expected: list[ProjectRow]) -> None:
    assert read(write_xlsx(tmp_path / "x.xlsx", ROWS).rename(tmp_path / "x.csv")) == expected


def test_headings_may_stand_below_a_title_and_a_date(tmp_path: Path, expected: list[ProjectRow]) -> None:
    assert read(write_xlsx(tmp_path / "x.xlsx", [["Export"], ["2026-11-24"], *ROWS])) == expected
    assert read(write_csv(tmp_path / "x.csv", [["Export"], ["2026-11-24"], *ROWS])) == expected
    assert read(write_xlsx(tmp_path / "y.xlsx", ROWS, above=4)) == expected


def test_a_file_that_names_its_delimiter_is_read(tmp_path: Path, expected: list[ProjectRow]) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"sep=;\r\n" + csv_bytes(ROWS, delimiter=";", encoding="utf-8"))

    assert read(path) == expected


@pytest.mark.parametrize(
    ("encoding", "title", "country"),
    [
        ("cp1250", "Żółć gęślą jaźń", "PL"),
        ("cp1250", "Příliš žluťoučký kůň", "CZ"),
        ("cp1250", "Őrült tűz", "HU"),
        ("cp1252", "Œuvre déjà vécue à l’école", "FR"),
        ("cp1252", "Größe über Straße", "DE"),
        ("cp1252", "Educação e inovação", "PT"),
        ("latin-1", "Æblegrød på bordet", "DK"),
    ],
)
def test_legacy_letters_are_told_apart(tmp_path: Path, encoding: str, title: str, country: str) -> None:
    heading = ["Project Identifier", "Project Title", "Coordinator's country", "Participating countries"]
    rows = [heading, *([f"N-{n}", f"{title} {n}", country, country] for n in range(40))]

    assert read(write_csv(tmp_path / "x.csv", rows, encoding=encoding))[3].title == f"{title} 3"


def test_a_few_damaged_letters_do_not_spoil_a_file(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    rows = rows_of([record(n) for n in range(30)], ERASMUS)
    path.write_bytes(csv_bytes(rows, encoding="utf-8").replace("łódź 3,".encode(), b"\xb3\xf3d\x9f 3,"))

    titles = [row.title for row in read(path)]
    assert titles[4] == "Żółta łódź 4"
    assert "�" in titles[3]


def test_numbers_dates_and_truths_of_excel(tmp_path: Path) -> None:
    heading = ["Project Number", "Project Title", "Start date", "End date", "Call year", GRANT, "Is Success Story"]
    for is_1904 in (False, True):
        path = tmp_path / f"x{is_1904}.xlsx"
        with xlsxwriter.Workbook(path, {"date_1904": is_1904}) as book:
            sheet = book.add_worksheet()
            day = book.add_format({"num_format": "dd/mm/yyyy"})
            sheet.write_row(0, 0, heading)
            sheet.write_row(1, 0, ["N-1", "A title"])
            sheet.write_datetime(1, 2, datetime.date(2024, 9, 1), day)
            sheet.write_datetime(1, 3, datetime.date(2026, 8, 31), book.add_format({"num_format": 14}))
            sheet.write_number(1, 4, 2024)
            sheet.write_number(1, 5, 199440.7, book.add_format({"num_format": '#,##0.00 "day"'}))
            sheet.write_boolean(1, 6, True)
        (row,) = read(path)

        assert (row.start, row.end) == (datetime.date(2024, 9, 1), datetime.date(2026, 8, 31))
        assert (row.call_year, str(row.grant), row.is_good_practice) == (2024, "199440.70", True)


def test_texts_in_the_sheet_itself_and_in_runs_are_read(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:  # writes inline strings
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Project Number", "Project Title"])
        sheet.write_string(1, 0, "N-1")
        bold = book.add_format({"bold": True})
        sheet.write_rich_string(1, 1, "Rivers ", bold, "are", " ours")

    assert read(path)[0].title == "Rivers are ours"


def rewritten(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """Write a workbook anew with one part changed."""
    target = path.with_name("changed-" + path.name)
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            content = source.read(name)
            copy.writestr(name, change(content) if name == part else content)
    return target


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize("promise", [b"A1", b"A1:XFD1048576", b"B2:C3"])
def test_what_a_sheet_says_of_its_size_is_not_believed(
    tmp_path: Path, expected: list[ProjectRow], promise: bytes
) -> None:
    path = write_xlsx(tmp_path / "x.xlsx", ROWS)
    lying = rewritten(
        path, SHEET, lambda xml: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="%s"' % promise, xml)
    )

    assert read(lying) == expected


def test_a_second_sheet_is_found(tmp_path: Path, expected: list[ProjectRow]) -> None:
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Read me").write_string(0, 0, "About this export")
        sheet = book.add_worksheet("Data")
        for y, cells in enumerate(ROWS):
            for x, cell in enumerate(cells):
                sheet.write_string(y, x, cell)

    assert read(path) == expected


def test_a_truncated_workbook_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "x.xlsx", ROWS)
    path.write_bytes(path.read_bytes()[:-700])

    assert refusal(path) == "truncated"


def test_a_workbook_with_a_damaged_sheet_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "x.xlsx", rows_of([record(n, summary=f"Summary {n * 7919}") for n in range(50)], ERASMUS)
    )
    cut = rewritten(path, SHEET, lambda xml: xml[: len(xml) // 2])

    assert refusal(cut) == "truncated"


def test_a_truncated_packed_file_is_refused(tmp_path: Path) -> None:
    path = packed(write_csv(tmp_path / "x.csv", ROWS))
    path.write_bytes(path.read_bytes()[:-20])

    assert refusal(path) == "truncated"


def test_entities_in_a_workbook_are_refused(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    path = write_xlsx(tmp_path / "x.xlsx", ROWS)
    hostile = rewritten(path, "xl/sharedStrings.xml", lambda xml: xml.replace(b"?>", b"?>" + bomb, 1))

    assert refusal(hostile) == "hostile-xml"


SMALL = Limits(ratio_from=100_000, ratio=50)


def test_a_packed_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv.gz"
    path.write_bytes(gzip.compress(b"Project Identifier,Project Title\n" + b"0," * 400_000))

    assert refusal(path, SMALL) == "bomb"


def test_a_bomb_in_a_workbook_is_refused(tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "x.xlsx", ROWS)
    rows = b"".join(b'<row r="%d"><c t="inlineStr"><is><t>0</t></is></c></row>' % 9 for _n in range(60_000))
    bomb = rewritten(path, SHEET, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))

    assert refusal(bomb, SMALL) == "bomb"


@pytest.mark.parametrize(
    ("junk", "code"),
    [
        (b"<row>" + b'<c r="A9"><v>1</v></c>' * 20_000 + b"</row>", "too-wide"),
        (b'<row><c r="XFE9"><v>1</v></c></row>', "too-wide"),
        ((b"<!--" + b" " * 1_000_000 + b"-->") * 55, "bomb"),
    ],
    ids=["cells", "column", "nothing"],
)
def test_a_workbook_that_would_fill_the_memory_is_refused(tmp_path: Path, junk: bytes, code: str) -> None:
    path = write_xlsx(tmp_path / "x.xlsx", ROWS)
    bomb = rewritten(path, SHEET, lambda xml: xml.replace(b"</sheetData>", junk + b"</sheetData>"))

    assert refusal(bomb) == code


def test_a_line_without_an_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(csv_bytes(ROWS) + b"," * 8_100_000)

    assert refusal(path) == "too-wide"


def test_a_size_promised_in_a_header_costs_nothing(tmp_path: Path) -> None:
    """The last four bytes of gzip promise a size; only bytes that come are counted."""
    path = packed(write_csv(tmp_path / "x.csv", ROWS))
    path.write_bytes(path.read_bytes()[:-4] + b"\xff\xff\xff\xff")

    assert refusal(path) == "truncated"


def test_a_size_promised_in_a_zip_is_not_believed(tmp_path: Path, expected: list[ProjectRow]) -> None:
    path = write_xlsx(tmp_path / "x.xlsx", ROWS)
    content = bytearray(path.read_bytes())
    at = content.index(b"PK\x01\x02")
    while at >= 0:
        name_length = int.from_bytes(content[at + 28 : at + 30], "little")
        if bytes(content[at + 46 : at + 46 + name_length]) == SHEET.encode():
            content[at + 24 : at + 28] = b"\xf0\xff\xff\xff"  # 4 GB unpacked
        at = content.find(b"PK\x01\x02", at + 4)
    path.write_bytes(bytes(content))

    assert read(path) == expected


def test_broken_quoting_names_its_row(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    text = 'Project Identifier,Project Title\nN-1,"fine"\nN-2,"not "fine""\nN-3,fine\n'
    path.write_text(text)

    with pytest.raises(RefusedFile) as caught:
        read(path)
    assert caught.value.code == "broken-quoting"
    assert caught.value.params["row"] == 3


def test_a_quote_that_never_ends_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text('Project Identifier,Project Title\nN-1,"never ends\n' + "N-2,fine\n" * 50)

    assert refusal(path) == "broken-quoting"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"  \n \n", "empty"),
        (b"%PDF-1.7 ...", "wrong-type"),
        (b"\x89PNG\r\n\x1a\n0000", "wrong-type"),
        (b"<html><table><tr><td>Project Title</td></tr></table></html>", "wrong-type"),
        (b'<?xml version="1.0"?><svg><script>alert(1)</script></svg>', "wrong-type"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 900, "damaged"),
        (bytes(range(256)) * 20, "wrong-type"),
        (b"Name;Age\nAnna;12\n", "no-heading"),
        (b"id,projectID,title\n1,2,x\n", "not-projects"),
        (b"organisation_name,rcn\nx,1\n", "not-projects"),
    ],
)
def test_what_is_no_table_of_projects_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)

    assert refusal(path) == code


def test_a_zip_of_csv_files_is_refused_with_advice(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("projects.csv", csv_bytes(ROWS))

    assert refusal(path) == "wrong-type"


def test_the_refusal_of_headings_names_those_found(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "x.csv", [["Naam", "Plaats"], ["x", "y"]])

    with pytest.raises(RefusedFile) as caught:
        read(path)
    assert "Naam, Plaats" in str(caught.value)
    assert "Project Identifier" in str(caught.value)


def test_the_creative_europe_layout_is_understood(tmp_path: Path) -> None:
    values = {
        "Programme": "Creative Europe", "Sub-programme": "Culture", "Action": "Cooperation projects",
        "Call year": "2017", "Start date": "2017-10-01", "End date": "2019-09-30", "Project Number": "N-9",
        "Project Title": "Stages", GRANT: "200000", "Is Success Story": "Yes", "Coordinator's name": "Teatr",
        "Coordinator's country": "PL",
    }  # fmt: skip
    (row,) = read(write_csv(tmp_path / "x.csv", rows_of([values], with_partners(CREATIVE, 2))))

    assert (row.programme, row.call_year, str(row.start)) == ("creative-2014-2020", 2017, "2017-10-01")
    assert (str(row.grant), row.is_good_practice) == ("200000.00", True)
    assert row.coordinator is not None
    assert row.coordinator.name == "Teatr"


def test_the_strings_of_a_workbook_lie_on_disk(tmp_path: Path) -> None:
    strings = SpilledStrings(tmp_path / "strings")
    for n in range(3000):
        strings.append(f"tekst ą {n}")
    strings.append("")
    strings.freeze()

    assert (strings[0], strings[2999], strings[3000], len(strings)) == ("tekst ą 0", "tekst ą 2999", "", 3001)
    with pytest.raises(IndexError):
        strings[3001]
    strings.close()
