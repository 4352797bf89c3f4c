"""Runs alone, in a process of its own with limits: a file in, its words out as JSON. Asks no database."""

import json
import sys
from pathlib import Path

from plon.files.limited import MB, limit_this_process

MEMORY, SECONDS = 900 * MB, 30
LARGEST = 100 * MB
# Of one file; a book of three hundred pages has some 600,000, and says what it is about much earlier.
LONGEST_TEXT = 200_000
ENOUGH_TO_TELL = 3000


def main() -> None:
    """Answer {"text": ..., "is_cut": ..., "language": ...} or {"problem": code} for the path that is given."""
    limit_this_process(memory=MEMORY, seconds=SECONDS)
    from plon.visibility.judging.facts import language_of
    from plon.visibility.reading.document import Unreadable

    answer: dict[str, object]
    try:
        text = _clean(words_of(Path(sys.argv[1]).read_bytes()))
        language = language_of(text[:ENOUGH_TO_TELL])
        answer = {"text": text[:LONGEST_TEXT], "is_cut": len(text) > LONGEST_TEXT, "language": language}
    except Unreadable as refusal:
        answer = {"problem": refusal.code}
    except (MemoryError, RecursionError):
        answer = {"problem": "too-complex"}
    except Exception:  # noqa: BLE001  readers raise many kinds for damaged files
        answer = {"problem": "damaged"}
    json.dump(answer, sys.stdout)


def words_of(content: bytes) -> str:
    """Return the words of a PDF, DOCX, PPTX, OpenDocument, web page or plain text.

    Raises:
        Unreadable: it has none that can be had; says why.
    """
    from plon.plans.reading.process import plain_words
    from plon.visibility.reading.document import Unreadable
    from plon.visibility.reading.process import WEB

    if b"%PDF-" in content[:1024]:
        from plon.visibility.reading.pdf import words_of_pdf

        return words_of_pdf(content)
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("old-or-locked")
    if WEB.match(content[:2048].lstrip().lower()):
        from plon.visibility.reading.web import parsed, words_of

        return words_of(parsed(content))
    text = plain_words(content)
    if text is None:
        raise Unreadable("not-taken" if content.strip() else "empty")
    return text


def _packed(content: bytes) -> str:
    from plon.plans.reading.process import words_of_odf
    from plon.visibility.reading.document import Unreadable
    from plon.visibility.reading.office import Package, words_of_office

    package = Package(content)
    kind = package.part("mimetype")[:100] if "mimetype" in package.names else b""
    if not kind.startswith(b"application/vnd.oasis.opendocument."):
        return words_of_office(content)
    if "META-INF/manifest.xml" in package.names and b"encryption-data" in package.part("META-INF/manifest.xml"):
        raise Unreadable("encrypted")
    return words_of_odf(package.part("content.xml"))


def _clean(text: str) -> str:
    # Spaces and lines say nothing to a search; zero bytes PostgreSQL does not keep.
    return " ".join(text.replace("\x00", "").encode("utf-8", "ignore").decode().split())


if __name__ == "__main__":
    main()
