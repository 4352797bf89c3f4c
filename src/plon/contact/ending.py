"""The end of a message, for who closes it and for the letter that closes it."""

import datetime

from django.utils import timezone

from plon.accounts.models import User
from plon.contact.enums import State
from plon.contact.models import Message
from plon.history.record import record


def end_message(message: Message, state: State, event: str, *, by: User | None, days: int) -> Message:
    """End a message that its transaction holds; what stands in it is erased after so many days."""
    message.state, message.closed_at = state, timezone.now()
    message.erase_on = timezone.localdate() + datetime.timedelta(days=days)
    message.save(update_fields=["state", "closed_at", "erase_on"])
    record(event, by=by, subject=message)
    return message
