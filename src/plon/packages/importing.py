"""Bring a package in: all of it, in one transaction, or nothing.

Files come first, each judged by its content as an upload is and read back after writing; rows come in one transaction
after them. Whatever fails, no row and no file stays.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from plon.accounts.models import User
from plon.evidence.models import Evidence
from plon.evidence.public_copies import make_copies
from plon.evidence.publishing import obstacles_to
from plon.files import storing
from plon.files.refusals import FileRefused
from plon.history.record import record
from plon.packages.loading import Kept, Loading
from plon.packages.packing import FORMAT
from plon.packages.parts import parts, tables
from plon.packages.reading import UPLOADED, Advance, Limits, OpenedBag, is_safe, no_matter, opened_package
from plon.packages.refusals import BagRefused
from plon.packages.tables import Row, Table
from plon.programme.numbers import parse_number
from plon.projects.enums import TeamRole
from plon.projects.models import Membership, Project
from plon.results.enums import ResultState
from plon.results.models import ResultFile
from plon.search.changes import mark_changed

# One line of the record: the longest thing in it is the text of an application.
LONGEST_LINE = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came in.

    Attributes:
        project: as it is here now.
        counts: {table: rows}.
        renamed: {public id there: public id here}, where it was taken.
        skipped: how many things came without their bytes, which the package lacks.
        results_waiting: results that were public there and wait as ready ones here.
    """

    project: Project
    counts: Mapping[str, int]
    renamed: Mapping[str, str]
    skipped: int
    results_waiting: int


def import_package(
    place: Path,
    *,
    by: User,
    publish: bool = False,
    is_trusted: bool = False,
    limits: Limits = UPLOADED,
    advance: Advance = no_matter,
    on_arrived: Callable[[Arrived], None] = lambda _arrived: None,
) -> Arrived:
    """Bring in a project, or one of its results, from a package.

    Args:
        place: a ZIP, or the folder of a bag.
        by: who brings it; coordinates the project from now on.
        publish: whether what was public there becomes public here at once; else it waits as ready.
        is_trusted: whether `by` speaks for the agency or runs the machine; only then a project may come in as one of
            the register, or as the agency's good practice.
        limits: what it may unpack to.
        advance: told after each file how far it is; what it raises stops the work.
        on_arrived: called in the transaction with what came; if it raises, nothing has come.

    Raises:
        BagRefused: it would harm, is not sound, is not Plon's, or its project is here already. Nothing is kept then.
    """
    with opened_package(place, limits, advance) as bag:
        _refuse_foreign(bag)
        _refuse_known(_project_row(bag))
        files = _keep_files(bag, advance)
        try:
            return _bring(bag, Loading(by, publish, is_trusted, files, tables()), on_arrived)
        except BaseException:
            storing.forget([kept.path for kept in files.values()])
            raise


def _refuse_foreign(bag: OpenedBag) -> None:
    made_as = bag.info.get("Plon-Package-Format", "")
    if not made_as:
        raise BagRefused(_("This is a sound bag, but Plon did not make it: there is no project in it to bring back."))
    if made_as != FORMAT:
        raise BagRefused(_("A newer Plon made this package. Update Plon first, so that nothing is lost."))
    known = {f"{part.name}.jsonl" for part in parts()}
    record_folder = bag.folder / "data/record"
    if unknown := sorted(each.name for each in record_folder.glob("*") if each.name not in known):
        raise BagRefused(
            _("A newer Plon made this package: it knows “%(name)s”. Update Plon first, so that nothing is lost."),
            {"name": unknown[0]},
        )


def _lines(bag: OpenedBag, name: str) -> Iterator[Row]:
    """Yield the lines of a part.

    Raises:
        BagRefused: one of them is no line of Plon.
    """
    place = bag.folder / f"data/record/{name}.jsonl"
    if not place.is_file():
        return
    with place.open("rb") as lines:
        while line := lines.readline(LONGEST_LINE + 1):
            try:
                row = json.loads(line) if len(line) <= LONGEST_LINE else None
            except (ValueError, RecursionError):
                row = None
            has_nul = b"\\u0000" in line and _holds_nul(row)
            if not isinstance(row, dict) or not isinstance(row.get("table"), str) or has_nul:
                raise BagRefused(_("A line of “%(name)s” can't be read."), {"name": f"{name}.jsonl"})
            yield row


def _holds_nul(value: object) -> bool:
    """Tell whether a text holds the sign that no database takes."""
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any(_holds_nul(each) for pair in value.items() for each in pair)
    return isinstance(value, list) and any(_holds_nul(each) for each in value)


def _project_row(bag: OpenedBag) -> Row:
    row = next((row for row in _lines(bag, "project") if row["table"] == Project._meta.label_lower), None)
    if row is None:
        raise BagRefused(_("There is no project in this package."))
    return row


def _refuse_known(row: Row) -> None:
    """Refuse a project that is here: a package is brought in once, whole, and never mixed with what a team has.

    It is the same project if the numbers are the same; without two numbers, if the public ids are.
    """
    number = parse_number(str(row.get("number") or ""))
    key = number.normalised[:100] if number.is_wellformed else str(row.get("number_key") or "")
    here = Project.objects.filter(number_key=key).first() if key else None
    twin = Project.objects.filter(public_id=str(row.get("id"))).first()
    if here is None and twin is not None and not (key and twin.number_key):
        here = twin
    if here is not None:
        raise BagRefused(
            _("This project is in Plon already (%(title)s). A package is brought in whole, where its project is not."),
            {"title": here.title},
        )


