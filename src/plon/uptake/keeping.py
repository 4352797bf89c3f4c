"""How long addresses of those who told of a use or asked a question are kept."""

from django.utils.translation import gettext_lazy as _

from plon.agency.retention import days_of, register_period

DECLARERS, ASKERS = "uptake.declarers", "uptake.askers"
_REASON = _("No law names a number: data is kept no longer than its purpose needs (GDPR, art. 5(1)(e)).")


def register_periods() -> None:
    register_period(
        DECLARERS, 20, _("Addresses of who told that they use a result, so that they can change or take it back"),
        days=730, bounds=(90, 1095), source=_REASON,
    )  # fmt: skip
    register_period(
        ASKERS, 30, _("Addresses of who asked a team a question, so that the answer reaches them"),
        days=180, bounds=(30, 730), source=_REASON,
    )  # fmt: skip


def declarer_days() -> int:
    return days_of(DECLARERS)


def asker_days() -> int:
    return days_of(ASKERS)
