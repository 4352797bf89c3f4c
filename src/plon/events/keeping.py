"""How long names and addresses of events are kept, unless the office says otherwise for an event."""

from django.utils.translation import gettext_lazy as _

from plon.agency.retention import days_of, register_period

NAMES = "events.names"


def register_periods() -> None:
    register_period(
        NAMES, 10, _("Names and addresses of who registered for an event, after the event"), days=90, bounds=(14, 730),
        source=_(
            "No law names a number: data is kept no longer than its purpose needs (GDPR, art. 5(1)(e)). Two weeks are "
            "needed for certificates; two years for an audit of the training."
        ),
        help=_("Each event can have another day."),
    )  # fmt: skip


def keep_days() -> int:
    """Return after how many days an event forgets who registered."""
    return days_of(NAMES)
