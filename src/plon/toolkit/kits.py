"""Make a whole kit: every tool in every language into one ZIP, two files at a time, with a read-me in each folder."""

import datetime
import hashlib
import tempfile
import zipfile
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import IO, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from plon.errors import DomainError
from plon.evidence.models import Evidence
from plon.evidence.publishing import one_at_a_time
from plon.files import storing
from plon.history.record import record
from plon.jobs import lengthy
from plon.texts import fold
from plon.toolkit.addresses import make_address
from plon.toolkit.content import Chosen, Composed, chosen_of, compose, title_text
from plon.toolkit.facts import Facts, load_facts
from plon.toolkit.fingerprints import fingerprint
from plon.toolkit.kit_words import read_me
from plon.toolkit.making import LARGEST, file_name, log, text_key
from plon.toolkit.models import Kit, Material
from plon.toolkit.photos import obstacles_in
from plon.typeset.compiler import TypesetError
from plon.typeset.tools import table
from plon.typeset.tools.tool import MissingAnswer, Output, TextTooLong

# The typesetter lets other threads run meanwhile; two cores are the target.
AT_ONCE = 2
# Files that are made or wait to be packed at any moment: memory holds no more.
AHEAD = 4
LARGEST_KIT = 400 * 1024 * 1024
KEPT = datetime.timedelta(days=30)

Said = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """One file to be made."""

    tool: str
    language: str
    output: Output
    composed: Composed
    name: str


@dataclass
class Packing:
    """What lies in the ZIP so far, and what was left out."""

    contents: list[dict[str, Any]] = field(default_factory=list)
    messages: list[Said] = field(default_factory=list)
    photos: dict[int, tuple[Evidence, set[str]]] = field(default_factory=dict)
    size: int = 0


def run_kit(key: int) -> None:
    """Make a kit that is waiting; one that somebody else makes, or that was stopped, is left alone."""
    lengthy.run(Kit, key, _make, on_failed=tell_failed, language=_language_of)


def tell_failed(kit: Kit) -> None:
    """Note in the history that a kit could not be made."""
    record("kit.failed", by=None, subject=kit, project_id=kit.project_id)


def _language_of(kit: Kit) -> str:
    return kit.requested_by.language if kit.requested_by else settings.LANGUAGE_CODE


def _make(kit: Kit) -> None:
    packing = Packing()
    with tempfile.NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR, suffix=".zip") as packed:
        _pack(kit, packed, packing)
        packed.flush()
        if packing.contents:
            _keep(kit, packed, packing)
        else:
            lengthy.fail(Kit, kit.pk, on_failed=partial(_tell_what_was_missing, packing.messages))


def _tell_what_was_missing(messages: list[Said], kit: Kit) -> None:
    """Let the page of a kit without a single file say what stood against each."""
    kit.messages = messages
    kit.save(update_fields=["messages"])
    tell_failed(kit)


def _pack(kit: Kit, packed: IO[bytes], packing: Packing) -> None:
    facts = load_facts(kit.project)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive, ThreadPoolExecutor(AT_ONCE) as pool:
        waiting: deque[tuple[Piece, Future[bytes]]] = deque()
        try:
            for piece in _pieces(kit, facts, packing):
                waiting.append((piece, pool.submit(_made, piece)))
                if len(waiting) >= AHEAD:
                    _take(kit, archive, packing, *waiting.popleft())
            while waiting:
                _take(kit, archive, packing, *waiting.popleft())
        finally:
            for _piece, future in waiting:
                future.cancel()
        for language in kit.languages:
            if any(each["language"] == language for each in packing.contents):
                words = read_me(kit, facts, language, packing.contents, packing.messages)
                archive.writestr(f"{language}/README.txt", words)


def _pieces(kit: Kit, facts: Facts, packing: Packing) -> Iterator[Piece]:
    """Yield what is to be made, language by language, and note what is left out."""
    asked = {result.pk for result in kit.results.all()}
    results = tuple(result for result in facts.results.values() if result.pk in asked)
    set_up = _materials_of(kit)
    for language in kit.languages:
        written = tuple(result for result in results if title_text(result, language))
        if lacking := [str(result) for result in results if result not in written]:
            packing.messages.append({"code": "no_texts", "language": language, "results": lacking, "all": not written})
        if not written:
            _advance(kit, sum(len(table.tools()[key].outputs) for key in kit.tools))
            continue
        for number, key in enumerate(kit.tools):
            composed = _composed(kit, facts, _chosen(kit, facts, key, language, written, set_up), language)
            _note(packing, composed, key, language, is_first=number == 0)
            for output in table.tools()[key].outputs:
                name = file_name(kit.project, key, output, language, with_project=False)
                yield Piece(key, language, output, composed, f"{language}/{name}")


def _materials_of(kit: Kit) -> dict[tuple[str, frozenset[int]], Material]:
    """Return the tools that the team has set up itself, by what they are of: the kit says what they say."""
    materials = (
        Material.objects.filter(project=kit.project, tool__in=kit.tools, removed_at__isnull=True, origin="made")
        .select_related("photo")
        .prefetch_related("results", "photo__consents")
        .order_by("updated_at", "pk")
    )
    return {(each.tool, frozenset(result.pk for result in each.results.all())): each for each in materials}


