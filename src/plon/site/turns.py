"""Who comes first: programs that read the catalogue wait until nobody else is served, and read one page at a time.

Python runs one thread at a time, so that a page made for a program is time taken from whoever saves meanwhile.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

# Of the server's threads, programs hold at most so many: one page is made, another waits for its turn.
PROGRAMS_AT_ONCE = 2
# Seconds without anybody else that count as a pause: people's requests come in a row.
PAUSE = 0.1
# After so many seconds a program gets its turn in any case.
PATIENCE = 2.0


@dataclass
class Turns:
    """Safe for the threads of one process.

    Attributes:
        clock: seconds that only go forward.
        patience: seconds after which a program no longer waits for a pause.
    """

    clock: Callable[[], float] = time.monotonic
    patience: float = PATIENCE
    _people: int = 0
    _last_served: float = 0.0
    _programs: int = 0
    _reading: bool = False
    _changed: threading.Condition = field(default_factory=threading.Condition)

    @contextmanager
    def of_people(self) -> Iterator[None]:
        """Serve somebody at once."""
        with self._changed:
            self._people += 1
        try:
            yield
        finally:
            with self._changed:
                self._people -= 1
                self._last_served = self.clock()

    @contextmanager
    def of_programs(self) -> Iterator[bool]:
        """Wait for a pause, then serve a program; tell False, at once, if as many as may wait do so already."""
        if not self._come():
            yield False
            return
        try:
            self._wait()
            yield True
        finally:
            self._go()

    def _come(self) -> bool:
        with self._changed:
            if self._programs >= PROGRAMS_AT_ONCE:
                return False
            self._programs += 1
            return True

    def _wait(self) -> None:
        until = self.clock() + self.patience
        with self._changed:
            while self._reading or (self._is_busy() and self.clock() < until):
                self._changed.wait(PAUSE / 2)
            self._reading = True

    def _is_busy(self) -> bool:
        return self._people > 0 or self.clock() - self._last_served < PAUSE

    def _go(self) -> None:
        with self._changed:
            self._programs -= 1
            self._reading = False
            self._changed.notify()
