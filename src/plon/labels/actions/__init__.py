"""What can be done with labels; one module per concern."""

from plon.labels.actions.deciding import decide_label, withdraw_label
from plon.labels.actions.nominating import (
    delete_list,
    make_list,
    move_nomination,
    nominate,
    note_nomination,
    remove_nomination,
)
from plon.labels.actions.proposing import Judgement, give_opinion, propose_label

__all__ = [
    "Judgement", "decide_label", "delete_list", "give_opinion", "make_list", "move_nomination", "nominate",
    "note_nomination", "propose_label", "remove_nomination", "withdraw_label",
]  # fmt: skip