def _keep_files(bag: OpenedBag, advance: Advance) -> dict[str, Kept]:
    """Judge every file that a line names, and write it to private storage.

    Raises:
        BagRefused: one of them can't be taken; none is kept then.
    """
    by_name = {table.name: table for table in tables().values()}
    kept: dict[str, Kept] = {}
    try:
        for part in parts():
            for row in _lines(bag, part.name):
                table = by_name.get(row["table"])
                if table is not None and table.stored and row.get("file"):
                    advance(len(bag.sha256) + len(kept), 2 * len(bag.sha256))
                    kept[row["file"]] = _keep(bag, table, row)
    except BaseException:
        storing.forget([each.path for each in kept.values()])
        raise
    return kept


def _keep(bag: OpenedBag, table: Table, row: Row) -> Kept:
    name = str(row["file"])
    stored = table.stored
    digest = bag.sha256.get(name, "")
    if stored is None or not digest or not name.startswith("data/") or not is_safe(name):
        raise BagRefused(_("The package names a file that is not in it: %(name)s."), {"name": name[-200:]})
    # By its name in the row: under that it will be handed out.
    own = storing.clean_name(str(row.get(stored.name) or name) if stored.name else name)
    try:
        folder = stored.keep(row)
        if not is_safe(folder):
            raise BagRefused(_("The package names a file that is not in it: %(name)s."), {"name": name[-200:]})
        with (bag.folder / name).open("rb") as stream:
            media_type = stored.judge(stream, own)
            path = storing.keep_privately(stream, folder, own, digest)
    except FileRefused as refusal:
        raise BagRefused(_("%(name)s: %(why)s"), {"name": name[-200:], "why": str(refusal)}) from refusal
    except (KeyError, TypeError) as wrong:
        raise BagRefused(_("A line of “%(name)s” can't be read."), {"name": table.name}) from wrong
    return Kept(path, own, (bag.folder / name).stat().st_size, digest, media_type)


def _bring(bag: OpenedBag, loading: Loading, on_arrived: Callable[[Arrived], None]) -> Arrived:
    try:
        with transaction.atomic():
            _refuse_known(_project_row(bag))
            arrived = _load(bag, loading)
            on_arrived(arrived)
            return arrived
    except IntegrityError as wrong:
        raise BagRefused(_("Lines of the package contradict each other: %(why)s"), {"why": str(wrong)[:300]}) from wrong


def _load(bag: OpenedBag, loading: Loading) -> Arrived:
    counts: dict[str, int] = {}
    by_name = {table.name: table for table in loading.tables.values()}
    for part in parts():
        for row in _lines(bag, part.name):
            if row["table"] == part.name and part.load:
                _load_plainly(part.load, row, loading)
            elif row["table"] in by_name:
                loading.take(by_name[row["table"]], row)
            else:
                raise BagRefused(
                    _("A newer Plon made this package: it knows “%(name)s”. Update Plon first, so that nothing is "
                      "lost."), {"name": row["table"]},
                )  # fmt: skip
            counts[row["table"]] = counts.get(row["table"], 0) + 1
    loading.finish()
    project = loading.project
    if project is None:
        raise BagRefused(_("There is no project in this package."))
    Membership(project=project, person=loading.by, role=TeamRole.COORDINATOR).save()
    waiting = _show(project, loading)
    record("package.imported", by=loading.by, subject=project, project_id=project.pk,
           changes={"source": [None, bag.info.get("External-Identifier", "")[:200]]})  # fmt: skip
    return Arrived(project, counts, dict(loading.renamed), len(loading.skipped), waiting)


def _load_plainly(load: Any, row: Row, loading: Loading) -> None:
    try:
        load(row, loading)
    except (ValidationError, ValueError, TypeError, KeyError, AttributeError) as wrong:
        raise BagRefused(_("A line of “%(name)s” can't be read."), {"name": row["table"]}) from wrong


def _show(project: Project, loading: Loading) -> int:
    """Make public what is to be public, and return how many results wait to be published."""
    results = project.results.all()
    waiting = results.filter(state=ResultState.READY, published_at__isnull=False).count()
    if not loading.is_published:
        return waiting
    for file in ResultFile.objects.filter(result__project=project, is_public=True).select_related("result"):
        if file.result.is_published:
            storing.make_public(file.path, file.sha256, file.name)
    _show_evidence(project)
    Project.objects.filter(pk=project.pk).update(has_published=results.filter(state=ResultState.PUBLISHED).exists())
    mark_changed("result", results.values_list("pk", flat=True))
    mark_changed("project", [project.pk])
    mark_changed("organisation", project.organisations.values_list("pk", flat=True))
    return waiting


def _show_evidence(project: Project) -> None:
    """Show the pieces that were public, unless something stands against it here."""
    for piece in Evidence.objects.filter(project=project, is_public=True).prefetch_related("consents"):
        if obstacles_to(piece):
            Evidence.objects.filter(pk=piece.pk).update(is_public=False, published_at=None)
        else:
            make_copies(piece)
