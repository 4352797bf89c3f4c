"""Which announcements stand under the header now, in the reader's language.

Each process keeps them for a few seconds (`plon.agency.kept`): pages stay as quick and as shared as they are.
"""

import datetime
import hashlib
from dataclasses import dataclass

from django.utils import timezone

from plon.agency.enums import AnnouncementKind, AnnouncementPlace
from plon.agency.kept import Kept
from plon.agency.models import Announcement as Row

# How early a process learns of announcements that begin while it keeps what it read; more than it keeps.
_AHEAD = datetime.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Announcement:
    """One announcement as a reader sees it.

    Attributes:
        key: names this wording, so that a device which put it away shows a changed one again.
        language: of the text; not the reader's where only another is written.
    """

    key: str
    text: str
    language: str
    link: str
    is_warning: bool


def current(language: str, place: str = AnnouncementPlace.PUBLIC) -> tuple[Announcement, ...]:
    """Return what is announced now on the pages of a place, warnings first.

    Args:
        language: the reader's.
        place: `AnnouncementPlace.PUBLIC` or `AnnouncementPlace.WORKSPACE`.
    """
    now = timezone.now()
    return tuple(
        shown(row, language)
        for row in KEPT.get()
        if row.starts_at <= now < row.ends_at and row.place in {place, AnnouncementPlace.EVERYWHERE}
    )


def shown(row: Row, language: str) -> Announcement:
    """Return an announcement as readers of a language see it, whether it is shown now or not."""
    written_in, text = row.text_in(language)
    said = f"{row.public_id}\n{row.text_pl}\n{row.text_en}\n{row.link}"
    key = hashlib.blake2b(said.encode(), digest_size=9).hexdigest()
    return Announcement(key, text, written_in, row.link, row.kind == AnnouncementKind.WARNING)


def place_of(path: str) -> AnnouncementPlace:
    """Return to which place the page at an address belongs."""
    inside = path.startswith(("/workspace/", "/office/"))
    return AnnouncementPlace.WORKSPACE if inside else AnnouncementPlace.PUBLIC


def _read() -> tuple[Row, ...]:
    now = timezone.now()
    rows = Row.objects.filter(is_published=True, ends_at__gt=now, starts_at__lte=now + _AHEAD)
    return tuple(sorted(rows, key=lambda row: (row.kind != AnnouncementKind.WARNING, row.starts_at, row.pk)))


KEPT: Kept[tuple[Row, ...]] = Kept(_read)
