"""The page of all public links of a project, and that of one link with its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from plon.linkwatch.enums import LinkHealth, What
from plon.linkwatch.keeping import copies_of
from plon.linkwatch.links import BadLink, Known, known_of
from plon.linkwatch.models import LinkAcceptance, LinkObservation, LinkState
from plon.linkwatch.prints import from_json
from plon.linkwatch.telling import Trouble, trouble_of
from plon.linkwatch.wording import language_name, reasons_of, what_happened
from plon.projects.models import Project
from plon.results.enums import ResultState
from plon.results.models import ResultLink

_TONES = {LinkHealth.UNSAFE: "bad", LinkHealth.BROKEN: "bad", LinkHealth.UNKNOWN: "", LinkHealth.LIVING: "good"}
_ORDER = (LinkHealth.UNSAFE, LinkHealth.BROKEN, LinkHealth.UNKNOWN, LinkHealth.LIVING)
_WORDS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One public link as the team sees it; `trouble` is what to do, None while all is well."""

    link: ResultLink
    state: LinkState | None
    health: LinkHealth
    tone: str
    is_accepted: bool
    what: str
    trouble: Trouble | None
    kept_copy: str

    @property
    def checked_at(self) -> datetime | None:
        return self.state.checked_at if self.state else None


def links_in(project: Project) -> list[ResultLink]:
    """Return the links of a project's published results, with their results; in 1 query."""
    links = ResultLink.objects.filter(result__project=project, result__state=ResultState.PUBLISHED)
    return list(links.select_related("result__project").order_by("result__position", "result_id", "pk"))


def rows_of(project: Project, links: Sequence[ResultLink]) -> list[LinkRow]:
    """Return what is known of links, the bad ones first; in 3 queries."""
    known = known_of((project.pk, link.url) for link in links)
    copies = copies_of(list(links))
    rows = [_row(link, known.get((project.pk, link.url)), copies.get(link.pk, "")) for link in links]
    return sorted(rows, key=lambda row: (row.trouble is None, _ORDER.index(row.health)))


def _row(link: ResultLink, known: Known | None, kept_copy: str) -> LinkRow:
    health = known.health if known else LinkHealth.UNKNOWN
    trouble = trouble_of(BadLink(link, link.result, known), kept_copy) if known and known.is_trouble else None
    what = what_happened(known.state) if known else _("Nobody has looked yet.")
    is_accepted = bool(known and known.is_accepted)
    if is_accepted:
        what = _("You said that this is the right page.")
    tone = "wait" if trouble and health == LinkHealth.LIVING else _TONES[health]
    return LinkRow(link, known.state if known else None, health, tone, is_accepted, what, trouble, kept_copy)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a link's history."""

    seen: LinkObservation
    what: str
    why: list[str]
    language: str


def history_of(state: LinkState) -> list[Line]:
    """Return what was seen at an address, newest first; in 1 query."""
    return [
        Line(seen, what_happened(seen), reasons_of(seen), language_name(seen.language) if seen.language else "")
        for seen in state.observations.all()
    ]


@dataclass(frozen=True, slots=True)
class Look:
    """A page then or now: its title, language and the words that it uses most."""

    title: str
    language: str
    words: tuple[str, ...]


def looks_of(state: LinkState) -> tuple[Look | None, Look | None]:
    """Return the page when it was good and the page now, where that is another one."""
    # Words of pages for adults are nobody's to read here.
    most = 0 if state.what in {What.ADULT, What.GAMBLING} else _WORDS_SHOWN
    return _look(state.fingerprint, _WORDS_SHOWN), _look(state.latest, most)


def _look(kept: dict[str, object] | None, most: int) -> Look | None:
    known = from_json(kept)
    if known is None:
        return None
    language = language_name(known.language) if known.language else ""
    return Look(known.title, language, tuple(list(known.terms)[:most]))


def acceptance_of(state: LinkState, project: Project) -> LinkAcceptance | None:
    """Return by whom and when the page was called the right one, None if nobody did."""
    return state.acceptances.filter(project=project).select_related("accepted_by").first()
