"""What an auditor may open in a room, and why something stays shut: pure decisions over loaded rows."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plon.activities.ledger.presenting import number_words
from plon.evidence.consents.validity import ConsentState, state_of
from plon.evidence.enums import EvidenceKind, PeopleShown
from plon.evidence.models import Evidence
from plon.verification.enums import Standing
from plon.verification.models import AuditRoom
from plon.verification.standing import ProofNow

_SHUT: dict[Standing, Promise] = {
    Standing.REMOVED: _("The team has put it into the bin."),
    Standing.DESTROYED: _("The team has destroyed it."),
    Standing.ERASED: _("It was erased when its years of keeping were over, or its names by their date."),
    Standing.MISSING: _("Its bytes are not there any more."),
}


@dataclass(frozen=True, slots=True)
class ShownProof:
    """A proof as the room shows it.

    Attributes:
        now: as reported, and how it stands.
        title: of a confidential one only where the room may show those.
        shut: why it can't be opened; "" if it can.
        marks: what to know before it is opened: that people can be recognised in it.
        words: its figure or its address, where it is one; "" while it is shut.
    """

    now: ProofNow
    title: str
    shut: Promise | str
    marks: tuple[Promise, ...]
    words: str = ""

    @property
    def can_be_opened(self) -> bool:
        return not self.shut and bool(self.now.evidence and (self.now.evidence.path or self.now.evidence.url))


def shown_in(room: AuditRoom, proofs: Iterable[ProofNow], today: datetime.date) -> list[ShownProof]:
    """Return how a room shows proofs; in 1 query."""
    proofs = list(proofs)
    pieces = [each.evidence for each in proofs if each.evidence is not None]
    prefetch_related_objects(pieces, "consents")
    return [_shown(room, each, today) for each in proofs]


def _shown(room: AuditRoom, now: ProofNow, today: datetime.date) -> ShownProof:
    piece = now.evidence
    shut: Promise | str = _SHUT.get(now.standing, "")
    title = now.proof.title
    if piece is not None:
        shut = shut or _reason(room, now, piece, today)
        if now.proof.is_confidential and room.shows_confidential:
            title = str(piece)
    return ShownProof(now, title, shut, _marks(piece, now), "" if shut else _words(piece))


def _reason(room: AuditRoom, now: ProofNow, piece: Evidence, today: datetime.date) -> Promise | str:
    if (piece.is_confidential or now.proof.is_confidential) and not room.shows_confidential:
        return _("Confidential: the coordinator shows it on request.")
    if any(state_of(consent, today) == ConsentState.WITHDRAWN for consent in piece.consents.all()):
        return _("Somebody in it took their consent back. Ask the coordinator.")
    return ""


def _marks(piece: Evidence | None, now: ProofNow) -> tuple[Promise, ...]:
    if piece is None:
        return ()
    marks: list[Promise] = []
    if piece.is_confidential or now.proof.is_confidential:
        marks.append(_("names and signatures"))
    if piece.kind == EvidenceKind.PHOTO and piece.people_shown in {PeopleShown.RECOGNISABLE, PeopleShown.UNKNOWN}:
        marks.append(_("people may be recognised"))
    return tuple(marks)


def _words(piece: Evidence | None) -> str:
    if piece is None:
        return ""
    if piece.kind == EvidenceKind.FIGURE:
        return f"{number_words(piece.value)} {piece.unit}".strip()
    return piece.url if piece.kind == EvidenceKind.LINK else ""
