"""Public identifiers: short, permanent, and impossible to walk through by counting."""

import secrets

# No vowels, no 0/o, 1/l/i: nothing to misread from a poster and no accidental words.
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
LENGTH = 7


def new_public_id() -> str:
    """Return a new public id such as ``r7k2mq4``; 27^7 (ten thousand million) ids exist."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
