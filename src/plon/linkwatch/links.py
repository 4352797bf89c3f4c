"""Reading the states of links: for the index, the public pages, letters and the team."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from plon.linkwatch.enums import TROUBLES, LinkHealth
from plon.linkwatch.models import LinkAcceptance, LinkState
from plon.linkwatch.taking_up import hash_of
from plon.projects.models import Project
from plon.results.enums import ResultState
from plon.results.models import Result, ResultLink

# The worse comes first: what a result with several links is said to be.
_WORST_FIRST = (LinkHealth.UNSAFE, LinkHealth.BROKEN, LinkHealth.UNKNOWN, LinkHealth.LIVING)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one address for one project: what the team has accepted is no trouble to it."""

    state: LinkState
    is_accepted: bool

    @property
    def health(self) -> LinkHealth:
        return LinkHealth.LIVING if self.is_accepted else LinkHealth(self.state.state)

    @property
    def is_unsafe(self) -> bool:
        return self.health == LinkHealth.UNSAFE

    @property
    def is_broken(self) -> bool:
        return self.health == LinkHealth.BROKEN

    @property
    def is_trouble(self) -> bool:
        return self.state.what in TROUBLES and not self.is_accepted


def known_of(wanted: Iterable[tuple[int, str]]) -> dict[tuple[int, str], Known]:
    """Return {(project, address): what is known} of those that were looked at; 1 query, 2 if any is in trouble."""
    pairs = set(wanted)
    states = LinkState.objects.filter(url_hash__in={hash_of(url) for _project, url in pairs}) if pairs else ()
    by_url = {state.url: state for state in states}
    doubtful = [state.pk for state in by_url.values() if state.what in TROUBLES]
    accepted = set()
    if doubtful:
        accepted = set(LinkAcceptance.objects.filter(state__in=doubtful).values_list("state_id", "project_id"))
    return {
        (project, url): Known(by_url[url], (by_url[url].pk, project) in accepted)
        for project, url in pairs
        if url in by_url
    }


def state_of_links(result_ids: Iterable[int]) -> Mapping[int, str]:
    """Return for each result with links the worst of them: "unsafe", "broken", "unknown" or "living"; in 3 queries."""
    links = ResultLink.objects.filter(result_id__in=list(result_ids))
    rows = list(links.values_list("result_id", "result__project_id", "url"))
    known = known_of((project, url) for _result, project, url in rows)
    found: dict[int, set[LinkHealth]] = {}
    for result, project, url in rows:
        state = known.get((project, url))
        found.setdefault(result, set()).add(state.health if state else LinkHealth.UNKNOWN)
    return {result: next(each.value for each in _WORST_FIRST if each in healths) for result, healths in found.items()}


def broken_links_of(result: Result) -> dict[str, Known]:
    """Return {address: what is known} of a result's links (loaded) that are unsafe or broken: at most 2 queries."""
    known = known_of((result.project_id, link.url) for link in result.links.all())
    return {url: each for (_project, url), each in known.items() if each.is_unsafe or each.is_broken}


def website_of(project: Project) -> Known | None:
    """Return what is known of a project's website: at most 2 queries."""
    if not project.website:
        return None
    return known_of([(project.pk, project.website)]).get((project.pk, project.website))


def unsafe_addresses(wanted: Iterable[tuple[int, str]]) -> frozenset[str]:
    """Return which of some (project, address) must not be handed on to anybody: at most 2 queries."""
    return frozenset(url for (_project, url), known in known_of(wanted).items() if known.is_unsafe)


@dataclass(frozen=True, slots=True)
class BadLink:
    """A public link that the team should do something about, and since when."""

    link: ResultLink
    result: Result
    known: Known

    @property
    def what(self) -> str:
        return self.known.state.what

    @property
    def since(self) -> datetime | None:
        return self.known.state.since


def troubles_in(result_ids: Iterable[int]) -> dict[int, list[BadLink]]:
    """Return {result: its links in trouble} of those published; unsafe ones first; in 3 queries."""
    found: dict[int, list[BadLink]] = {}
    for bad in _bad_among(ResultLink.objects.filter(result_id__in=list(result_ids)).select_related("result__project")):
        found.setdefault(bad.result.pk, []).append(bad)
    return found


def troubles_of_project(project: Project) -> list[BadLink]:
    """Return the links in trouble of a project's published results, unsafe ones first; in 3 queries."""
    return _bad_among(ResultLink.objects.filter(result__project=project).select_related("result__project"))


def _bad_among(links: Iterable[ResultLink]) -> list[BadLink]:
    rows = [link for link in links if link.result.state == ResultState.PUBLISHED]
    known = known_of((link.result.project_id, link.url) for link in rows)
    bad = [
        BadLink(link, link.result, state)
        for link in rows
        if (state := known.get((link.result.project_id, link.url))) and state.is_trouble
    ]
    return sorted(bad, key=lambda each: (_WORST_FIRST.index(each.known.health), each.link.pk))
