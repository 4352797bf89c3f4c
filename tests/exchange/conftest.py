from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from plon.exchange.actions import open_import
from plon.exchange.importing import run_import
from plon.exchange.models import Import
from tests.exchange.tables import ERASMUS, rows_of, with_partners, write_csv

Importer = Callable[..., Import]


@pytest.fixture
def bring(db: None, tmp_path: Path) -> Importer:
    """Import records (dicts of the Erasmus+ layout) as a file of their own."""

    def bring(records: Sequence[dict[str, str]], *, name: str = "export.csv", chunk: int = 500) -> Import:
        path = write_csv(tmp_path / name, rows_of(records, [*with_partners(ERASMUS, 2), "Coordinator OID"]))
        return run_import(open_import(path), path, chunk=chunk)

    return bring
