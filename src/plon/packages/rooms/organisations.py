"""Organisations: those of which a project speaks. One that is here already is taken as it is, never changed."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q

from plon.organisations.models import Organisation, match_key
from plon.packages.parts import register_part
from plon.packages.tables import Row, Stored, Table, judge_picture


def known(row: Row, taken: Collection[int]) -> Organisation | None:
    """Return the organisation of a row if it is here: by OID, else PIC, else name, country and town."""
    others = Organisation.objects.exclude(pk__in=taken)
    for name in ("oid", "pic"):
        if row.get(name) and (found := others.filter(**{name: row[name]}).first()):
            return found
    key = match_key(str(row.get("name", "")), str(row.get("country", "")), str(row.get("city", "")))
    for found in others.filter(match_key=key).order_by("pk"):
        ids = ((found.oid, row.get("oid")), (found.pic, row.get("pic")))
        if not any(here and there and here != there for here, there in ids):
            return found
    return None


def _fold(organisation: Any, loading: Any) -> None:
    organisation.clean()


def register() -> None:
    register_part(
        10,
        "organisations",
        Table(
            Organisation,
            project="",
            left_out={"match_key": "made from the name"},
            stored=Stored(
                "logo", lambda row: f"data/organisations/{row['id']}", lambda row: "logos", judge=judge_picture
            ),
            public_where=Q(),
            adjust=_fold,
            match=known,
        ),
    )
