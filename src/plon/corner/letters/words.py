"""Days and names in the words of letters (in the language that is active)."""

import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def say_due(due: datetime.date, today: datetime.date) -> str:
    """Return e.g. "due on 29 March 2026, in 3 days"."""
    days = (due - today).days
    day = {"day": date_format(due)}
    if days == 0:
        return _("due today, %(day)s") % day
    if days > 0:
        return ngettext("due on %(day)s, in %(n)s day", "due on %(day)s, in %(n)s days", days) % {**day, "n": days}
    days = -days
    return ngettext("was due on %(day)s, %(n)s day ago", "was due on %(day)s, %(n)s days ago", days) % {
        **day,
        "n": days,
    }


def joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
