"""What can be done with collections, one function per use case."""

from plon.collections.actions.entries import (
    add_entry,
    change_note,
    move_entry,
    order_entries,
    remove_entry,
    restore_entry,
)
from plon.collections.actions.keeping import (
    change_collection,
    make_collection,
    remove_collection,
    renew_link,
    restore_collection,
    show_to,
)
from plon.collections.actions.moderating import (
    feature_collection,
    hide_collection,
    unfeature_collection,
    unhide_collection,
)

__all__ = [
    "add_entry",
    "change_collection",
    "change_note",
    "feature_collection",
    "hide_collection",
    "make_collection",
    "move_entry",
    "order_entries",
    "remove_collection",
    "remove_entry",
    "renew_link",
    "restore_collection",
    "restore_entry",
    "show_to",
    "unfeature_collection",
    "unhide_collection",
]
