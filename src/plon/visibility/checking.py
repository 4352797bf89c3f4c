"""The check: a file or fetched web pages in, a report out."""

from pathlib import Path

from plon.visibility.expectation import Expectation
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
    return Report(name)


def check_site(site: Site, expectation: Expectation = NOTHING_KNOWN) -> Report:
    """Say what web pages show of the funding, and whether each language version does. See `check_file`."""
    return Report(site.pages[0].address if site.pages else "")


def wanted_by(page: FetchedPage) -> Wanted:
    """Return the pictures and language versions that should be fetched for the check. Never raises."""
    return Wanted()
