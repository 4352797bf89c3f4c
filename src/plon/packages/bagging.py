"""Write a BagIt bag (RFC 8493, version 1.0) straight into a ZIP: each byte is read once, nothing is held in memory.

Two manifests (SHA-256 and SHA-512) name every file of the payload; tag manifests name the manifests and the bag's own
papers. Names are percent-encoded in manifests where the standard asks for it.
"""

import datetime
import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO, Self

ALGORITHMS = ("sha256", "sha512")
DECLARATION = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
PIECE = 256 * 1024
# Longer values go on in the next line, indented; bagit's readers join them again.
LONGEST_LINE = 78
# What is packed in itself already is stored as it is.
PACKED = (
    ".zip", ".gz", ".pdf", ".jpg", ".jpeg", ".png", ".webp", ".gif", ".mp3", ".mp4", ".m4a", ".mov", ".webm", ".ogg",
    ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".odg", ".epub", ".h5p", ".ggb", ".wacz",
)  # fmt: skip


class BagWriter:
    """A bag on its way into a ZIP.

    Args:
        target: where the ZIP goes; written once from its beginning.
        folder: in which the whole bag lies, so that it unpacks into one folder.
        made_at: stands at every entry.
    """

    def __init__(self, target: IO[bytes], folder: str, made_at: datetime.datetime) -> None:
        self._zip = zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True)
        self._folder = folder
        self._stamp = made_at.timetuple()[:6]
        self._payload: dict[str, tuple[str, ...]] = {}
        self._papers: dict[str, tuple[str, ...]] = {}
        self.size = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._zip.close()

    @property
    def count(self) -> int:
        return len(self._payload)

    def add(self, name: str, pieces: Iterable[bytes]) -> None:
        """Add a file to the payload; `name` begins with "data/".

        Raises:
            ValueError: a file of this name is there already.
        """
        if name in self._payload:
            raise ValueError(name)
        self._payload[name] = self._write(name, self._counted(pieces))

    def add_text(self, name: str, text: str) -> None:
        self.add(name, [text.encode()])

    def finish(self, info: Iterable[tuple[str, str]]) -> None:
        """Write the bag's own papers: its declaration, what it is (`info`), manifests."""
        rows = [*info, ("Payload-Oxum", f"{self.size}.{self.count}")]
        self._paper("bagit.txt", DECLARATION)
        self._paper("bag-info.txt", "".join(_tag(label, value) for label, value in rows if value))
        for place, algorithm in enumerate(ALGORITHMS):
            self._paper(f"manifest-{algorithm}.txt", _manifest(self._payload, place))
        named = dict(self._papers)
        for place, algorithm in enumerate(ALGORITHMS):
            self._write(f"tagmanifest-{algorithm}.txt", [_manifest(named, place).encode()])

    def _paper(self, name: str, text: str) -> None:
        self._papers[name] = self._write(name, [text.encode()])

    def _counted(self, pieces: Iterable[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            self.size += len(piece)
            yield piece

    def _write(self, name: str, pieces: Iterable[bytes]) -> tuple[str, ...]:
        entry = zipfile.ZipInfo(f"{self._folder}/{name}", self._stamp)
        entry.compress_type = zipfile.ZIP_STORED if name.lower().endswith(PACKED) else zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        digests = [hashlib.new(algorithm) for algorithm in ALGORITHMS]
        with self._zip.open(entry, "w", force_zip64=True) as written:
            for piece in pieces:
                written.write(piece)
                for digest in digests:
                    digest.update(piece)
        return tuple(digest.hexdigest() for digest in digests)


def read_pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield a stream from its beginning in small pieces."""
    stream.seek(0)
    while piece := stream.read(PIECE):
        yield piece


def _manifest(digests: dict[str, tuple[str, ...]], place: int) -> str:
    return "".join(f"{values[place]}  {_encoded(name)}\n" for name, values in sorted(digests.items()))


def _encoded(name: str) -> str:
    """Return a name as a manifest has it: percent, CR and LF are encoded (RFC 8493, 2.1.3)."""
    return name.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _tag(label: str, value: str) -> str:
    """Return a line of bag-info.txt, going on in indented lines where it is long."""
    lines, line = [], f"{label}:"
    for word in value.split():
        if len(line) + 1 + len(word) > LONGEST_LINE and not line.endswith(":"):
            lines.append(line)
            line = " "
        line += f" {word}"
    return "\n".join([*lines, line]) + "\n"
