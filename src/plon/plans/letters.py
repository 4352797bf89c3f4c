"""Letters about a plan, in the language of the one who reads them."""

from collections.abc import Sequence

from plon.accounts.letters import post_words_to
from plon.accounts.models import User
from plon.agency.letters import words_of
from plon.plans.models import Mention


def post_mentions(person: User, mentions: Sequence[Mention]) -> None:
    """Send one letter with all comments that name a person."""
    context = {"person": person, "mentions": mentions}
    post_words_to(person, lambda: words_of("plans/letters/mentions.txt", context))
