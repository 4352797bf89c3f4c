"""A project that has ended, made inside the running house; a site that is taken over; a second house."""

import contextlib
import os
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.journeys.conftest import PLON, Plon
from tests.linkwatch.texts import GAMBLING, PAGES

FIRST, SECOND = "first.keeper@example.org", "second.keeper@example.org"
CARDS, GAME = "Karty wody", "Gra nad strumieniem"

# Two results with files, kept by two people since the project's end half a year ago.
MAKE = """
import datetime, json
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from plon.accounts.models import User
from plon.keepers.actions import accept, name_keeper
from plon.keepers.actions.answering import guest_of
from plon.keepers.models import Keeping
from plon.organisations.actions import add_organisation
from plon.projects.actions import create_project
from plon.results import actions, attaching
from plon.results.fit.actions import change_fit

today, now = datetime.date.today(), timezone.now()
lead = User.objects.get(email="coordinator@example.org")
school = add_organisation(by=lead, name="Szkoła Zakończonego Projektu", country="PL", city="Przykładów")
project = create_project(
    by=lead, organisation=school, title="Strumień po projekcie", action_type="KA210",
    start=today - datetime.timedelta(days=900), end=today - datetime.timedelta(days=190), texts={{}},
)
made = {{}}
for title, link in (("{cards}", "{url}"), ("{game}", "")):
    result = actions.define_result(project, by=lead, title=title, kind="tangible", language="pl")
    actions.change_result(result, by=lead, values={{
        "category": "handbook", "licence": "CC-BY-4.0", "languages": ["pl"], "carries_emblem": True,
        "carries_licence_notice": True, "summary_pl": "Na zajęcia nad wodą.", "responsible": school,
    }})
    result.refresh_from_db()
    attaching.add_file(result, by=lead, upload=SimpleUploadedFile(title + ".txt", title.encode()), language="pl")
    change_fit(result, by=lead, values={{"age_from": 10, "age_to": 12}})
    result.refresh_from_db()
    actions.publish_result(result, by=lead)
    if link:
        attaching.add_link(result, by=lead, url=link, title="Strona kart")
    made[title] = result.public_id
results = list(project.results.all())
for name, email in (("Pierwsza Opiekunka", "{first}"), ("Drugi Opiekun", "{second}")):
    for asked in name_keeper(results, by=lead, email=email, name=name, language="pl", organisation=school):
        kept = accept(asked, by=guest_of(asked))
        Keeping.objects.filter(pk=kept.pk).update(accepted_at=now - datetime.timedelta(days=190),
                                                  confirmed_at=now - datetime.timedelta(days=190))
print("MADE", json.dumps({{"project": project.public_id, **made}}))
"""

# What the watch does by the clock, now, with the server on this machine taken for somebody else's.
WATCH = """
import json
from django.conf import settings
from django.utils import timezone
settings.LOCAL_SERVERS = ("{host}",)
from plon.linkwatch.models import LinkState
from plon.linkwatch.taking_up import take_up_links
from plon.linkwatch.watching import Watch
take_up_links()
LinkState.objects.filter(url__contains="{host}").update(next_check_at=timezone.now())
Watch().run()
states = LinkState.objects.filter(url__contains="{host}").order_by("pk")
print("MADE", json.dumps({{state.url: state.state for state in states}}))
"""

# The letters of this half-year, at noon of today.
SEND_LETTERS = """
import datetime, json, zoneinfo
from plon.corner.letters.sending import deliver_all
from plon.sustainability.letters.sending import half_year_letters
noon = datetime.datetime.combine(datetime.date.today(), datetime.time(12), zoneinfo.ZoneInfo("Europe/Warsaw"))
print("MADE", json.dumps(deliver_all(half_year_letters(noon))))
"""


class Site(ThreadingHTTPServer):
    """The project's own site, until it is taken over: then all of its addresses but one sell games of chance."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Page)
        self.is_taken_over = False

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    @property
    def old_address(self) -> str:
        return f"http://{self.host}/karty"

    @property
    def new_address(self) -> str:
        return f"http://{self.host}/szkola/karty"


class _Page(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        """Answer as the site does."""
        if self.path == "/robots.txt":
            self.send_response(404)
            self.end_headers()
            return
        is_ours = self.path.startswith("/szkola/") or not self.server.is_taken_over
        title, text = PAGES["river", "pl"][:2] if is_ours else GAMBLING[0][:2]
        language = "pl" if is_ours else "en"
        body = f'<!doctype html><html lang="{language}"><title>{title}</title><h1>{title}</h1><p>{text}</p>'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(body)

    do_HEAD = do_GET  # noqa: N815  the library's name

    def log_message(self, *_args: object) -> None:
        """Keep quiet."""


@contextlib.contextmanager
def serving() -> Iterator[Site]:
    site = Site()
    threading.Thread(target=site.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        site.shutdown()
        site.server_close()


class EmptyHouse:
    """A second, empty installation, used by its command alone."""

    def __init__(self, folder: Path, plon: Plon) -> None:
        self.environment = {**plon.environment, "PLON_DATA": str(folder), "PLON_DEMONSTRATION": "false"}
        self.environment["PLON_BASE_URL"] = "http://127.0.0.1:9"

    def command(self, *arguments: str, said: str = "") -> str:
        """Run ``plon …``, answer what it asks, and return what it printed."""
        done = subprocess.run(
            [os.fspath(PLON), *arguments], env=self.environment, input=said, capture_output=True, text=True,
            check=False, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout
