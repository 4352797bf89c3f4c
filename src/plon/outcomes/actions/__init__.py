"""The use cases: taking up who agreed, answering, taking it back, looking after the answers, turning letters on."""

from plon.outcomes.actions.agreeing import erase_due, take_up_agreements
from plon.outcomes.actions.answering import answer, withdraw
from plon.outcomes.actions.keeping import hide, restore
from plon.outcomes.actions.turning import turn_off, turn_on, write_text

__all__ = [
    "answer", "erase_due", "hide", "restore", "take_up_agreements", "turn_off", "turn_on", "withdraw", "write_text",
]  # fmt: skip
