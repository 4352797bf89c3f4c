"""Whether a reported proof is still what it was: first what the rows say, then its bytes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from plon.evidence.models import Evidence
from plon.fixity.enums import FileState, Place
from plon.fixity.models import StoredFile
from plon.fixity.reading import NotRead, read_back
from plon.history.models import Event
from plon.verification.enums import Standing
from plon.verification.models import IssuedProof

_READ = {
    FileState.DAMAGED: Standing.ALTERED, FileState.MISSING: Standing.MISSING, FileState.UNREADABLE: Standing.UNREADABLE,
}  # fmt: skip


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
    """Return how proofs (loaded with their evidence) stand, without reading a byte; in 2 queries."""
    proofs = list(proofs)
    readings = _readings(proofs)
    destroyed = _destroyed(proofs)
    return [ProofNow(proof, _now(proof, readings, destroyed), proof.evidence) for proof in proofs]


def _now(proof: IssuedProof, readings: Mapping[str, StoredFile], destroyed: set[str]) -> Standing:
    said = said_by_rows(proof, destroyed)
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


def said_by_rows(proof: IssuedProof, destroyed: set[str]) -> Standing | None:
    """Return how a proof stands if that is known without its bytes; None if they have to be read.

    Args:
        proof: loaded with its evidence.
        destroyed: keys that somebody destroyed from the bin.
    """
    piece = proof.evidence
    if piece is None:
        return Standing.DESTROYED if proof.key in destroyed or not proof.sha256 else Standing.MISSING
    if piece.removed_at is not None:
        return Standing.REMOVED
    if not proof.sha256:
        return Standing.NOTHING
    # Names that went by their date leave another file with another hash; bytes that went leave none.
    if piece.erased_at is not None and (not piece.path or piece.sha256 != proof.sha256):
        return Standing.ERASED
    if piece.sha256 != proof.sha256:
        return Standing.ALTERED
    return None if piece.path else Standing.MISSING


def read_standing(proof: IssuedProof, destroyed: set[str]) -> Standing:
    """Return how a proof stands, having read its bytes where it has any."""
    said = said_by_rows(proof, destroyed)
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


def _destroyed(proofs: list[IssuedProof]) -> set[str]:
    """Return the keys of those that somebody destroyed from the bin: the history says so."""
    return destroyed_among([proof for proof in proofs if proof.evidence is None])


def destroyed_among(gone: Iterable[IssuedProof]) -> set[str]:
    """Return which of proofs without evidence a person destroyed; in 1 query, none if there are none."""
    by_number = {proof.evidence_number: proof.key for proof in gone if proof.evidence_number}
    if not by_number:
        return set()
    label = Evidence._meta.label_lower
    told = Event.objects.filter(kind="evidence.destroyed", subject_type=label, subject_id__in=list(by_number))
    return {by_number[number] for number in told.values_list("subject_id", flat=True) if number is not None}
