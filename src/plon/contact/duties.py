"""By when the office owes an answer, and why: terms of law where there are any, else the house's own promise."""

import datetime
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plon.contact.enums import Category


@dataclass(frozen=True, slots=True)
class Duty:
    """What is owed.

    Attributes:
        days: until the answer, counted from the day after the message came.
        law: what the person is told of their right; "" where only the house promises.
    """

    days: int
    law: Promise | str = ""


# Half of the month that Polish offices have for complaints and motions (Code of administrative procedure, art. 237).
PROMISED = Duty(14)
DUTIES: dict[str, Duty] = {
    # Digital Services Act, art. 16(6): "timely, diligent, non-arbitrary"; it names no number, the week is ours.
    Category.UNLAWFUL: Duty(
        7,
        _(
            "You get a receipt at once, and then our decision with its reasons and with what you can do against it "
            "(Digital Services Act, article 16)."
        ),
    ),
    # Act of 4 April 2019 on the digital accessibility of websites of public entities, art. 18(4): seven days; who
    # can't hold them says so within them, and then has two months from the request.
    Category.ACCESSIBILITY: Duty(
        7,
        _(
            "If you leave an e-mail, you get an answer within 7 days; if we need longer, we say so by then, and why "
            "(Polish act on digital accessibility, article 18)."
        ),
    ),
    # GDPR, art. 12(3): one month. The shortest month has 28 days.
    Category.DATA: Duty(28, _("You get an answer within a month (GDPR, article 12).")),
}


def duty_of(category: str) -> Duty:
    """Return what is owed to somebody who writes about this."""
    return DUTIES.get(category, PROMISED)


def due_on(category: str, came_on: datetime.date) -> datetime.date:
    """Return the last day on which an answer is in time."""
    return came_on + datetime.timedelta(days=duty_of(category).days)
