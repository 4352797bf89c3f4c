"""The background worker as threads of the web process: the embedded default needs no second process."""

import logging
import threading
import time

from django.db import close_old_connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker

from plon.jobs.schedule import run_due

log = logging.getLogger("plon.worker")

# How often a worker looks whether regular work is due, in seconds.
LOOK_EVERY = 60.0


def start_worker_thread(*, interval: float = 1.0) -> threading.Thread:
    """Run background tasks in a daemon thread of this process, and regular work in another."""
    start_clock_thread()
    thread = threading.Thread(target=_work, args=(interval,), name="plon-worker", daemon=True)
    thread.start()
    return thread


def start_clock_thread(*, interval: float = LOOK_EVERY) -> threading.Thread:
    """Do regular work when it is due, in a daemon thread: a long task doesn't hold up a reminder."""
    thread = threading.Thread(target=_keep_time, args=(interval,), name="plon-clock", daemon=True)
    thread.start()
    return thread


def _work(interval: float) -> None:
    while True:
        worker = Worker(
            queue_names=["*"],
            interval=interval,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"embedded-{int(time.time())}",
            excluded_queue_names=[],
        )
        try:
            worker.run()
        except Exception:
            log.exception("The worker stumbled; it begins again in 5 seconds")
            close_old_connections()
            time.sleep(5)


def _keep_time(interval: float) -> None:
    while True:
        try:
            run_due(timezone.now())
        except Exception:
            log.exception("The clock stumbled; it looks again in %s seconds", interval)
        close_old_connections()
        time.sleep(interval)
