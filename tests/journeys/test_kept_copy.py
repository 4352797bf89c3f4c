"""A page that would spy is captured, its server is stopped, and the copy is read: nothing acts, nothing is asked."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Frame, expect

from tests.fetching.servers import Server, serving
from tests.journeys.conftest import Plon, Visit
from tests.journeys.promises import run_inside
from tests.keptcopies.site import put_up

pytestmark = pytest.mark.browser

CAPTURE = """
import json
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from plon.accounts.models import User
from plon.keptcopies.actions import request_copy
from plon.keptcopies.capturing import run_copy
from plon.keptcopies.models import KeptCopy
from plon.organisations.actions import add_organisation
from plon.projects.actions import create_project
from plon.results.actions import define_result
from plon.results.attaching import add_link
from plon.results.models import Result

settings.LOCAL_SERVERS = {places!r}
lead = User.objects.get(email="coordinator@example.org")
school = add_organisation(by=lead, name="Szkoła nad Rzeką", country="PL", city="Przykładów")
project = create_project(by=lead, organisation=school, title="Kopie rzeki", action_type="KA210",
                         start="2024-09-01", end="2026-08-31", texts={{}})
result = define_result(project, by=lead, title="Scenariusze nad rzeką", kind="tangible")
Result.objects.filter(pk=result.pk).update(state="published", published_at=timezone.now())
result.refresh_from_db()
link = add_link(result, by=lead, url={url!r}, title="Nasza strona")
with transaction.atomic():
    copy = request_copy(link, by=lead, right="own", words="Strona naszej szkoły.", is_confirmed=True,
                        with_neighbours=True)
    run_copy(copy.pk, sleep=lambda _seconds: None)
copy.refresh_from_db()
print("MADE", json.dumps({{"project": project.public_id, "copy": copy.public_id, "state": copy.state,
                           "trouble": copy.trouble}}))
"""


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[Server, Server]]:
    with serving() as server, serving() as other:
        yield server, other


@pytest.fixture(scope="module")
def copy(plon: Plon, servers: tuple[Server, Server]) -> dict[str, str]:
    """The little site of the tests, captured; afterwards its servers have nothing any more."""
    server, other = servers
    url = put_up(server, other)
    made = run_inside(plon, CAPTURE.format(url=url, places=[server.place, other.place]))
    assert isinstance(made, dict)
    assert made["state"] == "done", made
    for each in servers:
        each.pages.clear()
        each.asked.clear()
    return made


def frame_of(visit: Visit) -> Frame:
    visit.page.wait_for_load_state("networkidle")
    return next(frame for frame in visit.page.frames if "/at/" in frame.url)


def test_the_copy_is_read_and_nothing_acts_or_asks(
    visit: Visit, plon: Plon, copy: dict[str, str], servers: tuple[Server, Server]
) -> None:
    asked: list[str] = []
    visit.context.on("request", lambda request: asked.append(request.url))
    address = f"/pl/copies/{copy['copy']}/"
    page = visit.go(address)
    expect(page.get_by_text("To jest zachowana kopia.")).to_be_visible()
    frame = frame_of(visit)
    expect(frame.get_by_role("heading", name="Żywa rzeka")).to_be_visible()
    # Pictures, styles and the font are there; the drawing that would act is a picture.
    for name in ("Rzeka", "Rysunek"):
        width = frame.get_by_alt_text(name).evaluate("each => each.naturalWidth")
        assert width > 0, name
    heading = frame.get_by_role("heading", name="Żywa rzeka")
    assert "/at/" in str(heading.evaluate("each => getComputedStyle(each).backgroundImage"))
    assert frame.evaluate("self.origin") == "null"
    # No script ran: neither that of the page, nor those of its attributes, nor that of the drawing.
    heading.click()
    assert "acted" not in str(frame.title())
    assert frame.locator("script, iframe, object, [onload], [onclick], [onerror]").count() == 0
    # A script that somebody slipped in does not run either: the policy forbids it, whatever stands in a page.
    slipped_in = (
        "document.body.appendChild(Object.assign(document.createElement('script'), {text: 'window.acted = 1'}))"
    )
    frame.evaluate(slipped_in)
    assert frame.evaluate("window.acted") is None
    # One click away, in another character set and broken; then to what was not kept.
    frame.get_by_role("link", name="Dalej").click()
    expect(frame_of(visit).get_by_role("heading", name="Żółw i łąka").first).to_be_visible()
    visit.go(address)
    frame_of(visit).get_by_role("link", name="Inni").click()
    expect(frame_of(visit).get_by_text("Tej strony nie zachowano").first).to_be_visible()
    # Its form sends nothing anywhere, and its file can be taken.
    visit.go(address)
    frame_of(visit).get_by_role("button", name="Szukaj").click()
    with page.expect_download() as taken:
        frame_of(visit).get_by_role("link", name="Karta").click()
    assert taken.value.suggested_filename == "lesson.pdf"
    # "about:invalid" is where styles lead that were not kept: nowhere.
    assert {url.split(":")[0] for url in asked} <= {"http", "data", "about"}
    assert {urlsplit(url).netloc for url in asked if url.startswith("http")} == {urlsplit(plon.address).netloc}
    assert [each.asked for each in servers] == [[], []]


def test_the_team_sees_it_in_its_workspace_and_takes_it_away(visit: Visit, copy: dict[str, str]) -> None:
    page = visit.sign_in("coordinator@example.org")
    visit.go(f"/workspace/{copy['project']}/sustainability/copies/")
    page.get_by_role("link", name="Kopia z").first.click()
    expect(frame_of(visit).get_by_role("heading", name="Żywa rzeka")).to_be_visible()
    assert frame_of(visit).get_by_alt_text("Rzeka").evaluate("each => each.naturalWidth") > 0
    page.get_by_role("link", name="Usuń kopię").click()
    page.get_by_role("button", name="Usuń na zawsze").click()
    expect(page.get_by_text("Nikt nie może jej już otworzyć")).to_be_visible()
    answer = page.goto(f"{visit.plon.address}/pl/copies/{copy['copy']}/")
    assert answer is not None
    assert answer.status == 410
