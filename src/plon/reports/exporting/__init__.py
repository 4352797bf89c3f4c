"""Answers as files: one module per format, each gets the loaded form and returns bytes."""

from collections.abc import Callable
from dataclasses import dataclass

from plon.reports.exporting.docx import as_docx
from plon.reports.exporting.txt import as_txt
from plon.reports.queries import Application


@dataclass(frozen=True)
class Exporter:
    media_type: str
    write: Callable[[Application], bytes]


EXPORTERS = {
    "docx": Exporter("application/vnd.openxmlformats-officedocument.wordprocessingml.document", as_docx),
    "txt": Exporter("text/plain; charset=utf-8", as_txt),
}
