"""A web archive (WARC 1.1, ISO 28500:2017): written record by record, each a gzip member that can be read alone.

Bodies are kept unpacked, as they are shown. What the server said of packing is kept under the name that other tools
of web archives use for it ("X-Archive-Orig-…"), so that no reader unpacks twice.
"""

import datetime
import hashlib
import http.client
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import IO

from django.core.files.storage import Storage

from plon.fetching.getting import Fetched
from plon.files import storing

_OF_PACKING = frozenset({"content-encoding", "transfer-encoding", "content-length"})
# Nobody's but that of who asked; a copy has no visitors to recognise.
_PERSONAL = frozenset({"set-cookie", "set-cookie2"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies in the archive, and the SHA-256 of its body."""

    offset: int
    length: int
    digest: str


class Damaged(Exception):
    """What lies at a place of the archive is not what was written there."""


class Archive:
    """Writes to an open file, from its beginning."""

    def __init__(self, out: IO[bytes], *, name: str, about: Mapping[str, str]) -> None:
        """Begin an archive; `about` says in its first record who keeps what by which right."""
        from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]  # it has none; late, as it is slow

        self._out = out
        self._writer = WARCWriter(out, gzip=True, warc_version="1.1")
        info = {"format": "WARC File Format 1.1", **{key: " ".join(value.split()) for key, value in about.items()}}
        self._writer.write_record(self._writer.create_warcinfo_record(name, info))

    @property
    def size(self) -> int:
        return self._out.tell()

    def add(self, found: Fetched, *, asked: str, at: datetime.datetime) -> Place:
        """Write an answer of a server, and beside it by which redirects it was found.

        Args:
            found: the answer.
            asked: the address as the page names it.
            at: when it came.
        """
        from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]  # see above

        reason = http.client.responses.get(found.status, "OK")
        headers = StatusAndHeaders(f"{found.status} {reason}", _headers(found), protocol="HTTP/1.1")
        date = _date(at)
        record = self._writer.create_warc_record(
            found.url, "response", payload=io.BytesIO(found.body), length=len(found.body), http_headers=headers,
            warc_headers_dict={"WARC-Date": date},
        )  # fmt: skip
        start = self._out.tell()
        self._writer.write_record(record)
        end = self._out.tell()
        if len(found.chain) > 1:
            self._add_redirects(found, asked, date, record.rec_headers.get_header("WARC-Record-ID"))
        return Place(start, end - start, hashlib.sha256(found.body).hexdigest())

    def _add_redirects(self, found: Fetched, asked: str, date: str, of: str) -> None:
        """Write by which addresses an answer was found: `via` is the WARC standard's own word for it."""
        lines = [f"via: {_one_line(address)}" for address in dict.fromkeys((asked, *found.chain[:-1]))]
        fields = ("\r\n".join(lines) + "\r\n").encode()
        record = self._writer.create_warc_record(
            found.url, "metadata", payload=io.BytesIO(fields), length=len(fields),
            warc_content_type="application/warc-fields",
            warc_headers_dict={"WARC-Date": date, "WARC-Refers-To": of, "WARC-Concurrent-To": of},
        )  # fmt: skip
        self._writer.write_record(record)


def _headers(found: Fetched) -> list[tuple[str, str]]:
    """Return the server's headers, true of the body as it is kept."""
    kept = []
    for name, value in found.headers.items():
        if name in _PERSONAL:
            continue
        kept.append((f"X-Archive-Orig-{name}" if name in _OF_PACKING else name, _one_line(value)))
    return [*kept, ("Content-Length", str(len(found.body)))]


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _date(at: datetime.datetime) -> str:
    return at.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def body_at(storage: Storage, path: str, place: Place) -> bytes:
    """Return the body of the record at a place of a stored archive.

    Raises:
        FileNotFoundError: the archive is not there.
        Damaged: what lies there is not what was written.
    """
    from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]  # see above
    from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]  # see above

    packed = b"".join(storing.read_part(storage, path, place.offset, place.length))
    try:
        record = next(iter(ArchiveIterator(io.BytesIO(packed))), None)
        body: bytes = record.content_stream().read() if record is not None else b""
    except (ArchiveLoadFailed, EOFError, OSError, ValueError) as error:
        raise Damaged(path) from error
    if hashlib.sha256(body).hexdigest() != place.digest:
        raise Damaged(path)
    return body


def index_lines(pieces: Iterable[tuple[str, datetime.datetime, str, int, int, str]], name: str) -> str:
    """Return the index of an archive as CDXJ, which other tools of web archives read beside it.

    Args:
        pieces: (address, when, media type, offset, length, SHA-256 of the body).
        name: of the archive's file.
    """
    lines = []
    for url, at, kind, offset, length, digest in pieces:
        said = {"url": url, "mime": kind, "status": "200", "digest": f"sha256:{digest}", "length": str(length),
                "offset": str(offset), "filename": name}  # fmt: skip
        lines.append(f"{_sort_key(url)} {at.astimezone(datetime.UTC):%Y%m%d%H%M%S} {json.dumps(said)}")
    return "".join(f"{line}\n" for line in sorted(lines))


def _sort_key(url: str) -> str:
    """Return an address with its host turned round ("pl,example)/page"), by which such an index is sorted."""
    host, slash, path = url.partition("://")[2].partition("/")
    name, colon, port = host.partition(":")
    turned = ",".join(reversed(name.casefold().split(".")))
    return f"{turned}{colon}{port}){slash or '/'}{path.casefold()}".replace(" ", "%20")
