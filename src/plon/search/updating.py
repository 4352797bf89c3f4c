"""Keep the index in step with the database."""

import logging
import threading
from collections.abc import Callable, Iterable
from itertools import groupby, islice

from django.db import close_old_connections

from plon.search import index, vocabulary
from plon.search.alone import set_up_site
from plon.search.building import build
from plon.search.dictionaries import make_as_met, prepare
from plon.search.documents import IndexDocument
from plon.search.models import IndexChange
from plon.search.registry import source_of
from plon.texts import INTERFACE_LANGUAGES

log = logging.getLogger("plon.search")

BATCH = 500


def apply_changes() -> int:
    """Bring what changed into the index, in the order of change; return how many changes were taken.

    An index that is missing or of another shape is built whole instead. Taking the same change twice does no
    harm, so a crash between index and database loses nothing.
    """
    taken = 0
    with index.sole_writer():
        now = index.current()
        if now is None:
            waiting = IndexChange.objects.count()
            _rebuild()
            return waiting
        while changes := list(IndexChange.objects.order_by("id")[:BATCH]):
            _write(now.folder, changes)
            index.note_newest_change(now.folder, max(change.at for change in changes))
            _forget(change.pk for change in changes)
            taken += len(changes)
    return taken


def _write(folder: str, changes: list[IndexChange]) -> None:
    # The order of changes does not matter within a batch: each key is read as it is now.
    touched = {(change.kind, change.key) for change in changes}
    for kind, keys in _by_kind(touched):
        source = source_of(kind)
        if source and source.also:
            touched.update(source.also(keys))
    documents: list[IndexDocument] = []
    writer = index.open_writer(folder)
    for kind, keys in _by_kind(touched):
        for key in keys:
            writer.delete_documents_by_term("id", index.identity(kind, key))
        source = source_of(kind)
        for document in source.documents(keys) if source else ():
            writer.add_document(index.document_of(document))
            documents.append(document)
    writer.commit()
    writer.wait_merging_threads()
    vocabulary.grow(index.root() / folder / index.VOCABULARY, documents)


def _by_kind(touched: Iterable[tuple[str, int]]) -> list[tuple[str, list[int]]]:
    groups = groupby(sorted(touched), key=lambda pair: pair[0])
    return [(kind, [key for _, key in pairs]) for kind, pairs in groups]


def _forget(ids: Iterable[int]) -> None:
    remaining = iter(ids)
    while some := list(islice(remaining, 500)):
        IndexChange.objects.filter(pk__in=some).delete()


def rebuild(progress: Callable[[str, int], None] | None = None, *, set_up: Callable[[], None] = set_up_site) -> int:
    """Build the whole index anew beside the old one and put it in use; return the number of documents.

    Args:
        progress: told the kind and how many documents of it are done, after each batch.
        set_up: makes the sources known to the processes that help.
    """
    with index.sole_writer():
        return _rebuild(progress, set_up)


def _rebuild(progress: Callable[[str, int], None] | None = None, set_up: Callable[[], None] = set_up_site) -> int:
    # What changes from now on is written down anew and stays for the next round.
    known = list(IndexChange.objects.values_list("pk", flat=True))
    folder = index.new_folder()
    total = build(folder, progress, set_up=set_up)
    index.put_in_use(folder)
    _forget(known)
    return total


def run_forever(stop: threading.Event, *, interval: float = 1.0) -> None:
    """Take changes into the index until told to stop; one such thread runs in ``plon serve``.

    Args:
        stop: set it to end the loop.
        interval: seconds between looks at the database.
    """
    prepared = False
    while not stop.is_set():
        try:
            if not prepared:
                make_as_met()
                prepare(list(INTERFACE_LANGUAGES))
                prepared = True
            if index.current() is None or IndexChange.objects.exists():
                apply_changes()
        except Exception:
            log.exception("The index could not be brought up to date; it is tried again")
            stop.wait(5)
        finally:
            close_old_connections()
        stop.wait(interval)
