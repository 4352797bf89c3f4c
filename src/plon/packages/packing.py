"""Put a project, or one of its results, into a bag: rows as data, files as they are, words for people and machines."""

import datetime
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.conf import settings
from django.core.files.storage import storages
from django.utils import translation

from plon import __version__
from plon.packages.bagging import BagWriter, read_pieces
from plon.packages.crosswalks import datacite_xml, dublin_core_xml
from plon.packages.metadata import describe, one_line
from plon.packages.papers import licences, read_me, result_text
from plon.packages.parts import Part, all_tables, parts, tables
from plon.packages.structured import project_thing, result_thing
from plon.packages.summaries import summaries
from plon.packages.tables import Leaving, Row, Scope, Table, rows_of, sound_bytes
from plon.pages import whole_address
from plon.projects.enums import PartnershipRole
from plon.results.models import Result
from plon.results.queries import results_of
from plon.texts import INTERFACE_LANGUAGES

FORMAT = "1"
# What the record of a package is held in before it goes to the disk.
SPOOLED = 8 * 1024 * 1024
# All addresses and names of a package are in one language, whoever asks for it.
LANGUAGE = "en"

Advance = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Packed:
    """What a bag became.

    Attributes:
        count: files of its payload.
        size: of its payload, in bytes.
        faults: files that were missing or damaged and are not in it: [{"table", "id", "name"}].
    """

    count: int
    size: int
    faults: list[dict[str, str]]


def write_bag(
    target: IO[bytes], scope: Scope, *, folder: str, made_at: datetime.datetime, advance: Advance = lambda _count: None
) -> Packed:
    """Write a bag as ZIP.

    Args:
        target: where it goes, from its beginning.
        scope: what goes into it.
        folder: the name of the folder into which the ZIP unpacks.
        made_at: now, in the time of the installation.
        advance: told how many steps were taken (`count_steps` says of how many); may raise to stop.

    Raises:
        OSError: it can't be written, e.g. the disk is full.
    """
    leaving = Leaving()
    with translation.override(LANGUAGE), BagWriter(target, folder, made_at) as bag:
        for part in parts():
            _write_record(bag, part, scope, leaving, advance)
        results = list(_results(scope))
        for result in results:
            _write_result(bag, result)
        project = scope.project
        partners = list(project.partnerships.select_related("organisation"))
        bag.add_text("data/metadata/schema.org.json", _linked(project_thing(project, partners, LANGUAGE)))
        for language in INTERFACE_LANGUAGES:
            words = read_me(project, results, language, is_public=scope.is_public)
            bag.add_text(f"data/README.{language}.md", words)
        bag.add_text("data/LICENCES.md", licences(project, results))
        if not scope.is_public and scope.result is None:
            for name, content in summaries(project):
                bag.add(name, [content])
        bag.finish(_info(scope, results, made_at))
        return Packed(bag.count, bag.size, leaving.faults)


def count_steps(scope: Scope) -> int:
    """Return of how many steps a package is: its parts, and every file."""
    total = len(parts())
    for table in all_tables():
        if table.stored:
            total += sum(1 for _row, path in rows_of(table, scope, Leaving(), tables()) if path)
    return total


def _write_record(bag: BagWriter, part: Part, scope: Scope, leaving: Leaving, advance: Advance) -> None:
    """Write the rows of a part, and the files that belong to them."""
    with SpooledTemporaryFile(max_size=SPOOLED, dir=str(settings.FILE_UPLOAD_TEMP_DIR)) as spool:
        for row in _rows(bag, part, scope, leaving, advance):
            spool.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
        if spool.tell():
            bag.add(f"data/record/{part.name}.jsonl", read_pieces(spool))
    advance(1)


def _rows(bag: BagWriter, part: Part, scope: Scope, leaving: Leaving, advance: Advance) -> Iterator[Row]:
    for table in part.tables:
        found = rows_of(table, scope, leaving, tables())
        # Files take long; no question to the database stays open meanwhile.
        for row, path in list(found) if table.stored else found:
            if table.stored and path:
                row["file"] = _write_file(bag, table, row, path, leaving)
                advance(1)
            yield {"table": table.name, **row}
    if part.dump:
        for row in part.dump(scope, leaving):
            yield {"table": part.name, **row}


def _write_file(bag: BagWriter, table: Table, row: Row, path: str, leaving: Leaving) -> str | None:
    """Put a file into the bag if it is as it came in; return its name there, None for one that is damaged."""
    stored = table.stored
    if stored is None:
        return None
    own = (str(row[stored.name]) if stored.name else "") or path.rpartition("/")[2]
    # The standard writes a percent sign in manifests as %25, which `bagit` does not read: no name has one.
    own = own.replace("%", "_")
    name = f"{stored.folder(row)}/{own}"
    if not sound_bytes(path, str(row[stored.sha256]) if stored.sha256 else ""):
        leaving.faults.append({"table": table.name, "id": str(row.get("id", "")), "name": own})
        return None
    with storages["default"].open(path, "rb") as opened:
        bag.add(name, read_pieces(opened))
    return name


def _results(scope: Scope) -> Iterator[Result]:
    found = results_of(scope.project).prefetch_related(
        "project__texts", "project__partnerships__organisation", "fit__texts"
    )
    for result in found:
        if (scope.result is None or result.pk == scope.result.pk) and (result.is_published or not scope.is_public):
            yield result


def _write_result(bag: BagWriter, result: Result) -> None:
    told, folder = describe(result, LANGUAGE), f"data/results/{result.public_id}"
    bag.add_text(f"{folder}/metadata/datacite.xml", datacite_xml(told))
    bag.add_text(f"{folder}/metadata/dublin-core.xml", dublin_core_xml(told))
    public = [file for file in result.files.all() if file.is_public]
    bag.add_text(f"{folder}/metadata/schema.org.json", _linked(result_thing(result, public, LANGUAGE, "")))
    for text in result.texts.all():
        bag.add_text(f"{folder}/texts/{text.language}.md", result_text(result, text))


def _linked(thing: dict[str, Any]) -> str:
    return json.dumps({"@context": "https://schema.org", **thing}, ensure_ascii=False, indent=1) + "\n"


def _info(scope: Scope, results: list[Result], made_at: datetime.datetime) -> list[tuple[str, str]]:
    """Return what stands in bag-info.txt (RFC 8493, 2.2.2); people are not named."""
    project = scope.project
    partners = [
        part.organisation.name
        for part in project.partnerships.select_related("organisation")
        if part.role == PartnershipRole.COORDINATOR
    ]
    about = results[0] if scope.result is not None and results else None
    address = about.get_permanent_url() if about else project.get_absolute_url()
    described = about.title_in(LANGUAGE) if about else project.title
    return [
        *(("Source-Organization", one_line(name)) for name in partners),
        ("External-Description", one_line(described)),
        ("External-Identifier", whole_address(address)),
        *(("External-Identifier", value) for value in [one_line(project.number)] if value),
        ("Bagging-Date", made_at.date().isoformat()),
        ("Internal-Sender-Identifier", about.public_id if about else project.public_id),
        ("Bag-Software-Agent", f"Plon {__version__}"),
        ("Plon-Package-Format", FORMAT),
        ("Plon-Package-Of", "result" if scope.result is not None else "project"),
        ("Plon-Package-For", "public" if scope.is_public else "team"),
    ]
