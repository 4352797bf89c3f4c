"""The use cases: what the office does with events, what people do with their registration, what the clock does."""

from plon.events.actions.attending import send_after, tick_attendance
from plon.events.actions.erasing import erase_due
from plon.events.actions.events import add_event, cancel_event, change_event, copy_event, publish_event
from plon.events.actions.registering import (
    cancel,
    change_registration,
    choose_letters,
    confirm,
    register,
    send_again,
)
from plon.events.actions.reminding import remind
from plon.events.actions.reporting import write_report
from plon.events.actions.surveying import ask_again, choose_round, drop_survey, make_survey

__all__ = [
    "add_event", "ask_again", "cancel", "cancel_event", "change_event", "change_registration", "choose_letters",
    "choose_round", "confirm", "copy_event", "drop_survey", "erase_due", "make_survey", "publish_event", "register",
    "remind", "send_after", "send_again", "tick_attendance", "write_report",
]  # fmt: skip
