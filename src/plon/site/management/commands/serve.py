"""``plon serve``: the whole of Plon in one process (pages, worker, index)."""

import signal
import sys
import threading
from argparse import ArgumentParser
from typing import Any

import waitress
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from plon.site.middleware import PIECE
from plon.site.proxy import proxy_settings
from plon.site.statics import collect_if_changed
from plon.site.worker import start_worker_thread


class Command(BaseCommand):
    help = "Serve Plon: pages, background worker and search index in one process."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on")
        parser.add_argument("--no-worker", action="store_true", help="leave background tasks to `plon worker`")
        parser.add_argument(
            "--demonstration", action="store_true", help="fill an empty Plon with the example world first"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        collect_if_changed()
        if options["demonstration"]:
            call_command("demo", if_empty=True, stdout=self.stdout)
        self._start_background(is_worker_wanted=not options["no_worker"])
        self.stdout.write(f"Plon is ready: http://{options['host']}:{options['port']}  (Ctrl+C stops it)")
        self.stdout.flush()
        _end_in_order_when_told()
        from plon.site.wsgi import application  # the application is made once the schema stands

        waitress.serve(
            application,
            host=options["host"],
            port=options["port"],
            threads=settings.CONFIGURATION.threads,
            ident=None,
            max_request_body_size=2 * max(settings.MAX_UPLOAD_BYTES, PIECE),
            channel_timeout=300,
            **proxy_settings(host=options["host"], is_https=settings.CONFIGURATION.is_https),
        )

    def _start_background(self, *, is_worker_wanted: bool) -> None:
        from plon.search.updating import run_forever  # tantivy is loaded only by the process that serves

        threading.Thread(target=run_forever, args=(threading.Event(),), name="plon-index", daemon=True).start()
        if is_worker_wanted:
            start_worker_thread()


def _end_in_order_when_told() -> None:
    """Let SIGTERM end the server as Ctrl+C does: what waits in memory (counts of readers) is written first."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))
