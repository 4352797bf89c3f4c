"""Example exports of our own: the headings of the platform's layouts with invented projects."""

import csv
import gzip
import io
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

GRANT = (
    "EU Grant award in euros (This amount represents the grant awarded after the selection stage and is indicative. "
    "Please note that any changes made during or after the project's lifetime will not be reflected here.)"
)
PARTNER = ("name", "organisation type", "address", "region", "country", "website")
ERASMUS = [
    "Programme", "Key Action", "Action Type", "Call year", "Project Identifier", "Project Title", "Topics",
    "Project Summary", "Project Status", GRANT, "Is Good Practice", "Is Success Story", "Project Website",
    "Results Available", "Results Platform Project Card", "Participating countries",
    "Coordinating organisation name", "Coordinating organisation type", "Coordinator's address",
    "Coordinator's region", "Coordinator's country", "Coordinator's website",
]  # fmt: skip
CREATIVE = [
    "Programme", "Sub-programme", "Action", "Activity type", "Call year", "Start date", "End date", "Project Number",
    "Project Title", "Project Summary", "Project Status", GRANT, "Is Success Story", "Project Website",
    "Results Available", "Results Platform Project Card", "Participating countries", "Coordinator's name",
    "Coordinator organisation type", "Coordinator's address", "Coordinator's region", "Coordinator's country",
    "Coordinator's website",
]  # fmt: skip


def with_partners(heading: Sequence[str], count: int) -> list[str]:
    return [*heading, *(f"Partner {n} {what}" for n in range(1, count + 1) for what in PARTNER)]


def number(serial: int) -> str:
    return f"2024-1-XX99-KA210-SCH-{serial:09d}"


def record(serial: int = 1, **values: str) -> dict[str, str]:
    """A project in the Erasmus+ layout; `values` name fields by their short names below."""
    short = {
        "title": "Project Title", "number": "Project Identifier", "grant": GRANT, "summary": "Project Summary",
        "countries": "Participating countries", "status": "Project Status", "year": "Call year", "topics": "Topics",
        "coordinator": "Coordinating organisation name", "address": "Coordinator's address",
        "country": "Coordinator's country", "website": "Coordinator's website", "good": "Is Good Practice",
        "partner": "Partner 1 name", "partner_address": "Partner 1 address", "partner_country": "Partner 1 country",
        "partner2": "Partner 2 name", "partner2_address": "Partner 2 address", "partner2_country": "Partner 2 country",
    }  # fmt: skip
    base = {
        "Programme": "Erasmus+",
        "Key Action": "Partnerships for cooperation and exchanges of practices",
        "Action Type": "Small-scale partnerships in school education",
        "Call year": "2024",
        "Project Identifier": number(serial),
        "Project Title": f"Żółta łódź {serial}",
        "Topics": "Inclusion and diversity; Digital skills and competences",
        "Project Summary": "Dzieci badają rzekę.\nThey tell others, in “plain” words.",
        "Project Status": "ongoing",
        GRANT: "60,000.00",
        "Is Good Practice": "Yes",
        "Participating countries": "PL,EL",
        "Coordinating organisation name": "Szkoła Podstawowa nr 7",
        "Coordinating organisation type": "School/Institute/Educational centre – General education (primary level)",
        "Coordinator's address": "ul. Długa 1, 45-001, Opole",
        "Coordinator's region": "Opolskie",
        "Coordinator's country": "PL",
        "Coordinator's website": "www.example.org",
        "Partner 1 name": "Σχολείο Παραδείγματος",
        "Partner 1 organisation type": "Other",
        "Partner 1 address": "Odos 3, 10431, Athina",
        "Partner 1 country": "EL",
    }
    return {**base, **{short[name]: value for name, value in values.items()}}


def rows_of(records: Sequence[dict[str, str]], heading: Sequence[str]) -> list[list[str]]:
    return [list(heading), *([record.get(name, "") for name in heading] for record in records)]


def csv_bytes(rows: Sequence[Sequence[str]], *, delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def write_csv(path: Path, rows: Sequence[Sequence[str]], *, delimiter: str = ",", encoding: str = "utf-8-sig") -> Path:
    path.write_bytes(csv_bytes(rows, delimiter=delimiter, encoding=encoding))
    return path


def write_xlsx(path: Path, rows: Sequence[Sequence[object]], *, above: int = 0) -> Path:
    with xlsxwriter.Workbook(path, {"strings_to_urls": False}) as book:
        sheet = book.add_worksheet("Projects")
        for y, cells in enumerate(rows, above):
            for x, cell in enumerate(cells):
                if cell != "":
                    sheet.write_string(y, x, cell) if isinstance(cell, str) else sheet.write(y, x, cell)
    return path


def packed(path: Path) -> Path:
    target = path.with_name(path.name + ".gz")
    target.write_bytes(gzip.compress(path.read_bytes()))
    return target
