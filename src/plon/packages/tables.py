"""How a row of the database becomes a line of a package: plain JSON, named by public ids, without people.

Columns are found by their kind: links to accounts never leave, links to other tables of the package go by public id,
files go by their place in the bag, everything else as it is. What must not leave is named in `left_out`, with why.
"""

import datetime
import decimal
import uuid
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any

from django.core.files.storage import storages
from django.db import models
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.files import filetypes
from plon.files.refusals import FileRefused
from plon.files.storing import sha256_of
from plon.projects.models import Project
from plon.results.models import Result

Row = dict[str, Any]
AT_ONCE = 500


def _judge(stream: IO[bytes], name: str) -> str:
    return filetypes.identify(stream, name).media_type


def judge_picture(stream: IO[bytes], name: str) -> str:
    """Take a picture alone.

    Raises:
        FileRefused: it is none.
    """
    kind = filetypes.identify(stream, name)
    if kind.family not in {"picture", "svg"}:
        raise FileRefused(_("“%(name)s” is no picture."), {"name": name})
    return kind.media_type


@dataclass(frozen=True, slots=True)
class Stored:
    """The bytes that a row stands for.

    Attributes:
        column: holds their place in private storage.
        folder: from the row that leaves, their folder in the bag, e.g. "data/tools/r7k2mq4".
        keep: from the row that comes in, their folder in private storage.
        name: the column with the file's name; "" takes the last part of its place.
        sha256: the column with the hash taken when they came in; "" if none was taken.
        judge: says by the content of a file that comes in what it is, or raises FileRefused.
        sets: columns that say what was found of the bytes, not what the package says.
    """

    column: str
    folder: Callable[[Row], str]
    keep: Callable[[Row], str]
    name: str = ""
    sha256: str = ""
    judge: Callable[[IO[bytes], str], str] = _judge
    sets: tuple[str, ...] = ("size", "media_type")


@dataclass(frozen=True)
class Table:
    """One model in a package.

    Attributes:
        model: whose rows they are.
        project: the lookup from a row to its project.
        result: the lookup from a row to a result; "" for what has no place in the package of one result.
        left_out: {column: why it stays here}.
        stored: the bytes that belong to a row.
        named_by: the lookup that names a row; "" for rows that nothing points to.
        keys: columns that name rows of the package without a link of the database.
        where: which rows leave.
        public_where: which rows the public may have; None for none of them.
        private: columns that the public does not get.
        outside: {column of a link: what is to be done with the row when the thing it points to stays here}.
        mend: gets each row that leaves and its key, to put in what is not written in it yet.
        adjust: gets a row that comes in before it is written.
        match: returns the row that is here already instead of a new one; gets the keys that other rows of the package
            have taken, for two things there are never one here.
    """

    model: type[models.Model]
    project: str
    result: str = ""
    left_out: Mapping[str, str] = field(default_factory=dict)
    stored: Stored | None = None
    named_by: str = "public_id"
    keys: tuple[str, ...] = ()
    where: Q = field(default_factory=Q)
    public_where: Q | None = None
    private: tuple[str, ...] = ()
    outside: Mapping[str, Callable[[Row, str], None]] = field(default_factory=dict)
    mend: Callable[[Row, int], None] | None = None
    adjust: Callable[[Any, Any], None] | None = None
    match: Callable[[Row, Collection[int]], models.Model | None] | None = None

    @property
    def name(self) -> str:
        return self.model._meta.label_lower


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table, by their kind."""

    values: tuple[str, ...]
    links: Mapping[str, Table]
    many: Mapping[str, Table]


@dataclass(frozen=True, slots=True)
class Scope:
    """What leaves: a project with all that belongs to it, or one of its results; for the team, or for everybody."""

    project: Project
    result: Result | None = None
    is_public: bool = False


@dataclass(slots=True)
class Leaving:
    """What has left so far: public ids per table, files, and what could not leave."""

    names: dict[str, set[str]] = field(default_factory=dict)
    faults: list[dict[str, str]] = field(default_factory=list)


def columns_of(table: Table, tables: Mapping[type[models.Model], Table]) -> Columns:
    """Return the columns that leave.

    Raises:
        LookupError: a link leads to something that is neither in the package nor named in `left_out`.
    """
    stays = {*table.left_out, *([table.stored.column] if table.stored else [])}
    values, links, many = [], {}, {}
    for column in table.model._meta.concrete_fields:
        if column.name in stays or column.primary_key:
            continue
        if not column.is_relation:
            values.append(column.name)
        elif column.related_model is not User:
            links[column.name] = _target(table, column.name, column.related_model, tables)
    for link in table.model._meta.local_many_to_many:
        through: Any = link.remote_field.through
        if through._meta.auto_created and link.name not in stays:
            many[link.name] = _target(table, link.name, link.related_model, tables)
    return Columns(tuple(values), links, many)


def _target(table: Table, name: str, model: Any, tables: Mapping[type[models.Model], Table]) -> Table:
    model = table.model if model == "self" else model
    if model not in tables:
        raise LookupError(f"{table.name}.{name} leads to {model._meta.label}, which is in no part of the package")
    return tables[model]


def rows_of(
    table: Table, scope: Scope, leaving: Leaving, tables: Mapping[type[models.Model], Table]
) -> Iterator[tuple[Row, str]]:
    """Yield each row that leaves, with the place of its bytes in private storage ("" for none), in their order.

    Links to what does not leave become None. Notes the names of the rows in `leaving`.
    """
    columns = columns_of(table, tables)
    asked = {f"link_{name}": F(f"{name}__{target.named_by}") for name, target in columns.links.items()}
    own = [table.stored.column] if table.stored else []
    names = leaving.names.setdefault(table.name, set())
    named = {"row_name": F(table.named_by)} if table.named_by else {}
    query = _asked_for(table, scope, tables).order_by("pk").values("pk", *columns.values, *own, **asked, **named)
    for chunk in _chunks(query):
        many = {name: _many(table, name, target, chunk) for name, target in columns.many.items()}
        for got in chunk:
            row: Row = {"id": got["row_name"]} if table.named_by else {}
            row |= {name: plain(got[name]) for name in columns.values if name != table.named_by}
            for name, target in columns.links.items():
                row[name] = got[f"link_{name}"]
                _leave_outside(table, row, name, target, leaving)
            for name, target in columns.many.items():
                known = leaving.names.get(target.name)
                row[name] = [each for each in many[name].get(got["pk"], ()) if known is None or each in known]
            if scope.is_public:
                row = {name: value for name, value in row.items() if name not in table.private}
            if table.mend:
                table.mend(row, got["pk"])
            if table.named_by:
                names.add(row["id"])
            yield row, str(got[own[0]] or "") if own else ""


def _leave_outside(table: Table, row: Row, name: str, target: Table, leaving: Leaving) -> None:
    """Cut a link to a row that stays here. Tables that come later can't be asked yet; loading looks once more."""
    known = leaving.names.get(target.name)
    if row[name] is None or known is None or target is table or row[name] in known:
        return
    if name in table.outside:
        table.outside[name](row, row[name])
    row[name] = None


