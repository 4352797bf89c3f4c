"""Numbers that wait in memory to be written together, so that who reads a page waits for no database.

What waits goes with the process: at most the last seconds, and nothing when the process ends in order.
"""

import atexit
import datetime
import logging
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.db import DatabaseError, connections

from plon.counting.memory import Key

log = logging.getLogger("plon.counting")

# What is counted for one thing on one day: {"views": 3, "robots": 1}.
Day = tuple[Key, datetime.date]
Counts = Mapping[Day, Mapping[str, int]]

# Beyond so many things of days nothing new is taken in; reached only when the database can't be written for long.
MOST_WAITING = 50_000


@dataclass
class Tally:
    """Safe for the threads of one process.

    Attributes:
        write: adds what has waited to the database.
        most: how many things of days may wait.
    """

    write: Callable[[Counts], None]
    most: int = MOST_WAITING
    _waiting: dict[Day, Counter[str]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _timer: threading.Timer | None = None
    _ends: bool = False

    def add(self, thing: Key, day: datetime.date, **numbers: int) -> None:
        """Let numbers wait; they are written within `COUNTING_SECONDS`."""
        with self._lock:
            if (thing, day) not in self._waiting and len(self._waiting) >= self.most:
                return
            self._waiting.setdefault((thing, day), Counter()).update(numbers)
            self._set_timer()

    def flush(self) -> None:
        """Write what waits; what can't be written waits on."""
        with self._lock:
            taken, self._waiting = self._waiting, {}
            self._timer = None
        if not taken:
            return
        try:
            self.write(taken)
        except DatabaseError:
            log.exception("Counts of %s things can't be written; they wait for the next time", len(taken))
            self._put_back(taken)

    def forget(self) -> None:
        """Throw away what waits."""
        with self._lock:
            self._waiting.clear()

    def _put_back(self, taken: dict[Day, Counter[str]]) -> None:
        with self._lock:
            for key, numbers in taken.items():
                self._waiting.setdefault(key, Counter()).update(numbers)
            self._set_timer()

    def _set_timer(self) -> None:
        if self._timer is not None or not settings.COUNTING_SECONDS:
            return
        if not self._ends:
            self._ends = True
            atexit.register(self.flush)
        self._timer = threading.Timer(settings.COUNTING_SECONDS, self._flush_by_timer)
        self._timer.daemon = True
        self._timer.start()

    def _flush_by_timer(self) -> None:
        try:
            self.flush()
        finally:
            connections.close_all()  # this thread ends here
