"""The use cases: telling and confirming, looking after what was told, talking, erasing."""

from plon.uptake.actions.erasing import erase_due, forget
from plon.uptake.actions.keeping import accept_policy, add_policy, hide, restore
from plon.uptake.actions.talking import ask_again, close, reply
from plon.uptake.actions.telling import change_use, choose_asking, choose_news, confirm, send_again, tell, withdraw

__all__ = [
    "accept_policy", "add_policy", "ask_again", "change_use", "choose_asking", "choose_news", "close", "confirm",
    "erase_due", "forget", "hide", "reply", "restore", "send_again", "tell", "withdraw",
]  # fmt: skip
