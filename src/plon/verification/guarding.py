"""Guessing is slow: each machine has so many tries, remembered as keyed hashes in this process's memory alone."""

import math

from django.http import HttpRequest

from plon.counting.buckets import Buckets

# At once, and then so many a minute. Codes have 57 bits, secrets of rooms 192: this spares the database and the log.
AT_ONCE, PER_MINUTE = 20, 4
UPLOADS_AT_ONCE, UPLOADS_PER_MINUTE = 20, 10
tries = Buckets()


def seconds_to_wait(request: HttpRequest) -> int:
    """Take one of the wrong tries of a machine; return 0, or the seconds until it may try again."""
    return _taken(request, "try", PER_MINUTE, AT_ONCE)


def seconds_to_upload(request: HttpRequest) -> int:
    """Take one of the files that a machine may bring; return 0, or the seconds until it may bring another."""
    return _taken(request, "file", UPLOADS_PER_MINUTE, UPLOADS_AT_ONCE)


def _taken(request: HttpRequest, what: str, per_minute: int, at_once: int) -> int:
    address = request.META.get("REMOTE_ADDR", "")
    return math.ceil(tries.take(address, what=what, per_minute=per_minute, holds=at_once)) if address else 0
