"""What can be done to reports: one use case each."""

from plon.reports.beneficiary.actions.assessing import Said, assess, remind_partner
from plon.reports.beneficiary.actions.reports import change_report, move_report, remove_report, start_report
from plon.reports.beneficiary.actions.texts import keep_text, put_back, take_draft, write_text

__all__ = [
    "Said",
    "assess",
    "change_report",
    "keep_text",
    "move_report",
    "put_back",
    "remind_partner",
    "remove_report",
    "start_report",
    "take_draft",
    "write_text",
]
