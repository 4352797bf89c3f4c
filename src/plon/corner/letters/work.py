"""All letters that are due, as regular work."""

import datetime
from collections.abc import Iterator
from itertools import chain

from django.utils import timezone

from plon.corner.letters.digest import digests
from plon.corner.letters.invitation import waiting_links
from plon.corner.letters.letter import Letter
from plon.corner.letters.readers import load_addressees
from plon.corner.letters.reminders import reminders
from plon.corner.letters.sending import deliver_all

EVERY = datetime.timedelta(minutes=15)


def letters_due(now: datetime.datetime) -> Iterator[Letter]:
    """Compose everything that is to go at `now`."""
    addressees = load_addressees()
    return chain(waiting_links(now), reminders(now, addressees), digests(now, addressees))


def send_letters() -> None:
    """Send what is due."""
    deliver_all(letters_due(timezone.now()))
