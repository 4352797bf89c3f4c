"""Which links are due, and whose turn it is to ask their servers: two workers never ask the same one."""

import datetime
import secrets
from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from plon.linkwatch.models import LinkHost, LinkState, LinkUse
from plon.results.enums import ResultState

# A claim lasts so long without being renewed; then its worker is taken for dead.
CLAIM = datetime.timedelta(minutes=10)
# So many links of one host at a time, then others have their turn.
PER_HOST = 20
_FIRST_PAUSE, _LONGEST_PAUSE = datetime.timedelta(minutes=10), datetime.timedelta(days=1)


def public_uses() -> QuerySet[LinkUse]:
    """Return where addresses stand in public; those of the example world are nobody's and never asked."""
    of_result = Q(result__state=ResultState.PUBLISHED, result__is_example=False)
    of_project = Q(link=None, project__has_published=True, project__is_example=False)
    return LinkUse.objects.filter(of_result | of_project)


def due_links(now: datetime.datetime, *, is_ready: bool = True) -> QuerySet[LinkState]:
    """Return the public links that are to be asked, longest due first, of hosts that nobody asks now.

    With `is_ready`, only of those hosts that need no pause.
    """
    is_free = Q(host__busy_until=None) | Q(host__busy_until__lt=now)
    public = Exists(public_uses().filter(state=OuterRef("pk")))
    due = LinkState.objects.filter(is_free, public, next_check_at__lte=now)
    if is_ready:
        due = due.filter(host__ready_at__lte=now)
    return due.order_by("next_check_at", "pk")


class Claims:
    """What one worker has claimed."""

    def __init__(self) -> None:
        self.worker = secrets.token_hex(16)

    def claim(self, name: str, now: datetime.datetime) -> bool:
        """Claim a host by its name; return whether nobody else asks it and it does not want to be left alone."""
        LinkHost.objects.get_or_create(name=name, defaults={"ready_at": now})
        return bool(self._claim(LinkHost.objects.filter(name=name), now))

    def take(self, most: int, now: datetime.datetime) -> list[LinkState]:
        """Claim hosts with at least one due link each; return those links, `most` of them at most."""
        chosen: dict[int, list[LinkState]] = {}
        count = 0
        for state in due_links(now).select_related("host")[: most * 4]:
            links = chosen.setdefault(state.host_id, [])
            if len(links) < PER_HOST:
                links.append(state)
                count += 1
            if count >= most:
                break
        if not chosen:
            return []
        hosts = LinkHost.objects.filter(pk__in=list(chosen))
        # Another worker may have been quicker with some of them.
        self._claim(hosts, now)
        ours = set(hosts.filter(worker=self.worker).values_list("pk", flat=True))
        return [state for host, links in chosen.items() if host in ours for state in links]

    def _claim(self, hosts: QuerySet[LinkHost], now: datetime.datetime) -> int:
        is_free = Q(busy_until=None) | Q(busy_until__lt=now) | Q(worker=self.worker)
        return hosts.filter(is_free, ready_at__lte=now).update(busy_until=now + CLAIM, worker=self.worker)

    def soonest(self, now: datetime.datetime) -> datetime.datetime | None:
        """Return when the first of the due links may be asked whose hosts nobody asks now; None if there is none."""
        free = due_links(now, is_ready=False).order_by("host__ready_at").values_list("host__ready_at", flat=True)
        return free.first()

    def renew(self, now: datetime.datetime) -> None:
        """Keep what is claimed: the work goes on."""
        self._own().update(busy_until=now + CLAIM)

    def release(self, names: Sequence[str] | None = None, *, ready_at: datetime.datetime | None = None) -> None:
        """Give hosts back: those named, or all; nobody asks them before `ready_at`."""
        own = self._own() if names is None else self._own().filter(name__in=names)
        if ready_at is not None:
            own.filter(ready_at__lt=ready_at).update(ready_at=ready_at)
        own.update(busy_until=None, worker="")

    def _own(self) -> QuerySet[LinkHost]:
        return LinkHost.objects.filter(worker=self.worker)


def leave_alone(name: str, *, seconds: int | None = None, now: datetime.datetime | None = None) -> None:
    """Leave a host alone for a while: as long as it asks for, else longer each time; a day at most."""
    now = now or timezone.now()
    host = LinkHost.objects.get(name=name)
    wait = _FIRST_PAUSE * 2 ** min(host.failures, 10) if seconds is None else datetime.timedelta(seconds=seconds)
    host.failures = min(host.failures + 1, 100)
    host.ready_at = now + min(wait, _LONGEST_PAUSE)
    host.full_clean()
    host.save(update_fields=["failures", "ready_at"])


def forgive(name: str) -> None:
    """Forget that a host did not answer: it does again."""
    LinkHost.objects.filter(name=name, failures__gt=0).update(failures=0)
