"""The use cases: what people do with their subscription, what the office does with numbers, what the clock does."""

from plon.newsletter.actions.erasing import erase_due, erase_for_somebody
from plon.newsletter.actions.going import (
    continue_sending,
    pause_sending,
    request_sending,
    send_test,
    stop_sending,
)
from plon.newsletter.actions.issues import add_issue, change_issue, delete_issue, hide_issue, show_issue
from plon.newsletter.actions.items import add_items, change_item, move_item, remove_item
from plon.newsletter.actions.subscribing import ask, change_subscription, confirm, decline, leave

__all__ = [
    "add_issue", "add_items", "ask", "change_issue", "change_item", "change_subscription", "confirm",
    "continue_sending", "decline", "delete_issue", "erase_due", "erase_for_somebody", "hide_issue", "leave",
    "move_item", "pause_sending", "remove_item", "request_sending", "send_test", "show_issue", "stop_sending",
]  # fmt: skip
