"""Excel 97-2003 (.xls), through python-calamine; the whole workbook is in memory, so its size is bounded."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _
from python_calamine import CalamineError, CalamineWorkbook

from plon.exchange.readers.tables import Limits, RefusedFile, Row, Table


def tables(path: Path, limits: Limits) -> list[Table]:
    """Return the sheets of a legacy workbook."""
    if path.stat().st_size > limits.legacy:
        raise RefusedFile(
            "too-large",
            _("Old Excel files (.xls) may have up to %(megabytes)s MB. Save it as .xlsx or CSV and try again."),
            {"megabytes": limits.legacy // (1024 * 1024)},
        )
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        names = list(workbook.sheet_names)
    except (CalamineError, OSError, ValueError) as problem:
        raise RefusedFile("damaged", DAMAGED) from problem
    return [Table(name, "xls", lambda name=name: _rows(workbook, name)) for name in names]  # type: ignore[misc]  # mypy can't infer a lambda with a default


DAMAGED = _(
    "This Excel file can't be opened: it is damaged, cut off or protected with a password. "
    "Open it in Excel or LibreOffice, save it as .xlsx or CSV and try again."
)


def _rows(workbook: CalamineWorkbook, name: str) -> Iterator[Row]:
    try:
        sheet = workbook.get_sheet_by_name(name)
        top = sheet.start[0] if sheet.start else 0
        for number, cells in enumerate(sheet.to_python(skip_empty_area=True), top + 1):
            texts = [as_text(cell) for cell in cells]
            if any(texts):
                yield number, texts
    except CalamineError as problem:
        raise RefusedFile("damaged", DAMAGED) from problem


def as_text(cell: Any) -> str:
    """Write a cell as an export would write it into CSV: dates in ISO, numbers without a needless fraction."""
    if isinstance(cell, bool):
        return "Yes" if cell else "No"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat() if cell.time() == datetime.time() else cell.isoformat(sep=" ")
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    return "" if cell is None else str(cell)
