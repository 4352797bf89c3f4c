"""The background worker as a thread of the web process: the embedded default needs no second process."""

import logging
import threading
import time

from django.db import close_old_connections
from django_tasks_db.management.commands.db_worker import Worker

log = logging.getLogger("plon.worker")


def start_worker_thread(*, interval: float = 1.0) -> threading.Thread:
    """Run background tasks in a daemon thread of this process."""
    thread = threading.Thread(target=_work, args=(interval,), name="plon-worker", daemon=True)
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
