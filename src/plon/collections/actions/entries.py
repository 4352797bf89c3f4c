"""Put results and projects into a collection, comment them, order them, take them out and back."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plon.accounts.models import User
from plon.collections.actions.keeping import locked
from plon.collections.limits import MOST_ENTRIES
from plon.collections.models import Collection, Entry
from plon.collections.refusals import CollectionRefused, IsThereAlready
from plon.history.record import changed, record, snapshot
from plon.projects.models import Project
from plon.results.models import Result
from plon.search.changes import mark_changed


@transaction.atomic
def add_entry(
    collection: Collection, *, by: User, thing: Result | Project, note: str = "", language: str = ""
) -> Entry:
    """Add a public result or project at the end.

    Raises:
        IsThereAlready: it is in the collection.
        CollectionRefused: the collection is full.
        ValidationError: the note is too long.
    """
    collection = locked(collection)
    about: dict[str, object] = {"result": thing} if isinstance(thing, Result) else {"project": thing}
    here = collection.entries.filter(removed_at__isnull=True)
    if here.filter(**about).exists():
        raise IsThereAlready(_("It is in this collection already."))
    _refuse_full(here.count())
    last = here.aggregate(last=Max("position"))["last"]
    entry = Entry(collection=collection, note=note.strip(), note_language=language, position=(last or 0) + 1, **about)
    entry.full_clean()
    entry.save()
    record("collection.entry_added", by=by, subject=entry)
    _touch(collection)
    return entry


def _refuse_full(count: int) -> None:
    if count >= MOST_ENTRIES:
        raise CollectionRefused(
            ngettext(
                "A collection takes %(n)s entry, and this one is full: begin another.",
                "A collection takes %(n)s entries, and this one is full: begin another.",
                MOST_ENTRIES,
            ),
            {"n": MOST_ENTRIES},
        )


@transaction.atomic
def change_note(entry: Entry, *, by: User, note: str, language: str) -> Entry:
    """Say why an entry is there, in the language that its keeper reads.

    Raises:
        ValidationError: the note is too long.
    """
    collection = locked(entry.collection)
    before = snapshot(entry, ("note",))
    entry.note, entry.note_language = note.strip(), language
    if changes := changed(before, entry):
        entry.full_clean()
        entry.save()
        record("collection.note_changed", by=by, subject=entry, changes=changes)
        _touch(collection)
    return entry


@transaction.atomic
def move_entry(entry: Entry, *, by: User, to: str) -> Entry:
    """Move an entry "up", "down", to the "top" or the "bottom"."""
    collection = locked(entry.collection)
    order = list(collection.entries.filter(removed_at__isnull=True).values_list("pk", flat=True))
    place = order.index(entry.pk)
    order.pop(place)
    target = {"up": place - 1, "down": place + 1, "top": 0}.get(to, len(order))
    order.insert(max(0, min(target, len(order))), entry.pk)
    _write_order(collection, order, by)
    return entry


@transaction.atomic
def order_entries(collection: Collection, *, by: User, order: Sequence[int]) -> Collection:
    """Put entries into an order; those that it doesn't name (added meanwhile) keep theirs, at the end."""
    collection = locked(collection)
    here = list(collection.entries.filter(removed_at__isnull=True).values_list("pk", flat=True))
    named = [key for key in dict.fromkeys(order) if key in set(here)]
    _write_order(collection, [*named, *(key for key in here if key not in set(named))], by)
    return collection


def _write_order(collection: Collection, order: Sequence[int], by: User) -> None:
    entries = {entry.pk: entry for entry in collection.entries.filter(removed_at__isnull=True)}
    before = [entry.pk for entry in sorted(entries.values(), key=lambda entry: (entry.position, entry.pk))]
    if before == list(order):
        return
    for position, key in enumerate(order, start=1):
        entries[key].position = position
    Entry.objects.bulk_update(entries.values(), ["position"])
    record("collection.ordered", by=by, subject=collection, changes={"order": [before, list(order)]})
    _touch(collection)


@transaction.atomic
def remove_entry(entry: Entry, *, by: User) -> Entry:
    """Take an entry out; it can be put back where it was."""
    collection = locked(entry.collection)
    if entry.removed_at is None:
        entry.removed_at = timezone.now()
        entry.save(update_fields=["removed_at"])
        record("collection.entry_removed", by=by, subject=entry)
        _touch(collection)
    return entry


@transaction.atomic
def restore_entry(entry: Entry, *, by: User) -> Entry:
    """Put an entry back where it was.

    Raises:
        IsThereAlready: the same thing was added anew meanwhile.
        CollectionRefused: the collection is full.
    """
    collection = locked(entry.collection)
    here = collection.entries.filter(removed_at__isnull=True)
    if here.filter(result=entry.result_id, project=entry.project_id).exists():
        raise IsThereAlready(_("It is in this collection already."))
    _refuse_full(here.count())
    entry.removed_at = None
    entry.save(update_fields=["removed_at"])
    record("collection.entry_restored", by=by, subject=entry)
    _touch(collection)
    return entry


def _touch(collection: Collection) -> None:
    collection.save(update_fields=["updated_at"])
    mark_changed("collection", [collection.pk])
