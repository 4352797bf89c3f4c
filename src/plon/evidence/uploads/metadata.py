"""The header in which a device says what it sends (tus 1.0, extension "creation")."""

import base64
import binascii


def read(header: str) -> dict[str, str]:
    """Return {key: value} of an `Upload-Metadata` header.

    Raises:
        ValueError: it is malformed.
    """
    told: dict[str, str] = {}
    for pair in header.split(","):
        key, _, value = pair.strip().partition(" ")
        if not key:
            continue
        try:
            told[key] = base64.b64decode(value.encode(), validate=True).decode()
        except (binascii.Error, UnicodeError) as malformed:
            raise ValueError(key) from malformed
    return told
