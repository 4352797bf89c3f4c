"""A list as a file: CSV and XLSX for sheets, RIS and BibTeX for programs that keep references."""

import datetime
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from django.db.models import prefetch_related_objects
from django.http import QueryDict
from django.utils.translation import gettext as _

from plon import tables
from plon.catalogue import citing
from plon.catalogue.finding import Row, rows_of
from plon.catalogue.labels import code_name, in_short
from plon.catalogue.listing import KINDS, read_listing
from plon.organisations.models import Organisation
from plon.pages import whole_address
from plon.programme import places
from plon.projects.models import Project
from plon.results.models import Result
from plon.texts import mask_addresses

# The engine pages no further, and a sheet of more is no list but a copy: for that there is the dump.
MOST = 10_000

# Read at once; each page is a question to the index and a constant number of queries.
AT_ONCE = 100

_MOST_IN_CELL = 32_767

Record = Mapping[str, str]


def records_of(of: str, question: str, language: str, *, most: int = MOST) -> Iterator[tuple[Row, Record]]:
    """Give the things of a list in its order, each with what a file says of it."""
    given = QueryDict(question, mutable=True)
    for number in range(1, -(-most // AT_ONCE) + 1):
        given["page"] = str(number)
        listing = read_listing(given, KINDS[of], language, size=AT_ONCE, counted=False)
        if listing.answer.number != number:
            return
        for row in rows_of(listing, language, whole=True):
            yield row, _record(row, language)
        if number >= listing.answer.pages:
            return


def headings() -> dict[str, str]:
    return {
        "kind": _("Kind"),
        "title": _("Title"),
        "language": _("Language of the title"),
        "text": _("Description"),
        "category": _("Category"),
        "languages": _("Languages"),
        "licence": _("Licence"),
        "organisation": _("Organisation"),
        "place": _("Place"),
        "countries": _("Countries"),
        "project": _("Project"),
        "number": _("Project number"),
        "year": _("Call year"),
        "start": _("Start"),
        "end": _("End"),
        "published": _("Published"),
        "address": _("Address"),
    }


def _record(row: Row, language: str) -> Record:
    thing = row.thing
    base = {
        "kind": row.kind_name,
        "title": str(row.heading),
        "language": row.language,
        "text": str(row.excerpt),
        "address": whole_address(row.address),
    }
    if isinstance(thing, Result):
        return {
            **base,
            "category": in_short(code_name("result_categories", thing.category, language)),
            "languages": ", ".join(places.language_name(code, language) for code in thing.languages),
            "licence": in_short(code_name("licences", thing.licence, language)),
            "organisation": thing.responsible.name if thing.responsible else "",
            "published": thing.published_at.date().isoformat() if thing.published_at else "",
            "address": whole_address(thing.get_permanent_url()),
            **_of_project(thing.project, language),
        }
    if isinstance(thing, Project):
        return {**base, **_of_project(thing, language)}
    if isinstance(thing, Organisation):
        return {
            **base,
            "category": code_name("organisation_types", thing.kind, language),
            "organisation": thing.name,
            "place": thing.city,
            "countries": places.country_name(thing.country, language) if thing.country else "",
        }
    return base


def _of_project(project: Project, language: str) -> dict[str, str]:
    return {
        "countries": ", ".join(places.country_name(code, language) for code in project.countries),
        "project": mask_addresses(project.acronym or project.title),
        "number": project.number,
        "year": str(project.call_year or ""),
        "start": project.start.isoformat() if project.start else "",
        "end": project.end.isoformat() if project.end else "",
    }


def _table(found: Sequence[tuple[Row, Record]]) -> tuple[list[str], list[list[str]]]:
    """Return headings and lines; columns that nobody fills are left out."""
    names = {
        key: name
        for key, name in headings().items()
        if key in {"title", "address"} or any(record.get(key) for _row, record in found)
    }
    return list(names.values()), [[record.get(key, "") for key in names] for _row, record in found]


def csv_of(found: Sequence[tuple[Row, Record]], language: str) -> bytes:
    """Return the list as CSV."""
    return tables.csv_of(*_table(found))


def workbook_of(found: Sequence[tuple[Row, Record]], language: str) -> bytes:
    """Return the list as a workbook, all of it text."""
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, tables.WORKBOOK)
    head = book.add_format({"bold": True, "bg_color": "#1f5a3f", "font_color": "#ffffff", "text_wrap": True})
    sheet = book.add_worksheet(_("Catalogue"))
    names, lines = _table(found)
    sheet.freeze_panes(1, 1)
    for column, name in enumerate(names):
        sheet.write_string(0, column, name, head)
        sheet.set_column(column, column, 48 if name in {_("Title"), _("Description"), _("Address")} else 18)
    for number, line in enumerate(lines, 1):
        for column, cell in enumerate(line):
            if cell:
                sheet.write_string(number, column, cell[:_MOST_IN_CELL])
    if lines:
        sheet.autofilter(0, 0, len(lines), len(names) - 1)
    book.set_properties({"title": "Plon"})
    book.close()
    return made.getvalue()


def _works(found: Sequence[tuple[Row, Record]], language: str) -> Iterator[citing.Work]:
    prefetch_related_objects([row.thing for row, _record in found if isinstance(row.thing, Result)], "identifiers")
    for row, record in found:
        thing = row.thing
        if isinstance(thing, Result):
            yield citing.work_of(thing, (), language)
        else:
            begun: datetime.date | None = thing.start if isinstance(thing, Project) else None
            yield citing.Work(
                key=str(thing.public_id),
                title=citing.one_line(record["title"]),
                language=row.language,
                authors=(citing.one_line(record.get("organisation") or record.get("project") or record["title"]),),
                kind=record["kind"],
                published=begun,
                address=record["address"],
                project=citing.one_line(record.get("project", "")),
                number=citing.one_line(record.get("number", "")),
                terms=None,
            )


def ris_of(found: Sequence[tuple[Row, Record]], language: str) -> bytes:
    return "\r\n".join(map(citing.ris, _works(found, language))).encode()


def bibtex_of(found: Sequence[tuple[Row, Record]], language: str) -> bytes:
    return "\n".join(map(citing.bibtex, _works(found, language))).encode()


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: its name, what it is sent as, and what makes it."""

    name: str
    media_type: str
    write: Callable[[Sequence[tuple[Row, Record]], str], bytes]


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "xlsx": Format("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook_of),
        "csv": Format("CSV", "text/csv; charset=utf-8", csv_of),
        "ris": Format("RIS", "application/x-research-info-systems", ris_of),
        "bib": Format("BibTeX", "application/x-bibtex", bibtex_of),
    }
)
