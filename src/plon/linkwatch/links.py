"""Reading the states of links: for the catalogue's filter, the public page and the team."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from plon.linkwatch.enums import LinkHealth
from plon.linkwatch.models import LinkState
from plon.linkwatch.watching import hash_of
from plon.projects.models import Project
from plon.results.enums import ResultState
from plon.results.models import Result, ResultLink


def state_of_links(result_ids: Iterable[int]) -> Mapping[int, str]:
    """Return for each result with links "broken" if one is, "living" if all are, else "unknown"; in 2 queries."""
    rows = list(ResultLink.objects.filter(result_id__in=list(result_ids)).values_list("result_id", "url"))
    states = _states({url for _result, url in rows})
    found: dict[int, set[str]] = {}
    for result, url in rows:
        state = states.get(url)
        found.setdefault(result, set()).add(state.state if state else LinkHealth.UNKNOWN.value)
    return {result: _together(kinds) for result, kinds in found.items()}


def _together(kinds: set[str]) -> str:
    if LinkHealth.BROKEN in kinds:
        return LinkHealth.BROKEN.value
    return LinkHealth.LIVING.value if kinds == {LinkHealth.LIVING.value} else LinkHealth.UNKNOWN.value


def _states(urls: set[str]) -> dict[str, LinkState]:
    states = LinkState.objects.filter(url_hash__in=[hash_of(url) for url in urls]) if urls else ()
    return {state.url: state for state in states}


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """A link that leads nowhere, since when, and the code of why."""

    link: ResultLink
    result: Result
    why: str
    status: int
    since: datetime | None


def broken_links_of(result: Result) -> dict[str, LinkState]:
    """Return {address: state} of a result's broken links (its links loaded): at most 1 query."""
    states = _states({link.url for link in result.links.all()})
    return {url: state for url, state in states.items() if state.state == LinkHealth.BROKEN}


def broken_links_in(project: Project) -> list[BrokenLink]:
    """Return the broken links of a project's published results, in 2 queries."""
    links = list(
        ResultLink.objects.filter(result__project=project, result__state=ResultState.PUBLISHED).select_related("result")
    )
    states = _states({link.url for link in links})
    return [
        BrokenLink(link, link.result, states[link.url].why, states[link.url].status, states[link.url].broken_since)
        for link in links
        if link.url in states and states[link.url].state == LinkHealth.BROKEN
    ]
