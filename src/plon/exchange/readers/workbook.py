"""Excel (.xlsx) read as a stream: flat memory, and nothing is believed that the sheet says about its own size."""

import datetime
import math
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext_lazy as _
from lxml import etree

from plon.exchange.readers.package import Package
from plon.exchange.readers.strings import SpilledStrings
from plon.exchange.readers.tables import Limits, RefusedFile, Row, Table

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
# Numbers of the built-in formats that show dates (ECMA-376 part 1, 18.8.30).
_DATE_FORMATS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_NOT_DATE_LETTERS = re.compile(r"\"[^\"]*\"|\[[^\]]*\]|\\.|_.")


def tables(path: Path, folder: Path, limits: Limits) -> list[Table]:
    """Return the visible sheets of a workbook, in its order."""
    with closing(Package(path, limits)) as package:
        names = package.names
        main = _main_part(names)
        book = package.tree(main)
        relations = _relations(package, main)
    is_1904 = any(e.get("date1904") in {"1", "true"} for e in book.iterfind("{*}workbookPr"))
    sheets = [
        (sheet.get("name") or "", relations.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION) or "", ("", "")))
        for sheet in book.iterfind("{*}sheets/{*}sheet")
        if sheet.get("state", "visible") == "visible"
    ]
    reader = _Workbook(path, folder, limits, relations=relations, is_1904=is_1904)
    return [
        Table(name, "xlsx", lambda part=part: reader.rows(part))  # type: ignore[misc]  # mypy can't infer a lambda with a default
        for name, (part, kind) in sheets
        if kind == "worksheet" and part in names
    ]


def _main_part(names: frozenset[str]) -> str:
    for name in ("xl/workbook.xml", "xl/workbook2.xml"):
        if name in names:
            return name
    if "xl/workbook.bin" in names:
        raise RefusedFile(
            "wrong-type", _("Binary Excel files (.xlsb) can't be read. Save it as .xlsx or CSV and try again.")
        )
    if "content.xml" in names and "mimetype" in names:
        raise RefusedFile(
            "wrong-type", _("OpenDocument tables can't be read yet. Save it as .xlsx or CSV and try again.")
        )
    raise RefusedFile(
        "wrong-type", _("This is a ZIP archive, not an Excel table. Unpack it and import the files that are inside.")
    )


def _relations(package: Package, main: str) -> dict[str, tuple[str, str]]:
    """Return {id: (name of the part, its kind)} of what the workbook refers to."""
    folder = PurePosixPath(main).parent
    name = str(folder / "_rels" / (PurePosixPath(main).name + ".rels"))
    found: dict[str, tuple[str, str]] = {}
    for relation in package.tree(name).iterfind("{*}Relationship"):
        target = relation.get("Target") or ""
        part = target.lstrip("/") if target.startswith("/") else str(folder / target)
        found[relation.get("Id") or ""] = (part, (relation.get("Type") or "").rpartition("/")[2])
    return found


_TOO_WIDE = _("The sheet has more columns than Excel allows; it was not opened.")


