"""Which stored files there are: taken up from their rooms by the clock, forgotten when their rooms delete them."""

import datetime

from plon.fixity.enums import Place
from plon.fixity.models import StoredFile
from plon.fixity.stores import CHUNK, Store, Stored, store_of, stores

EVERY = datetime.timedelta(hours=1)


def take_up_files() -> int:
    """Begin to watch what came in since; return how many copies are new. Memory stays flat: by the hundreds."""
    return sum(_take_up(store) for store in stores())


def _take_up(store: Store) -> int:
    new, last = 0, 0
    while found := store.files(last):
        last = found[-1].key
        wanted = [(place, each) for each in found for place in _places(each)]
        known = set(StoredFile.objects.filter(path__in=[each.path for each in found]).values_list("place", "path"))
        missing = [_row(store, place, each) for place, each in wanted if (place.value, each.path) not in known]
        StoredFile.objects.bulk_create(missing, ignore_conflicts=True)
        new += len(missing)
    return new


def _places(each: Stored) -> tuple[Place, ...]:
    return (Place.PRIVATE, Place.PUBLIC) if each.is_public else (Place.PRIVATE,)


def _row(store: Store, place: Place, each: Stored) -> StoredFile:
    return StoredFile(
        store=store.key, place=place, path=each.path, project_id=each.project_id, result_id=each.result_id,
        name=each.name, size=each.size, sha256=each.sha256,
    )  # fmt: skip


def forget_deleted_files() -> int:
    """Stop watching copies that their rooms don't keep any more; return how many."""
    gone, last = 0, 0
    while rows := list(StoredFile.objects.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        last = rows[-1].pk
        dropped = [row.pk for row in rows if not is_kept(row)] if _some_gone(rows) else []
        gone += StoredFile.objects.filter(pk__in=dropped).delete()[0]
    return gone


def _some_gone(rows: list[StoredFile]) -> bool:
    """Ask each room once for all its rows, which nearly always are all there."""
    for key in {row.store for row in rows}:
        store, mine = store_of(key), [row for row in rows if row.store == key]
        private = [row.path for row in mine if row.place == Place.PRIVATE]
        public = [row.path for row in mine if row.place == Place.PUBLIC]
        if store is None or not set(private) <= store.still_names(private):
            return True
        if not set(public) <= store.still_public(public):
            return True
    return False


def is_kept(row: StoredFile) -> bool:
    """Tell whether the room of a copy still keeps it."""
    store = store_of(row.store)
    if store is None:
        return False
    kept = store.still_public if row.place == Place.PUBLIC else store.still_names
    return row.path in kept([row.path])
