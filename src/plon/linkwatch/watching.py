"""Watch links: many hosts at a time, none of them asked two things at once, and what is found kept as it comes.

Threads do nothing but wait for servers; everything else, the database above all, happens in the one that called.
"""

import datetime
import logging
import queue
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from plon.fetching.connecting import Resolve, resolve
from plon.fetching.limits import Limits
from plon.fetching.refusals import NotFetched, Why
from plon.fetching.stepping import Step, ask_once
from plon.linkwatch.asking import LONGEST_PAUSE, PAUSE, Look, RuleBook, Wanted, looking
from plon.linkwatch.claiming import CLAIM, Claims, forgive, leave_alone
from plon.linkwatch.enums import TROUBLES
from plon.linkwatch.lanes import Job, Lanes, host_for
from plon.linkwatch.models import LinkState
from plon.linkwatch.noting import note_look

log = logging.getLogger("plon.linkwatch")

EVERY, TAKE_UP_EVERY = datetime.timedelta(minutes=5), datetime.timedelta(minutes=10)
# One regular run takes little, so that other work by the clock does not wait; what is left comes next time.
SECONDS = 60.0
AT_ONCE, CLAIMED_AT_ONCE, WRITTEN_AT_ONCE = 32, 400, 50
# A host that did not answer in time so often in a row is left alone for a while.
TIMEOUTS = 3
_ASKS_TO_WAIT = frozenset({429, 503})

Ask = Callable[[Wanted], Step]


def ask_web(wanted: Wanted, *, resolve: Resolve = resolve) -> Step:
    """Ask a server of the web.

    Raises:
        NotFetched: see `Why`.
    """
    limits = wanted.limits(Limits().local_servers)
    return ask_once(wanted.url, limits=limits, head=wanted.head, since=wanted.since, resolve=resolve)


@dataclass(slots=True)
class Tally:
    """What a run did: links looked at, questions asked, and how many links were found to be what."""

    links: int = 0
    questions: int = 0
    found: dict[str, int] = field(default_factory=dict)
    put_off: int = 0
    seconds: float = 0.0

    @property
    def troubles(self) -> int:
        return sum(count for what, count in self.found.items() if what in TROUBLES)