def _asked_for(table: Table, scope: Scope, tables: Mapping[type[models.Model], Table]) -> QuerySet[Any]:
    rows = table.model._base_manager.filter(table.where)
    if scope.is_public:
        rows = rows.filter(table.public_where if table.public_where is not None else Q(pk__in=[]))
    if not table.project:
        return rows.filter(pk__in=_pointed_to(table, scope, tables))
    if scope.result is not None and table.project != "pk":
        of_result = Q(pk__in=[]) if not table.result else Q(**{table.result: scope.result.pk})
        return rows.filter(pk__in=table.model._base_manager.filter(of_result).values("pk"))
    return rows.filter(**{table.project: scope.project.pk})


def _pointed_to(table: Table, scope: Scope, tables: Mapping[type[models.Model], Table]) -> set[int]:
    """Return the keys of what belongs to no project, such as organisations, as far as the package speaks of it."""
    found: set[int] = set()
    for other in tables.values():
        if not other.project:
            continue
        for name, target in columns_of(other, tables).links.items():
            if target is table:
                rows = _asked_for(other, scope, tables).filter(**{f"{name}__isnull": False})
                found.update(rows.order_by().values_list(f"{name}_id", flat=True).distinct())
    return found


def _chunks(query: QuerySet[Any, Any]) -> Iterator[list[Any]]:
    chunk = []
    for got in query.iterator(chunk_size=AT_ONCE):
        chunk.append(got)
        if len(chunk) == AT_ONCE:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _many(table: Table, name: str, target: Table, chunk: list[Any]) -> dict[int, list[str]]:
    """Return, per row of a chunk, what it is linked with many to many, in the order in which it was linked."""
    link: Any = table.model._meta.get_field(name)
    through, here, there = link.remote_field.through, link.m2m_field_name(), link.m2m_reverse_field_name()
    pairs = through._base_manager.filter(**{f"{here}__in": [got["pk"] for got in chunk]}).order_by("pk")
    found: dict[int, list[str]] = {}
    for key, other in pairs.values_list(f"{here}_id", f"{there}__{target.named_by}"):
        found.setdefault(key, []).append(other)
    return found


def plain(value: object) -> object:
    """Return a value as JSON has it, without losing anything: times to the microsecond, sums as text."""
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, decimal.Decimal | uuid.UUID):
        return str(value)
    return value


def sound_bytes(path: str, digest: str) -> bool:
    """Tell whether a file lies in private storage as it came in (`digest` of "" asks only whether it is there)."""
    try:
        with storages["default"].open(path, "rb") as stored:
            return not digest or sha256_of(stored) == digest
    except OSError:
        return False
