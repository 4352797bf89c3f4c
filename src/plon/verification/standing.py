"""Whether a reported proof is still what it was: first what the rows and the history say, then its bytes."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from plon.evidence.models import Evidence
from plon.fixity.enums import FileState, Place
from plon.fixity.models import StoredFile
from plon.fixity.reading import NotRead, read_back
from plon.history.models import Event
from plon.history.record import snapshot
from plon.verification.enums import Standing
from plon.verification.models import IssuedProof

_READ = {
    FileState.DAMAGED: Standing.ALTERED, FileState.MISSING: Standing.MISSING, FileState.UNREADABLE: Standing.UNREADABLE,
}  # fmt: skip
# What a proof without bytes says: there is no hash to compare, so the history tells what it was.
_SAYING = ("url", "value", "unit")


@dataclass(frozen=True, slots=True)
class Past:
    """What the history says of reported proofs.

    Attributes:
        destroyed: keys of those that somebody destroyed from the bin.
        rewritten: numbers (of `IssuedProof`) of links and figures that say something else than when they were issued.
    """

    destroyed: frozenset[str]
    rewritten: frozenset[int]


@dataclass(frozen=True, slots=True)
class ProofNow:
    """A reported proof and how it stands at this moment.

    Attributes:
        proof: as reported.
        standing: what holds now: what the rows say, else the newer reading of this room and of the watch of files.
        evidence: the piece itself; None if it is gone.
    """

    proof: IssuedProof
    standing: Standing
    evidence: Evidence | None


def proofs_now(proofs: Iterable[IssuedProof]) -> list[ProofNow]:
    """Return how proofs (loaded with their evidence) stand, without reading a byte; in 3 queries."""
    proofs = list(proofs)
    readings = _readings(proofs)
    past = past_of(proofs)
    return [ProofNow(proof, _now(proof, readings, past), proof.evidence) for proof in proofs]


def _now(proof: IssuedProof, readings: Mapping[str, StoredFile], past: Past) -> Standing:
    said = said_by_rows(proof, past)
    if said is not None:
        return said
    reading = readings.get(proof.evidence.path) if proof.evidence else None
    is_newer = reading and reading.checked_at and (proof.checked_at is None or reading.checked_at > proof.checked_at)
    if reading and is_newer:
        if reading.state in _READ:
            return _READ[FileState(reading.state)]
        if reading.state == FileState.SOUND:
            return Standing.WHOLE if reading.sha256 == proof.sha256 else Standing.ALTERED
    return Standing(proof.standing)


def said_by_rows(proof: IssuedProof, past: Past) -> Standing | None:
    """Return how a proof stands if that is known without its bytes; None if they have to be read.

    Args:
        proof: loaded with its evidence.
        past: see `past_of`.
    """
    piece = proof.evidence
    if piece is None:
        return Standing.DESTROYED if proof.key in past.destroyed or not proof.sha256 else Standing.MISSING
    if piece.removed_at is not None:
        return Standing.REMOVED
    if not proof.sha256:
        return Standing.ALTERED if proof.pk in past.rewritten else Standing.NOTHING
    # Names that went by their date leave another file with another hash; bytes that went leave none.
    if piece.erased_at is not None and (not piece.path or piece.sha256 != proof.sha256):
        return Standing.ERASED
    if piece.sha256 != proof.sha256:
        return Standing.ALTERED
    return None if piece.path else Standing.MISSING


def read_standing(proof: IssuedProof, past: Past) -> Standing:
    """Return how a proof stands, having read its bytes where it has any."""
    said = said_by_rows(proof, past)
    piece = proof.evidence
    if piece is None or not proof.sha256 or not piece.path or said in {Standing.ERASED, Standing.ALTERED}:
        return said or Standing.MISSING
    try:
        read = read_back(Place.PRIVATE, piece.path)
    except NotRead as failure:
        return _READ[failure.state]
    if read.sha256 != proof.sha256:
        return Standing.ALTERED
    return said or Standing.WHOLE


def _readings(proofs: Iterable[IssuedProof]) -> Mapping[str, StoredFile]:
    paths = [proof.evidence.path for proof in proofs if proof.evidence and proof.evidence.path]
    found = StoredFile.objects.filter(place=Place.PRIVATE, path__in=paths)
    return {file.path: file for file in found}


def past_of(proofs: Iterable[IssuedProof]) -> Past:
    """Return what the history says of proofs, loaded with their evidence and their report; in 2 queries at most."""
    proofs = list(proofs)
    return Past(frozenset(_destroyed(proofs)), frozenset(_rewritten(proofs)))


def _destroyed(proofs: Iterable[IssuedProof]) -> Iterator[str]:
    """Yield the keys of proofs without evidence that a person destroyed."""
    gone = [proof for proof in proofs if proof.evidence is None and proof.evidence_number]
    by_number = {proof.evidence_number: proof.key for proof in gone}
    if by_number:
        told = _told("evidence.destroyed", by_number)
        yield from (by_number[number] for number in told.values_list("subject_id", flat=True))


def _rewritten(proofs: Iterable[IssuedProof]) -> Iterator[int]:
    """Yield the numbers of proofs without bytes whose address or figure is another than when they were issued."""
    saying = {proof.pk: (proof, proof.evidence) for proof in proofs if proof.evidence and not proof.sha256}
    if not saying:
        return
    changes: dict[int, list[Event]] = {}
    for event in _told("evidence.changed", [piece.pk for _proof, piece in saying.values()]).order_by("at", "pk"):
        changes.setdefault(event.subject_id, []).append(event)
    for number, (proof, piece) in saying.items():
        if _is_rewritten(piece, proof.issued.ended_at, changes.get(piece.pk, ())):
            yield number


def _is_rewritten(piece: Evidence, issued_at: datetime.datetime | None, changes: Iterable[Event]) -> bool:
    """Tell whether a piece says something else than when it was issued; what was set back is as reported.

    Args:
        piece: a link or a figure.
        issued_at: when the report was finished.
        changes: of the piece, in their order. The first one of a field after the issue tells what was reported.
    """
    reported: dict[str, object] = {}
    for event in changes:
        if issued_at and event.at > issued_at:
            reported = {name: event.changes[name][0] for name in _SAYING if name in event.changes} | reported
    return reported != snapshot(piece, reported)


def _told(kind: str, numbers: Iterable[int | None]) -> QuerySet[Event]:
    return Event.objects.filter(kind=kind, subject_type=Evidence._meta.label_lower, subject_id__in=list(numbers))
