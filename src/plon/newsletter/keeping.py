"""How long it is kept who got which number, and addresses of mailboxes that are gone."""

from django.utils.translation import gettext_lazy as _

from plon.agency.retention import days_of, register_period

LETTERS, DEAD = "newsletter.letters", "newsletter.dead"
# What nobody confirms is erased after so many days. Letters and pages say so: no setting.
UNCONFIRMED_DAYS = 7


def register_periods() -> None:
    register_period(
        LETTERS, 50, _("Who got which number of the newsletter, after it went"), days=30, bounds=(7, 90),
        source=_(
            "No law names a number: data is kept no longer than its purpose needs (GDPR, art. 5(1)(e)). A week is "
            "needed while somebody may ask where their letter is."
        ),
        help=_("What was interrupted or paused for so long is ended; letters that have not gone never go."),
    )  # fmt: skip
    register_period(
        DEAD, 60, _("Addresses that get the newsletter, after a mail server said that the mailbox is gone"), days=90,
        bounds=(30, 365),
        source=_(
            "No law names a number (GDPR, art. 5(1)(e)). A month is needed while a mail server may be wrong about a "
            "mailbox."
        ),
    )  # fmt: skip


def letter_days() -> int:
    """Return after how many days it is forgotten who got which number; only counts stay."""
    return days_of(LETTERS)


def dead_days() -> int:
    """Return after how many days an address is erased whose mailbox is gone."""
    return days_of(DEAD)