class _Workbook:
    """What the sheets of one workbook share."""

    def __init__(
        self, path: Path, folder: Path, limits: Limits, *, relations: dict[str, tuple[str, str]], is_1904: bool
    ) -> None:
        self._path = path
        self._folder = folder
        self._limits = limits
        self._parts = {kind: part for part, kind in relations.values()}
        # Excel's days know no time zone.
        self._epoch = datetime.datetime.fromisoformat("1904-01-01" if is_1904 else "1899-12-30")
        self._strings: SpilledStrings | None = None
        self._date_styles: frozenset[int] | None = None

    def rows(self, part: str) -> Iterator[Row]:
        with closing(Package(self._path, self._limits)) as package:
            if self._strings is None:
                self._strings = self._read_strings(package)
                self._date_styles = self._read_date_styles(package)
            yield from self._rows(package, part)

    def _rows(self, package: Package, part: str) -> Iterator[Row]:
        cells: list[str] = []
        number = seen = 0
        for element in package.elements(part, "c", "row", "sheetData"):
            if element.tag.endswith("}c"):
                seen += 1
                if seen > self._limits.columns:
                    raise RefusedFile("too-wide", _TOO_WIDE)
                self._place(element, cells)
                element.clear()
                continue
            if element.tag.endswith("}sheetData"):
                return
            stated = element.get("r") or ""
            number = int(stated) if stated.isdigit() and len(stated) < 9 else number + 1
            if any(cells):
                yield number, cells
            cells, seen = [], 0
            _forget(element)

    def _place(self, element: etree._Element, cells: list[str]) -> None:
        match = _REFERENCE.fullmatch(element.get("r") or "")
        column = _column(match[1]) if match else len(cells)
        if column >= self._limits.columns:
            raise RefusedFile("too-wide", _TOO_WIDE)
        if column < len(cells):
            cells[column] = self._value(element)
            return
        cells.extend([""] * (column - len(cells)))
        cells.append(self._value(element))

    def _value(self, element: etree._Element) -> str:
        kind = element.get("t") or "n"
        if kind == "inlineStr":
            return _unescaped(_text_of(element.find("{*}is")))
        raw = element.findtext("{*}v") or ""
        if not raw or kind == "e":
            return ""
        if kind == "s":
            strings = self._strings
            return strings[int(raw)] if strings and raw.isdigit() and int(raw) < len(strings) else ""
        if kind == "b":
            return "Yes" if raw == "1" else "No"
        if kind == "n":
            return self._number(raw, element.get("s") or "0")
        return _unescaped(raw)

    def _number(self, raw: str, style: str) -> str:
        try:
            number = float(raw)
        except ValueError:
            return raw
        if not math.isfinite(number):
            return ""
        if style.isdigit() and int(style) in (self._date_styles or ()) and 0 <= number < 2_958_466:
            moment = self._epoch + datetime.timedelta(days=number)
            moment = (moment + datetime.timedelta(milliseconds=500)).replace(microsecond=0)
            return moment.date().isoformat() if moment.time() == datetime.time() else moment.isoformat(sep=" ")
        return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)

    def _read_strings(self, package: Package) -> SpilledStrings:
        strings = SpilledStrings(self._folder / "strings")
        part = self._parts.get("sharedStrings", "")
        try:
            if part in package.names:
                for element in package.elements(part, "si"):
                    strings.append(_unescaped(_text_of(element)))
                    _forget(element)
        finally:
            strings.freeze()
        return strings

    def _read_date_styles(self, package: Package) -> frozenset[int]:
        """Return the numbers of the cell styles that show a date."""
        part = self._parts.get("styles", "")
        if part not in package.names:
            return frozenset()
        root = package.tree(part)
        dates = set(_DATE_FORMATS)
        for form in root.iterfind("{*}numFmts/{*}numFmt"):
            letters = _NOT_DATE_LETTERS.sub("", form.get("formatCode") or "").lower()
            number = form.get("numFmtId") or ""
            if number.isdigit() and re.search(r"[dy]|mmm|h+:", letters) and "general" not in letters:
                dates.add(int(number))
        return frozenset(
            index
            for index, style in enumerate(root.iterfind("{*}cellXfs/{*}xf"))
            if (style.get("numFmtId") or "").isdigit() and int(style.get("numFmtId") or "0") in dates
        )


def _forget(element: etree._Element) -> None:
    """Drop an element and those before it, so that the tree never grows."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _text_of(element: etree._Element | None) -> str:
    """Return the text of a string, its runs joined; readings aids (rPh) are not part of it."""
    if element is None:
        return ""
    parts = [element.findtext("{*}t") or ""]
    parts.extend(run.findtext("{*}t") or "" for run in element.iterfind("{*}r"))
    return "".join(parts)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1
