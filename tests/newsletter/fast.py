"""A mail server that takes everything at once and counts whom it got letters for; it can kill who sends."""

from collections import Counter
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

counted: Counter[str] = Counter()
# After how many letters the sender dies.
dies_at: list[int] = []


class Killed(BaseException):
    """What no sender survives."""


class Counting(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for letter in email_messages:
            # As a real one: the letter becomes bytes.
            letter.message().as_bytes()
            counted.update(letter.to)
            if dies_at and counted.total() >= dies_at[0]:
                dies_at.pop(0)
                raise Killed
        return len(email_messages)
