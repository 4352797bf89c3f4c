"""Begin to watch what was published, follow changed addresses, forget what nothing names any more."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from plon.linkwatch.addresses import host_of
from plon.linkwatch.models import LinkHost, LinkState, LinkUse
from plon.projects.models import Project
from plon.results.enums import ResultState
from plon.results.models import ResultLink

CHUNK = 500


def hash_of(url: str) -> str:
    """Return under which key an address is kept."""
    return hashlib.sha256(url.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Place:
    """An address and where it stands."""

    url: str
    project: int
    result: int | None = None
    link: int | None = None


def take_up_links() -> int:
    """Begin to watch what is new; return how many addresses are. Memory stays flat: some hundred at a time."""
    new, last = 0, 0
    links = _links_not_watched().order_by("pk")
    while rows := list(links.filter(pk__gt=last).values_list("pk", "url", "result_id", "result__project_id")[:CHUNK]):
        last = rows[-1][0]
        new += _watch([Place(url, project, result, link) for link, url, result, project in rows])
    last = 0
    sites = _websites_not_watched().order_by("pk")
    while found := list(sites.filter(pk__gt=last).values_list("pk", "website")[:CHUNK]):
        last = found[-1][0]
        new += _watch([Place(website, project) for project, website in found])
    forget_unnamed()
    return new


def watch_places(places: Iterable[Place]) -> int:
    """Watch some addresses now; return how many of them nobody watched yet."""
    return _watch(list(places))


def _links_not_watched() -> QuerySet[ResultLink]:
    public = ResultLink.objects.filter(result__state=ResultState.PUBLISHED, result__is_example=False)
    return public.exclude(Exists(LinkUse.objects.filter(link=OuterRef("pk"), state__url=OuterRef("url"))))


def _websites_not_watched() -> QuerySet[Project]:
    """Return projects whose website stands on a page of theirs that people come to: those with published results."""
    public = Project.objects.filter(has_published=True, is_example=False).exclude(website="")
    watched = LinkUse.objects.filter(project=OuterRef("pk"), link=None, state__url=OuterRef("website"))
    return public.exclude(Exists(watched))


@transaction.atomic
def _watch(places: list[Place]) -> int:
    states, new = _states_for({hash_of(place.url): place.url for place in places})
    LinkUse.objects.filter(link__in=[place.link for place in places if place.link]).delete()
    LinkUse.objects.filter(link=None, project__in=[place.project for place in places if not place.link]).delete()
    LinkUse.objects.bulk_create(
        [
            LinkUse(state_id=states[hash_of(place.url)], project_id=place.project, result_id=place.result,
                    link_id=place.link)
            for place in places
        ],
        ignore_conflicts=True,
    )  # fmt: skip
    return new


def _states_for(urls: dict[str, str]) -> tuple[dict[str, int], int]:
    """Return {hash: key} of all these addresses, those made now included, and how many those are."""
    known = set(LinkState.objects.filter(url_hash__in=list(urls)).values_list("url_hash", flat=True))
    missing = {key: url for key, url in urls.items() if key not in known}
    hosts = _hosts_for({host_of(url)[:260] for url in missing.values()})
    now = timezone.now()
    LinkState.objects.bulk_create(
        [
            LinkState(url=url, url_hash=key, host_id=hosts[host_of(url)[:260]], next_check_at=now)
            for key, url in missing.items()
        ],
        ignore_conflicts=True,
    )
    return dict(LinkState.objects.filter(url_hash__in=list(urls)).values_list("url_hash", "pk")), len(missing)


def _hosts_for(names: set[str]) -> dict[str, int]:
    now = timezone.now()
    LinkHost.objects.bulk_create([LinkHost(name=name, ready_at=now) for name in names], ignore_conflicts=True)
    return dict(LinkHost.objects.filter(name__in=names).values_list("name", "pk"))


def forget_unnamed() -> int:
    """Forget addresses that nothing names any more, and servers without any; return how many addresses."""
    LinkUse.objects.exclude(link=None).exclude(link__url=F("state__url")).delete()
    LinkUse.objects.filter(link=None).exclude(project__website=F("state__url")).delete()
    gone, _each = LinkState.objects.filter(~Exists(LinkUse.objects.filter(state=OuterRef("pk")))).delete()
    idle = Q(busy_until=None) | Q(busy_until__lt=timezone.now())
    LinkHost.objects.filter(idle, ~Exists(LinkState.objects.filter(host=OuterRef("pk")))).delete()
    return gone
