"""Work on files that nobody vouches for, in a process of its own that may fail without harm.

The child calls `limit_this_process` first; the parent calls `answer_of`. Knows nothing of Django, for the child's sake.
"""

import contextlib
import json
import os
import resource
import subprocess
import sys
from typing import Any

MB = 1024 * 1024


class GaveUp(Exception):
    """The child hit a limit or died; `code` is "too-slow" (time) or "too-complex" (memory, crash)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def answer_of(module: str, *arguments: str, patience: float, content: bytes | None = None) -> Any:
    """Run a module in a process of its own and return the JSON that it writes to standard output.

    Args:
        module: with a main that calls `limit_this_process`.
        arguments: for its command line.
        patience: seconds by the clock; processor time is limited by the child itself.
        content: for its standard input.

    Raises:
        GaveUp: it took too long, needed too much, or crashed.
    """
    # Threads of the linear algebra library each reserve memory, which the limit would count.
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1"}
    try:
        done = subprocess.run(  # noqa: S603  our own interpreter and modules; paths are ours, too
            [sys.executable, "-m", module, *arguments],
            input=content or b"", capture_output=True, timeout=patience, check=False, env=environment,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise GaveUp("too-slow") from error
    try:
        return json.loads(done.stdout)
    except ValueError as error:
        raise GaveUp("too-complex") from error


def limit_this_process(*, memory: int, seconds: int, files: int = 32) -> None:
    """Bound memory (bytes), processor time (seconds) and open files; leave no core behind."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
