"""How lines of a package become rows again: under their public ids where these are free, linked as they were.

Runs in one transaction of who calls. Values are judged as those of forms are (`clean_fields`), links lead only to what
came in the same package, times stay to the microsecond.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, models
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.identifiers import new_public_id
from plon.packages.refusals import BagRefused
from plon.packages.tables import AT_ONCE, Columns, Row, Table, columns_of
from plon.projects.models import Project

_ID = re.compile(r"[0-9A-Za-z_-]{1,30}")


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the package that was judged and lies in private storage, but belongs to nothing yet."""

    path: str
    name: str
    size: int
    sha256: str
    media_type: str


@dataclass
class Loading:
    """A package on its way in.

    Attributes:
        by: who brings it, and will coordinate.
        is_published: whether what was public there may be public here at once.
        is_trusted: whether who brings it speaks for the agency or runs the machine.
        files: {name in the bag: what lies in private storage}.
        project: once it is there.
        made: {(table, public id there): key here}.
        renamed: {public id there: public id here}, where it was taken.
        skipped: rows whose bytes the package lacks.
    """

    by: User
    is_published: bool
    is_trusted: bool
    files: Mapping[str, Kept]
    tables: Mapping[type[models.Model], Table]
    project: Project | None = None
    made: dict[tuple[str, str], int] = field(default_factory=dict)
    renamed: dict[str, str] = field(default_factory=dict)
    skipped: set[tuple[str, str]] = field(default_factory=set)
    _late: list[tuple[type[models.Model], int, str, tuple[str, str]]] = field(default_factory=list)
    _waiting: list[models.Model] = field(default_factory=list)
    _columns: dict[str, Columns] = field(default_factory=dict)

    def renamed_in(self, value: Any) -> Any:
        """Return a value in which ids of things that got another one are replaced, however deep they stand."""
        if isinstance(value, str):
            return self.renamed.get(value, value)
        if isinstance(value, list):
            return [self.renamed_in(each) for each in value]
        if isinstance(value, dict):
            return {self.renamed.get(name, name): self.renamed_in(each) for name, each in value.items()}
        return value

    def take(self, table: Table, row: Row) -> None:
        """Make a row of a line.

        Raises:
            BagRefused: the line can't be what Plon wrote.
        """
        try:
            self._take(table, row)
        except ValidationError as wrong:
            raise _refused(table, row, "; ".join(wrong.messages)) from wrong
        except (IntegrityError, DataError, ValueError, TypeError, KeyError, AttributeError, OverflowError) as wrong:
            raise _refused(table, row, str(wrong)) from wrong

    def finish(self) -> None:
        """Write what waited, and set the links to rows that came later."""
        self._flush()
        for model, key, name, target in self._late:
            if target in self.made:
                model._base_manager.filter(pk=key).update(**{f"{name}_id": self.made[target]})

    def _take(self, table: Table, row: Row) -> None:
        columns = self._columns_of(table, row)
        old = str(row["id"]) if table.named_by else ""
        if table.named_by and not _ID.fullmatch(old):
            raise ValidationError(_("This is no id of Plon."))
        if table.match and (found := table.match(row, self._taken(table))):
            self.made[table.name, old] = found.pk
            return
        made = table.model()
        self._fill(made, table, columns, row)
        late = self._link(made, columns, row)
        if late is None or not self._has_bytes(made, table, row):
            self.skipped.add((table.name, old))
            return
        empty = {column.name for column in made._meta.fields if getattr(made, column.attname) in column.empty_values}
        stays = {table.stored.column} if table.stored else set()
        made.clean_fields(exclude=empty | stays | {column.name for column in made._meta.fields if column.is_relation})
        if table.adjust:
            table.adjust(made, self)
        made.clean()
        if _can_wait(table, columns):
            self._wait(made)
            return
        self._flush()
        # As a fixture is written: times that Django would set to now stay as they were.
        made.save_base(raw=True)
        if isinstance(made, Project):
            self.project = made
        if old:
            self.made[table.name, old] = made.pk
        self._late += [(table.model, made.pk, name, target) for name, target in late]
        self._link_many(made, columns, row)

    def _taken(self, table: Table) -> set[int]:
        return {key for (name, _id), key in self.made.items() if name == table.name}

    def _columns_of(self, table: Table, row: Row) -> Columns:
        if table.name not in self._columns:
            self._columns[table.name] = columns_of(table, self.tables)
        columns = self._columns[table.name]
        # What stays away now may have travelled in older packages; it is read over.
        named = {"table", "id", "file", *columns.values, *columns.links, *columns.many, *table.left_out}
        if unknown := sorted(set(row) - named):
            raise ValidationError(
                _("A newer Plon made this package: it knows “%(name)s”. Update Plon first, so that nothing is lost.")
                % {"name": unknown[0]}
            )
        return columns

    def _fill(self, made: models.Model, table: Table, columns: Columns, row: Row) -> None:
        for name in columns.values:
            if name == table.named_by:
                setattr(made, name, self._free_name(table, str(row["id"])))
            elif name in row:
                value = self.renamed_in(row[name]) if name in table.keys else row[name]
                _refuse_shape(made._meta.get_field(name), value)
                setattr(made, name, value)

    def _free_name(self, table: Table, old: str) -> str:
        """Return the id of a row: its own if it is free here, else a new one, which is told."""
        taken = table.model._base_manager.filter(**{table.named_by: old}).exists()
        if taken:
            self.renamed[old] = new_public_id()
        return self.renamed[old] if taken else old

    def _link(self, made: models.Model, columns: Columns, row: Row) -> list[tuple[str, tuple[str, str]]] | None:
        """Set the links; return those that must wait, None if one that is needed leads to a row that was skipped."""
        late = []
        for name, target in columns.links.items():
            column = made._meta.get_field(name)
            if row.get(name) is None:
                continue
            key = (target.name, str(row[name]))
            if key in self.made:
                setattr(made, column.attname, self.made[key])  # type: ignore[union-attr]
            elif key in self.skipped and not column.null:
                return None
            else:
                late.append((name, key))
        return late

    def _has_bytes(self, made: models.Model, table: Table, row: Row) -> bool:
        """Give the row its file; False if it can't be without one and the package has none."""
        if table.stored is None:
            return True
        column = made._meta.get_field(table.stored.column)
        if row.get("file") is None:
            return bool(column.blank)  # type: ignore[union-attr]
        kept = self.files[row["file"]]
        setattr(made, table.stored.column, kept.path)
        if table.stored.name and getattr(made, table.stored.name):
            setattr(made, table.stored.name, kept.name)
        if table.stored.sha256 and getattr(made, table.stored.sha256) != kept.sha256:
            raise ValidationError(_("Its checksum is not that of the file."))
        for name, value in (("size", kept.size), ("media_type", kept.media_type)):
            if name in table.stored.sets and hasattr(made, name):
                setattr(made, name, value)
        return True

    def _link_many(self, made: models.Model, columns: Columns, row: Row) -> None:
        for name, target in columns.many.items():
            keys = [self.made.get((target.name, str(other))) for other in row.get(name) or ()]
            link: Any = made._meta.get_field(name)
            here, there = f"{link.m2m_field_name()}_id", f"{link.m2m_reverse_field_name()}_id"
            through = link.remote_field.through
            pairs = [through(**{here: made.pk, there: key}) for key in dict.fromkeys(keys) if key is not None]
            through._base_manager.bulk_create(pairs, batch_size=AT_ONCE)

    def _wait(self, made: models.Model) -> None:
        """Write rows that nothing points to together: a result may have one for each day of ten years."""
        if self._waiting and (len(self._waiting) >= AT_ONCE or type(self._waiting[0]) is not type(made)):
            self._flush()
        self._waiting.append(made)

    def _flush(self) -> None:
        if self._waiting:
            waiting, self._waiting = self._waiting, []
            type(waiting[0])._base_manager.bulk_create(waiting)


def _can_wait(table: Table, columns: Columns) -> bool:
    sets_now = any(
        getattr(column, "auto_now", False) or getattr(column, "auto_now_add", False)
        for column in table.model._meta.concrete_fields
    )
    return not (table.named_by or columns.many or table.stored or sets_now)


def _refuse_shape(column: Any, value: object) -> None:
    """A list stays a list, a table a table: pages trust that."""
    if (
        isinstance(column, models.JSONField)
        and column.has_default()
        and not isinstance(value, type(column.get_default()))
    ):
        raise ValidationError({column.name: _("This has not the shape that Plon writes.")})
    if not isinstance(column, models.JSONField) and isinstance(value, list | dict):
        raise ValidationError({column.name: _("This has not the shape that Plon writes.")})


def _refused(table: Table, row: Row, why: str) -> BagRefused:
    from django.utils.translation import gettext_lazy

    return BagRefused(
        gettext_lazy("A line of the package can't be read (%(table)s, %(id)s): %(why)s"),
        {"table": table.model._meta.verbose_name, "id": str(row.get("id", "—"))[:30], "why": why[:300]},
    )
