"""Reading the letters that the house sends, as their readers would."""

import time
from email.message import EmailMessage

from tests.journeys.conftest import Letters


def letter_to(letters: Letters, address: str) -> EmailMessage:
    """Wait for a letter, as its reader would."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if found := letters.to(address):
            return found[-1]
        time.sleep(0.2)
    raise AssertionError(f"no letter to {address}")


def letter_saying(letters: Letters, address: str, words: str) -> EmailMessage:
    """Wait for the newest letter to somebody that says these words."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for letter in reversed(letters.to(address)):
            if words in text_of(letter) or words in str(letter["Subject"]):
                return letter
        time.sleep(0.2)
    raise AssertionError([text_of(letter) for letter in letters.to(address)])


def text_of(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())
