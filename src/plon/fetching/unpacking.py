"""Bodies that come compressed, unpacked in small bites: a bomb is noticed when it passes the limit, not after."""

import zlib
from collections.abc import Iterable, Iterator

from plon.fetching.refusals import Why

_BITE = 64 * 1024
# How zlib is told which of its formats comes.
_GZIP = zlib.MAX_WBITS | 16
# What is asked for: others (br, zstd) can't be unpacked in bites by what Python brings.
ACCEPTED = "gzip"


class Unpackable(Exception):
    """The body can't be taken; `why` says for what reason."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


def read_body(parts: Iterable[bytes], encoding: str, limit: int) -> bytes:
    """Return the whole body, unpacked, if it has at most `limit` bytes.

    Raises:
        Unpackable: it has more, or is not what it says.
    """
    body = bytearray()
    for bite in unpack(parts, encoding):
        body += bite
        if len(body) > limit:
            raise Unpackable(Why.TOO_LARGE)
    return bytes(body)


def unpack(parts: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """Yield a body in small pieces, as the name of its encoding says.

    Raises:
        Unpackable: it is not what it says.
    """
    encoding = encoding.strip().lower()
    if encoding in {"", "identity"}:
        yield from parts
        return
    if encoding not in {"gzip", "x-gzip"}:
        raise Unpackable(Why.BROKEN)
    unpacker = zlib.decompressobj(_GZIP)
    is_empty = True
    try:
        for part in parts:
            rest = part
            is_empty = is_empty and not part
            while rest and not unpacker.eof:
                yield unpacker.decompress(rest, _BITE)
                rest = unpacker.unconsumed_tail
        # All came in, not all came out yet.
        while not unpacker.eof and not is_empty:
            bite = unpacker.decompress(b"", _BITE)
            if not bite:
                raise Unpackable(Why.BROKEN)
            yield bite
    except zlib.error:
        raise Unpackable(Why.BROKEN) from None
