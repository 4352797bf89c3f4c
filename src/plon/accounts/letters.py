"""Letters to people with an account."""

from collections.abc import Callable

from django.utils import timezone

from plon.accounts.models import User
from plon.agency.letters import Words
from plon.agency.posting import post_words_on_commit


def post_words_to(person: User, words: Callable[[], Words]) -> None:
    """Send somebody a letter that no officer words, once the change it tells of is safe.

    Args:
        person: who reads it.
        words: gives subject and body; called at once, in their language and time zone.
    """

    def told() -> Words:
        with timezone.override(person.time_zone):
            return words()

    post_words_on_commit(person.email, person.language, told)