def _chosen(
    kit: Kit,
    facts: Facts,
    tool: str,
    language: str,
    written: tuple[Any, ...],
    set_up: dict[tuple[str, frozenset[int]], Material],
) -> Chosen:
    material = set_up.get((tool, frozenset(result.pk for result in written)))
    if material is not None:
        return chosen_of(material, language, facts)
    return Chosen(tool, written, kit.group)


def _composed(kit: Kit, facts: Facts, chosen: Chosen, language: str) -> Composed:
    address = make_address(kit.project, chosen.results, chosen.tool, language, by=kit.requested_by)
    return compose(facts, chosen, language, address=address)


def _note(packing: Packing, composed: Composed, tool: str, language: str, *, is_first: bool) -> None:
    if is_first:
        packing.messages += [
            {"code": "missing", "language": language, "notice": notice} for notice in composed.content.notices.missing
        ]
    if composed.photo is not None:
        packing.photos.setdefault(composed.photo.pk, (composed.photo, set()))[1].add(tool)
    packing.messages += [
        {"code": "photo", "tool": tool, "language": language, "why": str(each)} for each in composed.photo_obstacles
    ]


def _made(piece: Piece) -> bytes:
    """Make one file; runs beside others and touches no database."""
    return table.tools()[piece.tool].make(piece.composed.content, piece.output.key)


def _take(kit: Kit, archive: zipfile.ZipFile, packing: Packing, piece: Piece, future: "Future[bytes]") -> None:
    """Wait for a file and pack it, or note why it is not there."""
    said: Said = {"tool": piece.tool, "language": piece.language, "output": piece.output.key}
    try:
        data = future.result()
    except TextTooLong as refusal:
        packing.messages += [
            {"code": "too_long", **said, "text": text_key(each.text), "characters": each.characters}
            for each in refusal.texts
        ]
    except MissingAnswer as refusal:
        packing.messages.append({"code": "answer", **said, "field": refusal.field})
    except (TypesetError, DomainError):
        log.exception("%s of project %s could not be set", piece.tool, kit.project.public_id)
        packing.messages.append({"code": "failed", **said})
    else:
        packing.size += len(data)
        if len(data) > LARGEST or packing.size > LARGEST_KIT:
            packing.messages.append({"code": "too_large", **said})
        else:
            archive.writestr(piece.name, data, _packed_as(piece.output))
            number = fingerprint(piece.composed)
            packing.contents.append({**said, "name": piece.name, "size": len(data), "fingerprint": number})
    _advance(kit, 1)


def _packed_as(output: Output) -> int:
    """Texts are worth packing; PDFs, pictures and office files are packed in themselves."""
    is_text = output.media_type.startswith("text/") or output.ending == "svg"
    return zipfile.ZIP_DEFLATED if is_text else zipfile.ZIP_STORED


def _advance(kit: Kit, count: int) -> None:
    kit.done += count
    lengthy.advance(kit, kit.done, kit.total)


def _keep(kit: Kit, packed: IO[bytes], packing: Packing) -> None:
    """Keep the ZIP and finish the row; it goes if that can't be."""
    digest, size = storing.sha256_of(packed), packed.seek(0, 2)
    name = f"{slugify(fold(str(kit.project)))[:40] or 'kit'}-{timezone.localdate().isoformat()}.zip"
    path = storing.keep_made(packed, f"toolkit/{kit.project.public_id}/kits", name, digest)
    try:
        with transaction.atomic():
            one_at_a_time(kit.project_id)
            if _has_lost_photo(packing):
                _withhold(kit, path)
                return
            done = lengthy.finish(
                kit, name=name, path=path, sha256=digest, size=size, contents=packing.contents,
                messages=packing.messages, fingerprint=_fingerprint(packing), expires_at=timezone.now() + KEPT,
            )  # fmt: skip
            done.photos.set([photo for photo, _tools in packing.photos.values()])
            record("kit.made", by=done.requested_by, subject=done, project_id=done.project_id)
    except BaseException:
        storing.forget([path])
        raise


def _has_lost_photo(packing: Packing) -> bool:
    """Tell whether a photo may not be shown any more that could be when the kit was begun."""
    return any(
        obstacles_in(Evidence.objects.get(pk=photo.pk), tool)
        for photo, tools in packing.photos.values()
        for tool in tools
    )


def _withhold(kit: Kit, path: str) -> None:
    """Stop a kit in which a consent was withdrawn meanwhile, and say why."""
    if lengthy.cancel(kit):
        Kit.objects.filter(pk=kit.pk).update(withheld_at=timezone.now())
        record("kit.withheld", by=None, subject=kit, project_id=kit.project_id)
    transaction.on_commit(partial(storing.forget, [path]))


def _fingerprint(packing: Packing) -> str:
    return hashlib.sha256("".join(each["fingerprint"] for each in packing.contents).encode()).hexdigest()
