"""Read tables out of the files that platforms export, row by row, whatever the size of the file."""

from plon.exchange.readers.opening import open_tables
from plon.exchange.readers.tables import Limits, RefusedFile, Row, Table

__all__ = ["Limits", "RefusedFile", "Row", "Table", "open_tables"]
