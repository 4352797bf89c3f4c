"""What the team's pages show: each link with its copies, how old they are, how far one is."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from plon.jobs.lengthy import WorkState
from plon.keptcopies.models import KeptCopy
from plon.keptcopies.queries import MOST_ROOM, copies_in, dates_of, published_links, room_taken
from plon.keptcopies.words import left_out_words, trouble_words
from plon.projects.models import Project
from plon.projects.overview import Reminder
from plon.results.models import Result, ResultLink

# After so long a page has mostly changed: the team is offered a new copy.
OLD = datetime.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link and its copies.

    Attributes:
        link: None if it is not among the result's links any more.
        newest: the newest good copy.
        attempt: what was tried after it: a copy at work, or one that was not kept.
        earlier: how many good copies lie before the newest.
    """

    result: Result
    url: str
    title: str
    link: ResultLink | None
    newest: KeptCopy | None
    attempt: KeptCopy | None
    earlier: int

    @property
    def is_old(self) -> bool:
        return self.newest is not None and is_old(self.newest)

    @property
    def trouble(self) -> str:
        return trouble_words(self.attempt.trouble) if self.attempt else ""


def is_old(copy: KeptCopy) -> bool:
    """Tell whether a copy is so old that a new one is worth making."""
    return copy.captured_at is not None and timezone.now() - copy.captured_at > OLD


def link_rows(project: Project) -> list[LinkRow]:
    """Return a project's published links with their copies, then copies whose link is gone; in 2 queries."""
    by_link: dict[tuple[int, str], list[KeptCopy]] = {}
    for copy in copies_in(project).filter(removed_at=None):
        by_link.setdefault((copy.result_id, copy.url), []).append(copy)
    rows = []
    for link in published_links(project):
        copies = by_link.pop((link.result_id, link.url), [])
        rows.append(_row(link.result, link.url, str(link), link, copies))
    for (_result, url), copies in by_link.items():
        if any(copy.is_kept for copy in copies):
            rows.append(_row(copies[0].result, url, str(copies[0]), None, copies))
    return rows


def _row(result: Result, url: str, title: str, link: ResultLink | None, copies: list[KeptCopy]) -> LinkRow:
    kept = sorted((copy for copy in copies if copy.is_kept), key=_when, reverse=True)
    newest = kept[0] if kept else None
    attempt = next((copy for copy in copies if not copy.is_kept), None)
    if attempt is not None and newest is not None and attempt.requested_at < newest.requested_at:
        attempt = None
    return LinkRow(result, url, title, link, newest, attempt, max(0, len(kept) - 1))


def _when(copy: KeptCopy) -> datetime.datetime:
    return copy.captured_at or copy.requested_at


def room_of(project: Project) -> dict[str, int]:
    """Return how many bytes a project's copies take, and may take; in 1 query."""
    return {"taken": room_taken(project), "most": MOST_ROOM}


def state_of(copy: KeptCopy) -> dict[str, Any]:
    """Return what the page of a copy shows of how it stands."""
    return {
        "share": copy.share,
        "trouble": trouble_words(copy.trouble),
        "left_out": left_out_words(copy.left_out),
        "is_old": is_old(copy),
        "dates": list(dates_of(copy)),
    }


def remind_of_old_copies(project: Project) -> Reminder | None:
    """Say on the overview that the newest copy of a link is older than a year; in 2 queries."""
    newest: dict[tuple[int, str], KeptCopy] = {}
    made = copies_in(project).filter(state=WorkState.DONE, removed_at=None)
    for copy in made.order_by("captured_at"):
        newest[copy.result_id, copy.url] = copy
    old = [copy for copy in newest.values() if is_old(copy)]
    if not old:
        return None
    text = _("A kept copy of “%(title)s” is more than a year old.") % {"title": old[0]}
    return Reminder(text, reverse("keptcopies:index", args=[project.public_id]), _("Make a new one"))
