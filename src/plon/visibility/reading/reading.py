"""Starts the process that reads, and takes what it answers."""

import json
import tempfile
from pathlib import Path
from typing import Any

from plon.files.limited import GaveUp, answer_of
from plon.visibility.reading.document import Document, Unreadable
from plon.visibility.reading.process import LARGEST
from plon.visibility.site import FetchedPage, Site, Wanted

_PROCESS = "plon.visibility.reading.process"
PATIENCE = 120


def read_file(path: Path) -> Document:
    """Read a document.

    Raises:
        Unreadable: it can't be checked; says why.
    """
    try:
        size = path.stat().st_size
    except OSError as gone:
        raise Unreadable("gone") from gone
    if size > LARGEST:
        raise Unreadable("too-large")
    return Document.from_json(_answer("file", path)["document"])


def read_site(site: Site) -> tuple[list[Document], dict[str, str]]:
    """Read web pages; return those that could be read, and {address: problem} of the others.

    Raises:
        Unreadable: none of it could be read.
    """
    with tempfile.TemporaryDirectory() as folder:
        _laid_out(site, Path(folder))
        read: list[dict[str, Any]] = _answer("site", Path(folder))["documents"]
    problems = {each["address"]: each["problem"] for each in read if "problem" in each}
    return [Document.from_json(each) for each in read if "problem" not in each], problems


def read_wanted(page: FetchedPage) -> Wanted:
    """Return what a page names; nothing if it can't be read."""
    with tempfile.TemporaryDirectory() as folder:
        _laid_out(Site((page,)), Path(folder))
        try:
            wanted = _answer("wanted", Path(folder))["wanted"]
        except Unreadable:
            return Wanted()
    return Wanted(tuple(wanted["pictures"]), tuple((language, address) for language, address in wanted["versions"]))


def _laid_out(site: Site, folder: Path) -> None:
    pages = []
    for number, page in enumerate(site.pages):
        (folder / f"page{number}").write_bytes(page.body)
        pages.append({"file": f"page{number}", "address": page.address, "language": page.language})
    pictures = {}
    for number, (address, content) in enumerate(site.pictures.items()):
        (folder / f"picture{number}").write_bytes(content)
        pictures[address] = f"picture{number}"
    (folder / "site.json").write_text(json.dumps({"pages": pages, "pictures": pictures}))


def _answer(what: str, path: Path) -> dict[str, Any]:
    try:
        answer: dict[str, Any] = answer_of(_PROCESS, what, str(path), patience=PATIENCE)
    except GaveUp as limit:
        raise Unreadable(limit.code) from limit
    if "problem" in answer:
        raise Unreadable(answer["problem"])
    return answer
