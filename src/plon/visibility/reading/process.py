"""Runs alone, in a process of its own with limits: a document in, what was read of it out as JSON."""

import json
import re
import sys
from pathlib import Path
from typing import Any

from plon.files.limited import MB, limit_this_process
from plon.visibility.reading.document import Document, Unreadable

WEB = re.compile(rb"<(!doctype html|html|head|body|div|table|section|article|p|a|figure|span|h[1-6])[\s>]")
MEMORY, SECONDS = 1400 * MB, 60
LARGEST = 100 * MB


def main() -> None:
    """Answer {"document": ...}, {"documents": [...]}, {"wanted": ...} or {"problem": code}.

    Arguments: "file" and a path; "site" or "wanted" and a folder with site.json.
    """
    limit_this_process(memory=MEMORY, seconds=SECONDS)
    what, path = sys.argv[1], Path(sys.argv[2])
    answer: dict[str, Any]
    try:
        if what == "file":
            answer = {"document": _file(path).to_json()}
        elif what == "site":
            answer = {"documents": _site(path)}
        else:
            answer = {"wanted": _wanted(path)}
    except Unreadable as refusal:
        answer = {"problem": refusal.code}
    except (MemoryError, RecursionError):
        answer = {"problem": "too-complex"}
    except Exception:  # noqa: BLE001  readers raise many kinds for damaged files
        answer = {"problem": "damaged"}
    json.dump(answer, sys.stdout)


def _file(path: Path) -> Document:
    size = path.stat().st_size
    if size > LARGEST:
        raise Unreadable("too-large")
    content = path.read_bytes()
    if not content.strip():
        raise Unreadable("empty")
    if b"%PDF-" in content[:1024]:
        from plon.visibility.reading.pdf import read_pdf

        return read_pdf(content)
    if content.startswith(b"PK\x03\x04"):
        from plon.visibility.reading.office import read_office

        return read_office(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("old-or-locked")
    from plon.visibility.reading.pictures import is_svg, read_picture

    head = content[:2048].lstrip().lower()
    # A piece to paste into a website starts with any of its parts.
    if WEB.match(head) and not is_svg(content):
        from plon.visibility.reading.web import read_page

        return read_page(content, "", "", {})
    return read_picture(content)


def _site(folder: Path) -> list[dict[str, Any]]:
    """Read the pages one by one; one that can't be read is told by its problem."""
    from plon.visibility.reading.web import read_page

    about = json.loads((folder / "site.json").read_text())
    pictures = {address: (folder / name).read_bytes() for address, name in about["pictures"].items()}
    read: list[dict[str, Any]] = []
    for page in about["pages"]:
        try:
            body = (folder / page["file"]).read_bytes()
            read.append(read_page(body, page["address"], page["language"], pictures).to_json())
        except Unreadable as refusal:
            read.append({"problem": refusal.code, "address": page["address"]})
    return read


def _wanted(folder: Path) -> dict[str, Any]:
    from plon.visibility.reading.web import parsed, versions_of, wanted_pictures

    page = json.loads((folder / "site.json").read_text())["pages"][0]
    tree = parsed((folder / page["file"]).read_bytes())
    return {
        "pictures": wanted_pictures(tree, page["address"]),
        "versions": versions_of(tree, page["address"]),
    }


if __name__ == "__main__":
    main()
