"""CSV: any usual delimiter and encoding; broken quoting is refused with its row before anything is written."""

import csv
import io
import itertools
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from plon.exchange.readers.encoding import Encoding, detect_encoding
from plon.exchange.readers.tables import Limits, RefusedFile, Row, Table

_DELIMITERS = ",;\t|"
_HEAD_CHARACTERS = 400_000
_HEAD_ROWS = 12
_LONGEST_LINE = 8_000_000


def table(path: Path, name: str, limits: Limits) -> Table:
    """Return the one table of a CSV file."""
    encoding = detect_encoding(path)
    delimiter, skipped = _detect_delimiter(path, encoding)
    notes = [encoding.codec, {"\t": "tab"}.get(delimiter, delimiter)]
    if encoding.is_damaged:
        notes.append("damaged-letters")
    return Table(name, "csv", lambda: _rows(path, encoding, delimiter, skipped=skipped, limits=limits), tuple(notes))


def _open(path: Path, encoding: Encoding) -> io.TextIOWrapper:
    errors = "replace" if encoding.is_damaged else "strict"
    return path.open("r", encoding=encoding.codec, errors=errors, newline="")


def _rows(path: Path, encoding: Encoding, delimiter: str, *, skipped: int, limits: Limits) -> Iterator[Row]:
    csv.field_size_limit(limits.cell)
    with _open(path, encoding) as text:
        for _line in range(skipped):
            text.readline()
        reader = csv.reader(_lines(text), delimiter=delimiter, strict=True)
        number = skipped
        try:
            for cells in reader:
                number += 1
                if len(cells) > limits.columns:
                    raise RefusedFile("too-wide", _TOO_WIDE, {"row": number})
                if any(cells):
                    yield number, cells
        except csv.Error as problem:
            raise RefusedFile(
                "broken-quoting",
                _(
                    "The quotation marks in row %(row)s (near line %(line)s of the file) do not match, so Plon "
                    "can't tell where its cells end. Nothing was imported. Correct the row, or save the table again "
                    "as CSV or Excel."
                ),
                {"row": number + 1, "line": reader.line_num + skipped},
            ) from problem
        except UnicodeError as problem:
            raise RefusedFile(
                "broken-letters",
                _("The letters after row %(row)s can't be read. Save the table as “CSV UTF-8” and try again."),
                {"row": number},
            ) from problem


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Yield lines; one without an end is refused before it fills the memory."""
    number = 0
    while line := text.readline(_LONGEST_LINE + 1):
        number += 1
        if len(line) > _LONGEST_LINE:
            raise RefusedFile("too-wide", _TOO_WIDE, {"row": number})
        yield line


_TOO_WIDE = _("Row %(row)s has more columns than any table.")


def _detect_delimiter(path: Path, encoding: Encoding) -> tuple[str, int]:
    """Choose the delimiter that makes the widest, most even table of the file's beginning."""
    try:
        with _open(path, encoding) as text:
            head = text.read(_HEAD_CHARACTERS)
    except UnicodeError as problem:
        raise RefusedFile("wrong-type", _("This file is neither a table nor text that Plon can read.")) from problem
    if not _is_text(head):
        raise RefusedFile(
            "wrong-type",
            _("This is not a table. Plon imports Excel (.xlsx, .xls) or CSV, each also packed with gzip (.gz)."),
        )
    first_line = head.split("\n", 1)[0].strip().strip('"')
    if first_line.lower().startswith("sep=") and len(first_line) == 5:
        return first_line[4], 1
    return max(_DELIMITERS, key=lambda delimiter: _evenness(head, delimiter)), 0


def _is_text(head: str) -> bool:
    strange = sum(1 for character in head[:10_000] if character < " " and character not in "\t\r\n\x0b\x0c")
    return strange * 100 <= len(head[:10_000])


def _evenness(head: str, delimiter: str) -> tuple[int, int]:
    """Return (columns that agree in two neighbouring rows, widest row)."""
    widths: list[int] = []
    try:
        for cells in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter):
            widths.append(len(cells))
            if len(widths) >= _HEAD_ROWS:
                break
    except csv.Error:
        pass
    agreeing = [a for a, b in itertools.pairwise(widths) if a == b and a > 1]
    return max(agreeing, default=0), max(widths, default=0)
