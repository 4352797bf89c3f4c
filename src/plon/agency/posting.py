"""Send letters in the agency's words."""

from collections.abc import Callable, Mapping

from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import override

from plon.agency.letters import letter_of, spoken


def post_on_commit(key: str, address: str, language: str, values: Callable[[], Mapping[str, object]]) -> None:
    """Send a registered letter once the change it tells of is safe; a mail server that is away spoils nothing.

    Args:
        key: of the letter.
        address: to whom.
        language: of who reads it.
        values: gives what stands for each placeholder; called in that language.
    """

    def send() -> None:  # not a partial: Django logs the failure of a robust callback by its qualified name
        with override(spoken(language)):
            told = letter_of(key, language, values())
        send_mail(told.subject, f"{told.body}\n", None, [address])

    transaction.on_commit(send, robust=True)
