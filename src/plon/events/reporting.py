"""How an event becomes a report: the room that keeps news registers its maker here, and events know nothing of news."""

import datetime
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from plon.accounts.models import User


@dataclass(frozen=True, slots=True)
class ReportedEvent:
    """What a report of an event begins with; nobody who registered is named.

    Attributes:
        public_id: of the event.
        titles, summaries, agendas: {language: text}, of languages in which there is one; agendas are Markdown.
        kind: of `EventKind`.
        starts_at, ends_at: in the event's own zone.
        place: as everybody reads it; "" if it was online only.
        came: how many people were ticked as present; None while nobody ticked the list.
        address: the event's public page, whole.
    """

    public_id: str
    titles: Mapping[str, str]
    summaries: Mapping[str, str]
    agendas: Mapping[str, str]
    kind: str
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    place: str
    came: int | None
    address: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A report that was begun.

    Attributes:
        reference: by which its room knows it, 100 characters at most.
        address: where an officer writes on.
    """

    reference: str
    address: str


@dataclass(frozen=True, slots=True)
class ReportMaker:
    """What the room that keeps reports can do.

    Attributes:
        make: begins a draft, in the transaction of whoever asks; refuses with a `DomainError`.
        public: tells the addresses of those reports that everybody can read now, in a language, by reference;
            drafts, and what was deleted, are left out. A constant number of queries.
        address: tells where a report, draft or not, is written on now, "" where nothing is left of it: what was deleted
            can be begun anew.
    """

    make: Callable[[ReportedEvent, User], Draft]
    public: Callable[[Collection[str], str], Mapping[str, str]]
    address: Callable[[str], str]


_makers: list[ReportMaker] = []


def register_report_maker(maker: ReportMaker) -> None:
    """Say how reports are made; the last one who registers holds. Called in a room's ``AppConfig.ready``."""
    _makers[:] = [maker]


def report_maker() -> ReportMaker | None:
    """Return who makes reports; None where no room keeps any."""
    return _makers[0] if _makers else None


def public_reports(references: Collection[str], language: str) -> Mapping[str, str]:
    """Return {reference: address} of the reports that everybody can read now; no query where there are none."""
    wanted = {reference for reference in references if reference}
    maker = report_maker()
    return maker.public(wanted, language) if maker and wanted else {}
