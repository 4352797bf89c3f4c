"""How long messages to the agency are kept after they are closed."""

from django.utils.translation import gettext_lazy as _

from plon.agency.retention import days_of, register_period

MESSAGES = "contact.messages"
# The longest half of a year, July to December, has 184 days; one more for the hours of the last.
LEAST = 185


def register_periods() -> None:
    register_period(
        MESSAGES, 40, _("Messages to the agency, after they are dealt with"), days=LEAST, bounds=(LEAST, 1095),
        source=_(
            "Somebody may complain against a decision for at least six months (Digital Services Act, art. 20(1)), so "
            "half a year is the least."
        ),
    )  # fmt: skip


def message_days() -> int:
    """Return after how many days the words, name and address of a closed message are erased."""
    return days_of(MESSAGES)
