"""The code that a person makes from things only she knows, so that her answers before and after are one person's.

What is kept is locked with a secret of the survey and with the server's own key. The parts are the same in every
language; how they are asked is in `templates/responses/_code.html`.
"""

import hashlib
import hmac

from django.conf import settings
from django.utils.translation import gettext as _

from plon.surveys.asking import Sent
from plon.texts import fold

# First letters of the mother's first name, day of the own birthday, first letters of the place of birth.
PARTS = ("mother", "day", "place")
LETTERS = 2
LAST_DAY = 31


def parts_in(sent: Sent) -> dict[str, str]:
    """Return what was written into the fields of the code, {part: text}."""
    return {part: (sent.get(f"code-{part}") or ("",))[-1] for part in PARTS}


def code_in(sent: Sent) -> tuple[str, dict[str, str]]:
    """Return the code in one spelling, "" if nobody made one, and what is wrong: {part: why}.

    Case, accents and blanks don't matter: "Łu", "lu" and "LU " are one.
    """
    written = {part: text.strip() for part, text in parts_in(sent).items()}
    if not any(written.values()):
        return "", {}
    read = {"mother": _letters(written["mother"]), "day": _day(written["day"]), "place": _letters(written["place"])}
    wrong = {part: _why(part, written[part]) for part in PARTS if not read[part]}
    return ("", wrong) if wrong else ("-".join(read[part] for part in PARTS), {})


def _why(part: str, written: str) -> str:
    if not written:
        return _("Fill in all three parts, or leave the code empty.")
    return _("Write a number from 1 to 31.") if part == "day" else _("Write letters.")


def _letters(written: str) -> str:
    letters = [character for character in fold(written) if character.isalpha()][:LETTERS]
    return "".join(letters)


def _day(written: str) -> str:
    digits = written.strip().rstrip(".")
    if not digits.isdecimal() or len(digits) > LETTERS or not 1 <= int(digits) <= LAST_DAY:
        return ""
    return f"{int(digits):02d}"


def lock_code(code: str, secret: str) -> str:
    """Return what is kept of a code: the same for the same code and survey, and nothing without both keys."""
    key = hashlib.sha256(f"plon.responses.pair:{settings.SECRET_KEY}:{secret}".encode()).digest()
    return hmac.new(key, code.encode(), hashlib.sha256).hexdigest()


def mark_of(round_id: int, sheet: str) -> str:
    """Return what is kept of the number that a device made for one sheet, so that it is taken once."""
    key = hashlib.sha256(f"plon.responses.receipt:{settings.SECRET_KEY}".encode()).digest()
    return hmac.new(key, f"{round_id}:{sheet}".encode(), hashlib.sha256).hexdigest()
