"""Issued reports in the team's words: each proof by name, what changed since the one before, what was opened."""

from dataclasses import dataclass

from plon.verification.comparing import Changed, Difference
from plon.verification.enums import TONES, Standing, Visit
from plon.verification.models import AuditRoom, IssuedReport, RoomVisit
from plon.verification.standing import ProofNow
from plon.verification.verifying import Verdict

SHOWN_VISITS = 500


@dataclass(frozen=True, slots=True)
class Row:
    """One proof; `title` names a confidential one to those alone who may see it."""

    key: str
    title: str
    kind: str
    proves: str
    standing: Standing
    tone: str
    sha256: str


def rows_of(verdict: Verdict, *, sees_confidential: bool) -> list[Row]:
    """Return the proofs of a report, those that broke first."""
    rows = [
        Row(
            each.proof.key, _title(each, sees_confidential=sees_confidential), each.proof.kind,
            "; ".join(map(str, each.proof.proves)), each.standing, TONES.get(each.standing, ""), each.proof.sha256,
        )
        for each in verdict.proofs
    ]  # fmt: skip
    order = list(TONES)[1:]
    return sorted(rows, key=lambda row: order.index(row.standing) if row.standing in order else len(order))


def _title(now: ProofNow, *, sees_confidential: bool) -> str:
    if sees_confidential and now.proof.is_confidential and now.evidence:
        return str(now.evidence)
    return now.proof.title


def difference_of(issued: IssuedReport) -> Difference | None:
    """Return what a report says otherwise than the one it supersedes; None if it supersedes none."""
    if not issued.changes:
        return None
    kept = dict(issued.changes)
    figures = tuple(Changed(**each) for each in kept.pop("figures", ()))
    return Difference(figures=figures, **{name: tuple(values) for name, values in kept.items()})


@dataclass(frozen=True, slots=True)
class ShownVisit:
    visit: RoomVisit
    what: str
    about: str


def visits_of(room: AuditRoom) -> list[ShownVisit]:
    """Return what was opened in a room, the newest first; in 2 queries."""
    titles = dict(room.issued.proofs.values_list("key", "title"))
    return [
        ShownVisit(visit, visit.get_what_display(), titles.get(visit.about, "") if visit.what == Visit.PROOF else "")
        for visit in room.visits.all()[:SHOWN_VISITS]
    ]
