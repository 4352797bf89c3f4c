"""Public links are asked politely, and a link is broken only when it failed on three days."""

import datetime
from collections.abc import Callable

import pytest
import time_machine
from django.template.loader import render_to_string
from django.utils import timezone

from plon.accounts.models import User
from plon.fetching.getting import Fetched
from plon.fetching.limits import Limits
from plon.fetching.refusals import NotFetched, Why
from plon.linkwatch import asking
from plon.linkwatch.asking import Asker, Finding
from plon.linkwatch.links import broken_links_of, state_of_links
from plon.linkwatch.models import LinkState
from plon.linkwatch.telling import troubles_of
from plon.linkwatch.watching import hash_of, note_finding, take_up_links, watch_links
from plon.projects.models import Project
from plon.projects.overview import reminders_for
from plon.results.models import Result, ResultLink
from plon.search.models import IndexChange
from tests.conftest import client_of
from tests.factories import ResultFactory, ResultLinkFactory

GONE = Finding(is_there=False, status=404, why=Why.NOT_FOUND)
THERE = Finding(is_there=True, status=200)


class Web:
    """Stands in for `fetch`: what each address answers to HEAD and GET, and what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[tuple[str, str], NotFetched | bytes] = {}
        self.asked: list[tuple[str, str]] = []

    def __call__(self, url: str, *, limits: Limits, head: bool = False) -> Fetched:
        method = "HEAD" if head else "GET"
        assert limits.bytes <= 512 * 1024
        self.asked.append((method, url))
        answer = self.answers.get((method, url), b"")
        if isinstance(answer, NotFetched):
            raise answer
        return Fetched(url, (url,), 200, {}, "text/plain", "", answer)

    def refuse(self, method: str, url: str, why: Why, status: int = 0) -> None:
        self.answers[method, url] = NotFetched(why, url, status=status)


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Web:
    made = Web()
    monkeypatch.setattr(asking, "fetch", made)
    return made


@pytest.fixture
def asker() -> Asker:
    """Asks without waiting: a pause moves its clock."""
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    return Asker(sleep=sleep, clock=lambda: now[0])


@pytest.fixture
def published(project: Project) -> Result:
    return ResultFactory(project=project, state="published", published_at=timezone.now())


PAGE, ROBOTS = "https://school.example/lessons", "https://school.example/robots.txt"


def test_head_is_enough_and_robots_is_read_once(web: Web, asker: Asker) -> None:
    assert asker.ask(PAGE) == THERE
    assert asker.ask(PAGE + "/2").is_there
    assert web.asked == [("GET", ROBOTS), ("HEAD", PAGE), ("HEAD", PAGE + "/2")]


@pytest.mark.parametrize("status", [403, 404, 405, 501])
def test_where_head_is_refused_the_page_itself_is_asked(web: Web, asker: Asker, status: int) -> None:
    web.refuse("HEAD", PAGE, Why.NOT_FOUND if status == 404 else Why.SERVER_FAILS, status)
    web.refuse("GET", PAGE, Why.TOO_LARGE, 200)  # 5 GB are there all the same
    assert asker.ask(PAGE) == THERE


@pytest.mark.parametrize(
    ("why", "status", "is_there"),
    [
        (Why.NOT_FOUND, 404, False),
        (Why.UNKNOWN_HOST, 0, False),
        (Why.BAD_TLS, 0, False),
        (Why.TOO_MANY_REDIRECTS, 0, False),
        (Why.REFUSED, 429, None),
        (Why.PRIVATE, 0, None),
    ],
)
def test_what_a_server_answers_means(web: Web, asker: Asker, why: Why, status: int, is_there: object) -> None:
    web.refuse("HEAD", PAGE, why, status)
    web.refuse("GET", PAGE, why, status)
    assert (asker.ask(PAGE).is_there, asker.ask(PAGE).why) == (is_there, why)


def test_a_site_that_asks_programs_to_stay_away_is_left_alone(web: Web, asker: Asker) -> None:
    web.answers["GET", ROBOTS] = b"User-agent: *\nDisallow: /lessons"
    assert asker.ask(PAGE) == Finding(None, why="robots")
    assert web.asked == [("GET", ROBOTS)]


def test_a_dead_host_fails_a_stumbling_one_is_not_judged(web: Web, asker: Asker) -> None:
    web.refuse("GET", ROBOTS, Why.UNKNOWN_HOST)
    assert asker.ask(PAGE).is_there is False
    web.refuse("GET", "https://other.example/robots.txt", Why.SERVER_FAILS, 503)
    assert asker.ask("https://other.example/x").is_there is None


def test_a_host_is_asked_at_a_walk(web: Web) -> None:
    slept: list[float] = []
    Asker(sleep=slept.append, clock=lambda: 0.0).ask(PAGE)
    assert slept == [asking.PAUSE]  # between its robots.txt and the page


def test_three_failures_in_a_day_are_one_and_the_third_day_breaks(published: Result) -> None:
    link = ResultLinkFactory(result=published)
    take_up_links()
    state = LinkState.objects.get()
    noon = datetime.datetime(2026, 11, 2, 12, tzinfo=datetime.UTC)
    for hours in (0, 1, 2, 24):
        note_finding(state, GONE, now=noon + datetime.timedelta(hours=hours))
    assert (state.state, state.failures) == ("unknown", 2)
    assert not IndexChange.objects.exists()
    third = noon + datetime.timedelta(days=2)
    note_finding(state, GONE, now=third)
    assert (state.state, state.broken_since) == ("broken", third)
    assert state.next_check_at >= third + datetime.timedelta(days=3)
    assert IndexChange.objects.get().key == published.pk
    assert broken_links_of(published) == {link.url: state}
    note_finding(state, THERE, now=third + datetime.timedelta(days=3))
    assert (state.state, state.failures, state.broken_since) == ("living", 0, None)


def test_a_state_of_links_is_the_worst_of_them(
    published: Result, django_assert_num_queries: Callable[..., object]
) -> None:
    other, none = ResultFactory(project=published.project), ResultFactory(project=published.project)
    urls = [ResultLinkFactory(result=published).url, ResultLinkFactory(result=published).url]
    ResultLinkFactory(result=other)

    def put(url: str, state: str) -> None:
        LinkState.objects.update_or_create(
            url_hash=hash_of(url), defaults={"url": url, "state": state, "next_check_at": timezone.now()}
        )

    asked = [published.pk, other.pk, none.pk]
    put(urls[0], "living")
    assert state_of_links(asked) == {published.pk: "unknown", other.pk: "unknown"}
    put(urls[1], "living")
    assert state_of_links(asked)[published.pk] == "living"
    put(urls[1], "broken")
    with django_assert_num_queries(2):
        assert state_of_links(asked)[published.pk] == "broken"
    assert state_of_links([]) == {}


def test_a_run_watches_what_is_public_goes_host_by_host_and_forgets_the_rest(
    published: Result, web: Web, asker: Asker
) -> None:
    for path in ("https://a.example/1", "https://a.example/2", "https://b.example/1"):
        ResultLinkFactory(result=published, url=path)
    ResultLinkFactory(result=ResultFactory(project=published.project), url="https://secret.example/")
    ResultLinkFactory(
        result=ResultFactory(project=published.project, state="published", published_at=timezone.now(),
                             is_example=True), url="https://example.example/",
    )  # fmt: skip
    assert (take_up_links(), take_up_links()) == (3, 0)
    assert watch_links(asker) == 3
    assert [url for method, url in web.asked if method == "HEAD"] == [
        "https://a.example/1", "https://b.example/1", "https://a.example/2"
    ]  # fmt: skip
    assert watch_links(asker) == 0
    ResultLink.objects.filter(url="https://b.example/1").delete()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=10)):
        assert watch_links(asker) == 2
    assert LinkState.objects.count() == 2


def test_the_time_of_a_run_is_limited_and_the_next_goes_on(published: Result, web: Web, asker: Asker) -> None:
    for number in range(3):
        ResultLinkFactory(result=published, url=f"https://h{number}.example/")
    take_up_links()
    ticks = iter([0.0, 1.0, 999.0])
    assert watch_links(asker, clock=lambda: next(ticks)) == 1
    assert watch_links(asker) == 2


def test_the_team_is_told_what_to_do_and_visitors_are_warned(published: Result, editor: User) -> None:
    link = ResultLinkFactory(result=published, url="https://gone.example/", title="Course")
    state = LinkState.objects.create(
        url=link.url, url_hash=hash_of(link.url), state="broken", why=Why.UNKNOWN_HOST,
        next_check_at=timezone.now(), checked_at=timezone.now(), broken_since=timezone.now(),
    )  # fmt: skip
    assert "domain may have expired" in troubles_of(published)[0].why
    page = client_of(editor).get(published.get_workspace_url()).content.decode()
    assert "Links that lead nowhere" in page
    assert f"/links/{link.pk}/" in page
    assert "1 link of your published results leads nowhere." in [each.text for each in reminders_for(published.project)]
    assert "did not work when we last tried" in render_to_string("linkwatch/_link_warning.html", {"state": state})
