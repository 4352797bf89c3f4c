"""The history without people: what happened when to what, and why. Reasons of changed promises are read from it.

Who did it stays where it was done. What changed stays too, for texts of the past may name people.
"""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext

from plon.history.models import Event
from plon.packages.parts import register_exceptions, register_part, tables
from plon.packages.tables import AT_ONCE, Leaving, Row, Scope, plain


def _named(changes: dict[str, Any]) -> dict[str, list[Any]]:
    """Keep of what changed only what names a thing that is gone: the reasons of changes are found by it."""
    kept: dict[str, list[Any]] = {}
    if changes.get("_item"):
        kept["_item"] = [{"public_id": str(changes["_item"][0].get("public_id", ""))}]
    if changes.get("_pair"):
        kept["_pair"] = [str(each) for each in changes["_pair"]]
    return kept


def _dump(scope: Scope, leaving: Leaving) -> Iterator[Row]:
    if scope.is_public or scope.result is not None:
        return
    named = {table.name: table for table in tables().values() if table.named_by}
    events = Event.objects.filter(project_id=scope.project.pk, subject_type__in=named).exclude(
        kind__startswith="package."
    )
    for event in events.order_by("at", "pk").iterator(chunk_size=AT_ONCE):
        table = named[event.subject_type]
        found = table.model._base_manager.filter(pk=event.subject_id).values_list(table.named_by, flat=True).first()
        yield {
            "at": plain(event.at),
            "kind": event.kind,
            "subject_type": event.subject_type,
            "subject": found,
            "subject_label": event.subject_label,
            "reason": event.reason,
            "changes": _named(event.changes),
        }


def _load(row: Row, loading: Any) -> None:
    subject_type = str(row["subject_type"])
    is_known = subject_type in {table.name for table in tables().values()}
    key = loading.made.get((subject_type, row["subject"])) if is_known else None
    event = Event(
        kind=str(row["kind"]),
        # The history shows somebody for each act; who it was is not in the package.
        actor_label=gettext("somebody, before the package"),
        subject_type=subject_type,
        subject_id=key or 0,
        subject_label=str(row["subject_label"]),
        project_id=loading.project.pk,
        changes=_named(loading.renamed_in(row["changes"])),
        reason=str(row["reason"]),
    )
    event.clean_fields(exclude={"actor_id", "changes", "subject_id"})
    event.save()
    Event.objects.filter(pk=event.pk).update(at=Event._meta.get_field("at").to_python(row["at"]))


def register() -> None:
    register_part(900, "history", dump=_dump, load=_load)
    register_exceptions(
        {"packages.Package": "a file that is made anew", "packages.Arrival": "how a package came in here"}
    )
