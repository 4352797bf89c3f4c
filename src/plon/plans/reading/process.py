"""Runs alone, in a process of its own with limits: bytes of a document in, its text out. Knows no Django."""

import io
import json
import sys
import zipfile

from plon.files.limited import limit_this_process

MEMORY = 700 * 1024 * 1024
SECONDS = 20
MOST_PAGES = 400
LARGEST_UNPACKED = 200 * 1024 * 1024
LONGEST_TEXT = 500_000
# How pictures, archives and recordings begin; a short one may look like text.
NOT_TEXT = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"ID3", b"\x00\x00\x00")


def main() -> None:
    """Read a document from standard input; answer {"text": ...} or {"problem": code} on standard output."""
    limit_this_process(memory=MEMORY, seconds=SECONDS)
    content = sys.stdin.buffer.read()
    try:
        answer = _read(content)
    except (MemoryError, RecursionError):
        answer = {"problem": "too-complex"}
    except Exception:  # noqa: BLE001  readers raise many kinds for damaged files
        answer = {"problem": "damaged"}
    json.dump(answer, sys.stdout)


def _read(content: bytes) -> dict[str, str]:
    if content[:1024].lstrip().startswith(b"%PDF"):
        return _pdf(content)
    if content.startswith(b"PK\x03\x04"):
        return _zipped(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return {"problem": "old-or-locked"}
    return _plain(content)


def _pdf(content: bytes) -> dict[str, str]:
    import pypdf

    reader = pypdf.PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        return {"problem": "encrypted"}
    if len(reader.pages) > MOST_PAGES:
        return {"problem": "too-long"}
    pages = [page.extract_text() or "" for page in reader.pages]
    if not any(page.strip() for page in pages):
        return {"problem": "pictures-only"}
    return _text("\n\n".join(_without_running_heads(pages)))


def _without_running_heads(pages: list[str]) -> list[str]:
    """Leave out lines that stand at the same end of most pages, and lone page numbers."""
    split = [[line.strip() for line in page.splitlines()] for page in pages]
    counted: dict[str, int] = {}
    for lines in split:
        for line in {*lines[:2], *lines[-2:]}:
            counted[line] = counted.get(line, 0) + 1
    running = {line for line, count in counted.items() if line and len(pages) > 2 and count > len(pages) * 0.6}
    return [
        "\n".join(line for line in lines if line not in running and not line.replace("/", "").strip().isdigit())
        for lines in split
    ]


def _zipped(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if sum(entry.file_size for entry in package.infolist()) > LARGEST_UNPACKED:
            return {"problem": "too-complex"}
        names = set(package.namelist())
        if "word/document.xml" in names:
            return _docx(content)
        if "content.xml" in names and b"opendocument.text" in package.read("mimetype"):
            return _text(words_of_odf(package.read("content.xml")))
    return {"problem": "not-a-document"}


def _docx(content: bytes) -> dict[str, str]:
    import docx

    document = docx.Document(io.BytesIO(content))
    lines: list[str] = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            lines += [cell.text for row in block.rows for cell in row.cells]
        else:
            lines.append(block.text)
    return _text("\n".join(lines))


def words_of_odf(content: bytes) -> str:
    """Return the paragraphs and headings of an OpenDocument's content.xml, one a line."""
    from lxml import etree

    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    space = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    return "\n".join("".join(map(str, node.itertext())) for node in root.iter(f"{space}p", f"{space}h"))


def _plain(content: bytes) -> dict[str, str]:
    text = plain_words(content)
    return {"problem": "not-a-document"} if text is None else _text(text)


def plain_words(content: bytes) -> str | None:
    """Return the text of a plain text file, None if it seems to be something else."""
    if content.startswith(NOT_TEXT):
        return None
    if b"\x00" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    for encoding in ("utf-8-sig", "utf-16" if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else "cp1250"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        letters = sum(character.isalpha() or character.isspace() for character in text[:5000])
        return text if letters > len(text[:5000]) * 0.6 else None
    return None


def _text(text: str) -> dict[str, str]:
    if not text.strip():
        return {"problem": "empty"}
    if len(text) > LONGEST_TEXT:
        return {"problem": "too-long"}
    return {"text": text.replace("\x00", "")}


if __name__ == "__main__":
    main()
