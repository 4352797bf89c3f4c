"""A letter is written down in the transaction of what it tells of; then it goes, at once or by the clock."""

from django.db import transaction

from plon.events.enums import About
from plon.events.models import EventLetter, Registration


def owe(registration: Registration, about: About, *, number: int = 0, at_once: bool = False) -> bool:
    """Write a letter down; False if it was owed before.

    `number` tells letters about the same thing apart. With `at_once` it is sent when the transaction is safe; letters
    to many wait for the clock, so that nobody waits for the mail server in front of a page.
    """
    letter, is_new = EventLetter.objects.get_or_create(registration=registration, about=about, number=number)
    if at_once and is_new:

        def send() -> None:  # not a partial: Django logs the failure of a robust callback by its qualified name
            from plon.events.letters.sending import send_one  # composing knows the actions' secrets, not the reverse

            send_one(letter.pk)

        transaction.on_commit(send, robust=True)
    return is_new


def forget(letter: EventLetter) -> None:
    """Let a letter go that has nothing to say any more, so that it can be owed anew when it has."""
    letter.delete()
