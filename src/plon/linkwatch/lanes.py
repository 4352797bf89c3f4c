"""Many servers at a time, each one question at a time, at a walk: who is next. Knows no network, no database."""

import heapq
import itertools
from collections import deque
from collections.abc import Container, Iterator
from dataclasses import dataclass, field

from plon.fetching.refusals import NotFetched
from plon.fetching.stepping import Step
from plon.linkwatch.addresses import host_of
from plon.linkwatch.asking import Look, Looking, Wanted


@dataclass(slots=True)
class Job:
    """One address that is being looked at: `wanted` is its next question, None before the first."""

    key: int
    host: str
    looking: Looking
    wanted: Wanted | None = None
    is_begun: bool = False

    def go_on(self, answer: Step | NotFetched | None) -> Look | None:
        """Take the answer to the last question (None to begin); return what was found, None while more is asked."""
        self.is_begun = True
        try:
            self.wanted = next(self.looking) if answer is None else self.looking.send(answer)
        except StopIteration as end:
            look: Look = end.value
            return look
        return None


@dataclass(slots=True)
class Lane:
    """The questions to one host, in their order."""

    host: str
    pause: float
    ready_at: float = 0.0
    is_busy: bool = False
    is_listed: bool = False
    jobs: deque[Job] = field(default_factory=deque)

    @property
    def is_idle(self) -> bool:
        return not self.is_busy and not self.jobs


class Lanes:
    """All hosts that are asked now. `take` gives each job whose host may be asked, and marks the host busy."""

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._lanes: dict[str, Lane] = {}
        self._waiting: list[tuple[float, int, Lane]] = []
        self._numbers = itertools.count()

    def __contains__(self, host: str) -> bool:
        return host in self._lanes

    def __len__(self) -> int:
        return len(self._lanes)

    def add(self, job: Job, *, first: bool = False) -> None:
        """Put a job into the lane of `job.host`; one that goes on comes before those not yet begun."""
        lane = self._lanes.setdefault(job.host, Lane(job.host, self._pause))
        if first:
            lane.jobs.appendleft(job)
        else:
            lane.jobs.append(job)
        self._list(lane)

    def _list(self, lane: Lane) -> None:
        if lane.jobs and not lane.is_busy and not lane.is_listed:
            lane.is_listed = True
            heapq.heappush(self._waiting, (lane.ready_at, next(self._numbers), lane))

    def take(self, now: float) -> Job | None:
        """Return a job whose host may be asked now; its lane is busy until `done`."""
        while self._waiting and self._waiting[0][0] <= now:
            lane = heapq.heappop(self._waiting)[2]
            lane.is_listed = False
            if lane.jobs and not lane.is_busy:
                lane.is_busy = True
                return lane.jobs.popleft()
        return None

    def next_at(self) -> float | None:
        """Return when the next host may be asked, None if none waits."""
        return self._waiting[0][0] if self._waiting else None

    def done(self, host: str, now: float, *, asked: bool = True) -> None:
        """Say that a host has answered; after a real question it is left alone for its pause."""
        lane = self._lanes[host]
        lane.is_busy = False
        if asked:
            lane.ready_at = now + lane.pause
        self._list(lane)

    def slow_down(self, host: str, pause: float) -> None:
        self._lanes[host].pause = max(self._pause, pause)

    def drop(self, host: str) -> list[Job]:
        """Forget the jobs of a host that have not begun; return them."""
        lane = self._lanes[host]
        dropped = [job for job in lane.jobs if not job.is_begun]
        lane.jobs = deque(job for job in lane.jobs if job.is_begun)
        return dropped

    def leave_idle(self, *, but: Container[str] = ()) -> Iterator[str]:
        """Forget the hosts that have nothing left, but for some; yield their names."""
        idle = [lane.host for lane in self._lanes.values() if lane.is_idle and lane.host not in but]
        for host in idle:
            del self._lanes[host]
            yield host


def host_for(wanted: Wanted) -> str:
    """Return in which lane a question belongs: with and without TLS, and any spelling, are one host."""
    return host_of(wanted.url)
