"""What the room tells the rest of the house when it is ready."""

from plon.activities.ledger.measured import register_measured
from plon.evaluation.sources.latest import measured_for_ledger


def register_evaluation() -> None:
    """Register where the ledger reads what was measured."""
    register_measured(measured_for_ledger)
