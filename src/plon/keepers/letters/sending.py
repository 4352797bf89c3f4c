"""Letters to the mail server, by the corner's way: at once, or by the clock as soon as it is back; each once."""

import datetime
from collections.abc import Collection, Iterator

from django.db import transaction
from django.utils import timezone

from plon.corner.letters.claims import told_to
from plon.corner.letters.letter import Letter
from plon.corner.letters.sending import deliver_all
from plon.keepers.letters.composing import letters_of
from plon.keepers.letters.occasions import TRIED_FOR, Occasion, occasions_at, retirements_at
from plon.keepers.models import Keeping
from plon.plans.models import UsePlan

EVERY = datetime.timedelta(minutes=15)


def letters_due(now: datetime.datetime) -> Iterator[Letter]:
    """Compose every letter that is to go at `now` and did not go."""
    return letters_of(_untold([*occasions_at(now), *retirements_at(now)], now))


def _untold(occasions: list[Occasion], now: datetime.datetime) -> Iterator[Occasion]:
    told = told_to({one.result.project_id for one in occasions}, since=now - 2 * TRIED_FOR)
    return (one for one in occasions if (one.result.project_id, one.reader.email, one.about) not in told)


def send_letters() -> None:
    """Send what is due."""
    deliver_all(letters_due(timezone.now()))


def send_on_commit(keepings: Collection[Keeping]) -> None:
    """Send what these changes ask for once they are safe; a mail server that is away spoils nothing."""
    keys = [keeping.pk for keeping in keepings]

    def send() -> None:  # not a partial: Django logs the failure of a robust callback by its qualified name
        now = timezone.now()
        deliver_all(letters_of(_untold(occasions_at(now, keys), now)))

    if keys:
        transaction.on_commit(send, robust=True)


def send_retired_on_commit(plan: UsePlan) -> None:
    """Tell that a result ended on purpose once that is safe."""
    keys = [plan.pk]

    def send() -> None:
        now = timezone.now()
        deliver_all(letters_of(_untold(retirements_at(now, keys), now)))

    transaction.on_commit(send, robust=True)
