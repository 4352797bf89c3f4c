"""Numbers and their sending as the office's pages show them."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plon.newsletter.enums import OWED, DeliveryState
from plon.newsletter.keeping import letter_days
from plon.newsletter.models import Issue, Sending
from plon.newsletter.queries import tally_of
from plon.programme.places import language_name


@dataclass(frozen=True, slots=True)
class ShownSending:
    """How far a sending is.

    Attributes:
        ends: (what became of letters, how many), without what is empty.
        share: of 100, how much has its end.
        waits_until: when it is ended by its date, if it is held and nobody continues it.
    """

    sending: Sending
    ends: tuple[tuple[str, int], ...]
    total: int
    sent: int
    unsure: int
    owed: int
    share: int
    waits_until: datetime.datetime | None


def languages_of(codes: Iterable[str]) -> list[str]:
    """Return what languages are called in the language of who reads."""
    return [language_name(code, get_language() or "en") for code in codes]


def sending_of(issue: Issue) -> Sending | None:
    """Return a number's sending, which came along with it; None for a draft."""
    return issue.sending if hasattr(issue, "sending") else None


def shown_sending(sending: Sending) -> ShownSending:
    """Count what became of the letters; 1 query."""
    counted = tally_of(sending)
    total, owed = sum(counted.values()), sum(counted.get(state, 0) for state in OWED)
    return ShownSending(
        sending,
        tuple((str(state.label), counted[state]) for state in DeliveryState if counted.get(state)),
        total, counted.get(DeliveryState.SENT, 0), counted.get(DeliveryState.UNSURE, 0), owed,
        (total - owed) * 100 // total if total else 0, _waits_until(sending),
    )  # fmt: skip


def _waits_until(sending: Sending) -> datetime.datetime | None:
    if sending.ended_at is None or not sending.can_go_on:
        return None
    return sending.ended_at + datetime.timedelta(days=letter_days())


def state_words(issue: Issue) -> str:
    """Say in a word or two where a number stands."""
    sending = sending_of(issue)
    if sending is None:
        return _("draft number")
    if sending.is_scheduled:
        return _("set to go")
    if sending.can_go_on:
        return _("paused") if sending.is_paused else _("interrupted")
    if not sending.is_over:
        return _("going out")
    return _("hidden from the web") if issue.hidden_at else _("gone out")
