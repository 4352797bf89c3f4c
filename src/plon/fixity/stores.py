"""Which rooms keep files that must outlast everything: rooms above register theirs, those below are listed here.

What can be made again (thumbnails, previews, exports, kits) is not watched.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, F, IntegerField, QuerySet, Value

from plon.evidence.models import Evidence
from plon.results.models import ResultFile
from plon.toolkit.models import MaterialVersion

CHUNK = 500


@dataclass(frozen=True, slots=True)
class Stored:
    """A file as its room knows it: size in bytes, SHA-256 taken when it came in."""

    key: int
    path: str
    project_id: int
    result_id: int | None
    name: str
    size: int
    sha256: str
    is_public: bool


@dataclass(frozen=True, slots=True)
class Store:
    """Files of one room. `rows` gives those whose bytes are to be there; the others say which field means what."""

    key: str
    rows: Callable[[], QuerySet[Any]]
    project: str
    result: str = ""
    is_public: str = ""

    def files(self, after: int = 0) -> list[Stored]:
        """Return the next files with a key above `after`, in the order of keys, at most `CHUNK`."""
        rows = self.rows().filter(pk__gt=after).order_by("pk")
        values = rows.values_list(
            "pk", "path", self.project, F(self.result) if self.result else Value(None, IntegerField()),
            "name", "size", "sha256", F(self.is_public) if self.is_public else Value(False, BooleanField()),
        )  # fmt: skip
        return [Stored(*row) for row in values[:CHUNK]]

    def still_names(self, paths: list[str]) -> set[str]:
        """Return those of `paths` that the room still keeps."""
        return set(self.rows().filter(path__in=paths).values_list("path", flat=True))

    def still_public(self, paths: list[str]) -> set[str]:
        """Return those of `paths` that have a public copy."""
        if not self.is_public:
            return set()
        return set(self.rows().filter(path__in=paths, **{self.is_public: True}).values_list("path", flat=True))


_stores: dict[str, Store] = {}


def register_store(store: Store) -> None:
    """Let the files of a room be read back by the clock."""
    _stores[store.key] = store


def stores() -> Iterator[Store]:
    return iter(_stores.values())


def store_of(key: str) -> Store | None:
    return _stores.get(key)


def register_stores_below() -> None:
    """Register the rooms that lie below this one."""
    register_store(Store("result", ResultFile.objects.all, "result__project_id", "result_id", "is_public"))
    register_store(Store("evidence", lambda: Evidence.objects.exclude(path=""), "project_id"))
    register_store(Store("tool", lambda: MaterialVersion.objects.exclude(path=""), "material__project_id"))
