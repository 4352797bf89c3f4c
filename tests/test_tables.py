import csv
import datetime
import io
import zipfile

import pytest
import python_calamine

from plon.tables import csv_of, harmless, workbook_of


@pytest.mark.parametrize("typed", ["=1+1", "+48 600", "-x", "@sum", "\t=1", "\r=1", "-1-1"])
def test_what_people_typed_never_begins_as_a_formula(typed: str) -> None:
    assert harmless(typed) == f"'{typed}"


@pytest.mark.parametrize("cell", ["-5", "-5.25", "words", "", 7, -7, None, datetime.date(2026, 3, 1)])
def test_numbers_days_and_plain_words_stay(cell: object) -> None:
    assert harmless(cell) == cell


def test_a_csv_opens_with_its_letters_in_spreadsheets() -> None:
    made = csv_of(["Żółw"], [["=1"], ["łąka"]], delimiter=";")

    assert made.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(made.decode("utf-8-sig")), delimiter=";")) == [["Żółw"], ["'=1"], ["łąka"]]


def test_a_workbook_keeps_numbers_and_days_and_runs_nothing() -> None:
    rows = [["=1+1", 3, datetime.date(2026, 3, 1)], ["", -4, ""]]
    made = io.BytesIO(workbook_of("Sheet", ["What", "How many", "When"], (10, 10, 10), rows, title="A table"))

    assert python_calamine.load_workbook(made).get_sheet_by_index(0).to_python() == [
        ["What", "How many", "When"],
        ["=1+1", 3.0, datetime.date(2026, 3, 1)],
        ["", -4.0, ""],
    ]
    assert b"<f>" not in zipfile.ZipFile(made).read("xl/worksheets/sheet1.xml")
