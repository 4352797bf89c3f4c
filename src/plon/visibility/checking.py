"""The check: a file or fetched web pages in, a report out."""

from dataclasses import replace
from pathlib import Path

from plon.visibility.expectation import Expectation
from plon.visibility.judging.judging import judge
from plon.visibility.reading.document import Document, Unreadable
from plon.visibility.reading.reading import read_file, read_site, read_wanted
from plon.visibility.report import Report
from plon.visibility.site import FetchedPage, Site, Wanted

NOTHING_KNOWN = Expectation()


def check_file(path: Path, name: str, expectation: Expectation = NOTHING_KNOWN) -> Report:
    """Say what a document shows of the funding, and what is missing. Never raises for a bad file.

    Args:
        path: where the bytes lie; opened by a process with limits, not by this one.
        name: as its owner calls it; the kind is decided by content.
        expectation: what is known of the project.
    """
    try:
        document = read_file(path)
    except Unreadable as refusal:
        return Report(name, problem=refusal.code)
    return judge(document, name, expectation)


def check_site(site: Site, expectation: Expectation = NOTHING_KNOWN) -> Report:
    """Say what web pages show of the funding, and whether each language version does. See `check_file`."""
    name = site.pages[0].address if site.pages else ""
    if not site.pages:
        return Report(name, problem="empty")
    try:
        documents, problems = read_site(site)
    except Unreadable as refusal:
        return Report(name, problem=refusal.code)
    if not documents:
        return Report(name, problem=next(iter(problems.values()), "empty"))
    document = joined(documents)
    if problems or site.not_fetched:
        document = replace(document, notes=(*document.notes, "not-all-versions"))
    return judge(document, name, expectation)


def wanted_by(page: FetchedPage) -> Wanted:
    """Return the pictures and language versions that should be fetched for the check. Never raises."""
    return read_wanted(page)


def joined(documents: list[Document]) -> Document:
    """Return the pages of a site as one document."""
    first = documents[0]
    pictures = [replace(picture, page=number) for number, each in enumerate(documents) for picture in each.pictures]
    emblems = []
    before = 0
    for number, each in enumerate(documents):
        emblems += [
            replace(emblem, page=number, picture=emblem.picture + before if emblem.picture >= 0 else -1)
            for emblem in each.emblems
        ]
        before += len(each.pictures)
    return replace(
        first,
        pages=tuple(page for each in documents for page in each.pages),
        page_count=len(documents),
        pages_seen=len(documents),
        pictures=tuple(pictures),
        emblems=tuple(emblems),
        links=tuple(link for each in documents for link in each.links),
        notes=tuple(dict.fromkeys(note for each in documents for note in each.notes)),
    )
