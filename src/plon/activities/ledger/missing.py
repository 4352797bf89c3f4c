"""What is missing, so that somebody can do something about it: rows of the ledger and acts without evidence."""

from dataclasses import dataclass

from plon.activities.enums import PromiseState
from plon.activities.ledger.entries import Ledger, Row
from plon.activities.ledger.facts import Act


@dataclass(frozen=True, slots=True)
class Missing:
    """Four lists of work: nothing stands in two of the first three."""

    overdue: tuple[Row, ...]
    unproven: tuple[Row, ...]
    unexplained: tuple[Row, ...]
    acts: tuple[Act, ...]

    def __len__(self) -> int:
        return len(self.overdue) + len(self.unproven) + len(self.unexplained) + len(self.acts)


def missing_in(ledger: Ledger) -> Missing:
    """Return what is overdue, what is kept without proof, what left the plan or changed unsaid, acts without evidence.

    An act is named by itself only if no row asks for its proof already, so that one piece of work stands once.
    """
    overdue = tuple(row for row in ledger.rows if row.state in {PromiseState.LATE, PromiseState.MISSING})
    unproven = tuple(row for row in ledger.rows if row.state == PromiseState.KEPT)
    told = {row.key for row in (*overdue, *unproven)}
    unexplained = tuple(
        row for row in ledger.rows
        if row.key not in told and not row.reasons and (row.now is None or row.has_changed)
        and row.state != PromiseState.PROVEN
    )  # fmt: skip
    asked = {act.id for row in unproven for act in row.acts}
    acts = tuple(act for act in ledger.facts.done if not act.shown and act.id not in asked)
    return Missing(overdue, unproven, unexplained, acts)
