"""The code that a person makes from things only she knows, so that her answers before and after are one person's.

What is kept is locked with a secret of the survey and with the server's own key. The parts are the same in every
language; how they are asked is in `templates/responses/_code.html`.
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence

from django.conf import settings

from plon.texts import fold

# Names of the fields: first letters of the mother's first name, day of the own birthday, first letters of the place
# of birth.
PARTS = ("code-mother", "code-day", "code-place")
LETTERS = 2
LAST_DAY = 31


def code_in(sent: Mapping[str, Sequence[str]]) -> tuple[str, dict[str, str]]:
    """Return the code in one spelling, "" if nobody made one, and what is wrong: {name of a part: why}.

    Case, accents and blanks don't matter: "Łu", "lu" and "LU " are one. Why is "missing", "letters" or "day".
    """
    parts = {name: (sent.get(name) or ("",))[-1] for name in PARTS}
    if not any(value.strip() for value in parts.values()):
        return "", {}
    mother, place = (_letters(parts[name]) for name in (PARTS[0], PARTS[2]))
    day = _day(parts[PARTS[1]])
    wrong = {
        name: "missing" if not parts[name].strip() else why
        for name, value, why in ((PARTS[0], mother, "letters"), (PARTS[1], day, "day"), (PARTS[2], place, "letters"))
        if not value
    }
    return ("", wrong) if wrong else (f"{mother}-{day}-{place}", {})


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
