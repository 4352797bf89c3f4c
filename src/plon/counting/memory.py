"""What one process remembers of a day, and nobody else: which devices have opened a thing already.

Not the device is remembered but a keyed hash of its address and browser for one thing: a short link, the page of a
result, a file. Each purpose has a memory of its own, so that a busy day of one doesn't make another forget. The key is
drawn anew each day, lives in this process alone and goes with the day or the process; nothing of it is ever written
anywhere, so no backup holds what could be guessed back into an address (docs/decisions/0017).
"""

import datetime
import hashlib
import secrets
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils import timezone

# What is opened: its kind ("link", "result", "file") and its key in the database.
Key = tuple[str, int]

# About 20 MB; beyond it the longest unseen is forgotten and would count as another device.
MOST_DEVICES = 200_000
# Robots are written together, so that a flood of them keeps no reader waiting; what is not yet written goes with the
# process.
SECONDS_BETWEEN_ROBOTS = 10.0


@dataclass(frozen=True, slots=True)
class Opening:
    """What an opening counts for."""

    is_counted: bool
    is_new_device: bool


@dataclass
class DayMemory:
    """Safe for the threads of one process.

    Attributes:
        today: tells the day on which something is counted.
        clock: seconds that only go forward.
    """

    today: Callable[[], datetime.date]
    clock: Callable[[], float] = time.monotonic
    most: int = MOST_DEVICES
    day: datetime.date | None = None
    _key: bytes = b""
    _seen: OrderedDict[bytes, float] = field(default_factory=OrderedDict)
    _robots: Counter[tuple[Key, datetime.date]] = field(default_factory=Counter)
    _robots_since: float | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _timer: threading.Timer | None = None

    def open(self, thing: Key, address: str, agent: str, *, double_click: float) -> Opening:
        """Note that a device opens a thing, and return what that counts for.

        Of two openings within `double_click` seconds the first counts; each one begins the seconds anew.
        """
        with self._lock:
            self._begin_day()
            device = self._device(thing, address, agent)
            now, before = self.clock(), self._seen.get(device)
            self._seen[device] = now
            self._seen.move_to_end(device)
            if len(self._seen) > self.most:
                self._seen.popitem(last=False)
        return Opening(before is None or now - before > double_click, before is None)

    def add_robot(self, thing: Key) -> dict[tuple[Key, datetime.date], int]:
        """Note a robot; return what is to be written now: {(thing, day): robots}, mostly nothing."""
        with self._lock:
            self._robots[thing, self.today()] += 1
            now = self.clock()
            if self._robots_since is not None and now - self._robots_since < SECONDS_BETWEEN_ROBOTS:
                return {}
            self._robots_since = now
            return self._take_robots()

    def take_robots(self) -> dict[tuple[Key, datetime.date], int]:
        """Return the robots that are not written yet, and forget them."""
        with self._lock:
            return self._take_robots()

    def rest(self) -> None:
        """Let the next robot be written at once."""
        with self._lock:
            self._robots_since = None

    def forget_days_before(self, today: datetime.date) -> None:
        """Destroy key and hashes of a day that is over."""
        with self._lock:
            if self.day is not None and self.day < today:
                self._forget()

    def forget(self) -> None:
        """Destroy key and hashes."""
        with self._lock:
            self._forget()

    def _begin_day(self) -> None:
        today = self.today()
        if self.day == today:
            return
        self._forget()
        self.day, self._key = today, secrets.token_bytes(32)
        self._timer = threading.Timer(_seconds_left(), self.forget)
        self._timer.daemon = True
        self._timer.start()

    def _forget(self) -> None:
        self.day, self._key = None, b""
        self._seen.clear()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _device(self, thing: Key, address: str, agent: str) -> bytes:
        kind, key = thing
        told = f"{kind} {key}\n{address}\n{agent}".encode("utf-8", "replace")
        return hashlib.blake2b(told, key=self._key, digest_size=12).digest()

    def _take_robots(self) -> dict[tuple[Key, datetime.date], int]:
        taken = dict(self._robots)
        self._robots.clear()
        return taken


def today() -> datetime.date:
    """The day in the time zone of the installation, whoever asks."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


def _seconds_left() -> float:
    zone = timezone.get_default_timezone()
    now = timezone.now().astimezone(zone)
    midnight = datetime.datetime.combine(now.date() + datetime.timedelta(days=1), datetime.time(), zone)
    return (midnight - now).total_seconds() + 1
