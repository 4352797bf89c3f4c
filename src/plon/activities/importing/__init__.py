"""A log that was kept in a spreadsheet, read row by row and shown before any of it is taken."""

from plon.activities.importing.reading import ReadLog, ReadRow, read_log
from plon.activities.importing.texts import text_of

__all__ = ["ReadLog", "ReadRow", "read_log", "text_of"]