class Watch:
    """One run over the links that are due. May be stopped anywhere: what was not noted is still due."""

    def __init__(
        self,
        *,
        ask: Ask = ask_web,
        at_once: int = AT_ONCE,
        pause: float = PAUSE,
        say: Callable[[Tally], None] | None = None,
    ) -> None:
        self._ask, self._at_once, self._pause, self._say = ask, at_once, pause, say
        self._claims, self._lanes, self._book = Claims(), Lanes(pause), RuleBook()
        self._states: dict[int, LinkState] = {}
        self._answers: queue.SimpleQueue[tuple[Job, Step | NotFetched | BaseException]] = queue.SimpleQueue()
        self._looks: list[tuple[LinkState, Look]] = []
        self._timeouts: dict[str, int] = {}
        self._asked_now = 0
        self._refill_at = 0.0
        self.tally = Tally()

    def run(self, *, seconds: float | None = None, links: int | None = None) -> Tally:
        """Look at what is due, for so long or so many links; return what was done."""
        begun = time.monotonic()
        renewed = written = begun
        try:
            with ThreadPoolExecutor(self._at_once, thread_name_prefix="link") as pool:
                while True:
                    now = time.monotonic()
                    is_over = seconds is not None and now - begun > seconds
                    if not is_over:
                        self._refill(links)
                        self._start(pool)
                    if not self._asked_now and (is_over or self._is_done(links)):
                        break
                    if now - renewed > 60:
                        self._claims.renew(timezone.now())
                        renewed = now
                    self._take_answers(until=now + self._patience())
                    if self._looks and (len(self._looks) >= WRITTEN_AT_ONCE or time.monotonic() - written > 1):
                        self._write()
                        written = time.monotonic()
        finally:
            self._write()
            self._claims.release()
            self.tally.seconds = time.monotonic() - begun
        return self.tally

    def _is_done(self, links: int | None) -> bool:
        """Tell whether nothing is left, not even of hosts that only want a pause."""
        if self._states or (links is not None and self.tally.links + len(self._looks) >= links):
            return not self._states
        self._let_go()
        soonest = self._claims.soonest(timezone.now())
        if soonest is None or soonest > timezone.now() + datetime.timedelta(seconds=LONGEST_PAUSE):
            return True
        self._refill_at = time.monotonic() + max(0.0, (soonest - timezone.now()).total_seconds())
        return False

    def _patience(self) -> float:
        """Return how long to wait for an answer before looking who may be asked next."""
        next_at = self._lanes.next_at()
        if next_at is None and not self._asked_now:
            next_at = self._refill_at
        until_next = 0.5 if next_at is None else max(0.0, next_at - time.monotonic())
        return min(0.5, until_next) if self._asked_now < self._at_once else 0.5

    def _refill(self, links: int | None) -> None:
        if len(self._states) > CLAIMED_AT_ONCE // 2:
            return
        now = time.monotonic()
        if now < self._refill_at:
            return
        # Asked again at once while there is much, else after a while: the question is not free.
        self._refill_at = now + 1
        left = CLAIMED_AT_ONCE - len(self._states)
        if links is not None:
            left = min(left, links - self.tally.links - len(self._states) - len(self._looks))
        if left <= 0:
            return
        self._let_go()
        taken = self._claims.take(left, timezone.now())
        if len(taken) >= left // 2:
            self._refill_at = now
        for state in taken:
            self._states[state.pk] = state
            since = {"etag": state.etag, "last-modified": state.last_modified}
            known = since if (state.etag or state.last_modified) and state.fingerprint else None
            self._lanes.add(
                Job(state.pk, state.host.name, looking(state.url, self._book, found=state.found, since=known))
            )

    def _let_go(self) -> None:
        """Give back the hosts of which nothing is wanted any more; what was found is written before."""
        self._write()
        # A link that was sent on to another host is still one of its own: nobody else looks at it meanwhile.
        begun = {state.host.name for state in self._states.values()}
        idle = list(self._lanes.leave_idle(but=begun))
        if idle:
            self._claims.release(idle, ready_at=timezone.now() + datetime.timedelta(seconds=self._pause))
            for host in idle:
                self._timeouts.pop(host, None)
                self._book.forget_refusals(host)

    def _start(self, pool: ThreadPoolExecutor) -> None:
        while self._asked_now < self._at_once and (job := self._lanes.take(time.monotonic())) is not None:
            look = None if job.is_begun else job.go_on(None)
            if look is not None:
                self._finish(job, look)
                self._lanes.done(job.host, time.monotonic(), asked=False)
            else:
                self._submit(pool, job)

    def _submit(self, pool: ThreadPoolExecutor, job: Job) -> None:
        wanted = job.wanted
        if wanted is None:
            return
        self._asked_now += 1
        self.tally.questions += 1
        pool.submit(self._answer, job, wanted)

    def _answer(self, job: Job, wanted: Wanted) -> None:
        """Ask, in a thread of the pool; whatever happens comes back as an answer."""
        try:
            answer: Step | NotFetched | BaseException = self._ask(wanted)
        except BaseException as failure:  # noqa: BLE001  raised again by the one who waits for it
            answer = failure
        self._answers.put((job, answer))

    def _take_answers(self, *, until: float) -> None:
        """Wait for an answer, but not for ever; take those that are there."""
        wait = max(0.0, until - time.monotonic())
        while True:
            try:
                job, answer = self._answers.get(timeout=wait) if wait else self._answers.get_nowait()
            except queue.Empty:
                return
            self._asked_now -= 1
            if isinstance(answer, Exception) and not isinstance(answer, NotFetched):
                self._fail(job.key, answer)
                self._lanes.done(job.host, time.monotonic())
            elif isinstance(answer, BaseException) and not isinstance(answer, NotFetched):
                raise answer
            else:
                self._go_on(job, answer)
            wait = 0.0

    def _go_on(self, job: Job, answer: Step | NotFetched) -> None:
        host, asked = job.host, job.wanted
        self._mind(host, answer)
        try:
            look = job.go_on(answer)
        except Exception as fault:  # noqa: BLE001  one page that nobody can read must not stop the others
            self._fail(job.key, fault)
            self._lanes.done(host, time.monotonic())
            return
        if asked is not None and asked.is_rules:
            self._mind_pace(host, asked.url)
        if look is not None:
            self._finish(job, look)
        else:
            self._pass_on(job)
        self._lanes.done(host, time.monotonic())

    def _pass_on(self, job: Job) -> None:
        """Let a job go on in the lane of the host that it asks next; leave it for later if somebody else asks that."""
        if job.wanted is None:
            return
        host = host_for(job.wanted)
        if host not in self._lanes and not self._claims.claim(host[:260], timezone.now()):
            LinkState.objects.filter(pk=job.key).update(next_check_at=timezone.now() + CLAIM)
            self._put_off(job)
            return
        job.host = host
        self._lanes.add(job, first=True)

    def _mind_pace(self, host: str, rules_address: str) -> None:
        if (rules := self._book.of(rules_address)) is not None:
            self._lanes.slow_down(host, rules.pause if rules.pause > PAUSE else self._pause)

    def _mind(self, host: str, answer: Step | NotFetched) -> None:
        """Leave a host alone that asks for it, or that did not answer in time again and again."""
        if not isinstance(answer, NotFetched):
            if self._timeouts.pop(host, 0):
                forgive(host)
            return
        if answer.why is Why.TIMED_OUT:
            self._timeouts[host] = self._timeouts.get(host, 0) + 1
        if answer.status in _ASKS_TO_WAIT or self._timeouts.get(host, 0) >= TIMEOUTS:
            leave_alone(host, seconds=answer.retry_after)
            for job in self._lanes.drop(host):
                self._put_off(job)

    def _fail(self, key: int, fault: Exception) -> None:
        """Leave a link for tomorrow over which we have stumbled ourselves: nothing is said of it."""
        log.error("link %s could not be looked at", key, exc_info=fault)
        self._states.pop(key, None)
        LinkState.objects.filter(pk=key).update(next_check_at=timezone.now() + datetime.timedelta(days=1))
        self.tally.put_off += 1

    def _put_off(self, job: Job) -> None:
        """Leave a link for later: it stays due."""
        job.looking.close()
        self._states.pop(job.key, None)
        self.tally.put_off += 1

    def _finish(self, job: Job, look: Look) -> None:
        self._looks.append((self._states.pop(job.key), look))

    def _write(self) -> None:
        """Keep what was found, some at a time in one transaction."""
        looks, self._looks = self._looks, []
        if not looks:
            return
        with transaction.atomic():
            # What was taken out of public meanwhile is not put back.
            known = set(
                LinkState.objects.filter(pk__in=[state.pk for state, _look in looks]).values_list("pk", flat=True)
            )
            for state, look in looks:
                if state.pk not in known:
                    continue
                try:
                    verdict = note_look(state, look)
                except (DatabaseError, ValidationError, ValueError, LookupError) as fault:
                    self._fail(state.pk, fault)
                    continue
                self.tally.found[verdict.what.value] = self.tally.found.get(verdict.what.value, 0) + 1
        self.tally.links += len(looks)
        if self._say is not None:
            self._say(self.tally)


def watch_links(*, seconds: float = SECONDS) -> Tally:
    """Regular work: look at what is due, for a minute at most."""
    return Watch().run(seconds=seconds)
