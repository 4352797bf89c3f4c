"""Links are watched: many hosts at a time, none twice at once, and nothing that was found is lost."""

import datetime
import itertools
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from plon.fetching.refusals import NotFetched, Why
from plon.fetching.stepping import Step
from plon.linkwatch.asking import Wanted
from plon.linkwatch.claiming import PER_HOST, Claims, leave_alone
from plon.linkwatch.models import LinkHost, LinkObservation, LinkState, LinkUse
from plon.linkwatch.taking_up import take_up_links
from plon.linkwatch.watching import Watch, ask_web
from plon.projects.models import Project
from plon.results.models import Result, ResultLink
from tests.factories import ResultFactory, ResultLinkFactory
from tests.linkwatch.texts import PAGES
from tests.linkwatch.web import HTML, Answer, Web, page

DAY = datetime.timedelta(days=1)
RIVER, BREAD = PAGES["river", "pl"], PAGES["bread", "pl"]


def watched(web: Web, result: Result, *urls: str) -> None:
    for url in urls:
        ResultLinkFactory(result=result, url=url)
    take_up_links()


def look(web: Web, days: float = 0.0, **options: Any) -> None:
    """Look at everything, as if so many days had passed."""
    LinkState.objects.update(next_check_at=timezone.now())
    LinkHost.objects.update(ready_at=timezone.now())
    with time_machine.travel(timezone.now() + days * DAY):
        Watch(ask=web.ask, pause=0.0, **options).run()


def state_of(url: str) -> LinkState:
    return LinkState.objects.get(url=url)


def test_a_good_page_is_known_again(web: Web, published: Result) -> None:
    url = web.put("school.example", "/lessons", page(*RIVER))
    watched(web, published, url)
    look(web)

    state = state_of(url)
    assert (state.state, state.what, state.title, state.language) == ("living", "good", RIVER[0], "pl")
    assert state.next_check_at > timezone.now() + 6 * DAY
    assert [method for method, asked in web.asked] == ["GET", "HEAD", "GET"]
    assert web.asked[0][1] == web.url("school.example", "/robots.txt")
    assert web.headers[-1]["user-agent"].startswith("Plon/")


FATES: dict[str, tuple[Callable[[Web], object], str, str]] = {
    "dies": (lambda web: web.put("school.example", "/lessons", Answer(404)), "broken", "dead"),
    "is not there": (lambda web: web.unknown.add("school.example"), "broken", "dead"),
    "circles": (
        lambda web: (web.send_on("school.example", "/lessons", web.url("school.example", "/other")),
                     web.send_on("school.example", "/other", web.url("school.example", "/lessons"))),
        "broken", "dead",
    ),
    "fails": (lambda web: web.put("school.example", "/lessons", Answer(500)), "broken", "dead"),
    "is refused to programs": (lambda web: web.put("school.example", "/lessons", Answer(403)), "unknown", "untold"),
    "asks programs to stay away": (
        lambda web: web.put("school.example", "/robots.txt", Answer(body=b"User-agent: *\nDisallow: /lessons")),
        "unknown", "untold",
    ),
    "is five gigabytes": (
        lambda web: web.put("school.example", "/lessons", Answer(headers=HTML, endless=5 * 1024**3)), "living", "good",
    ),
    "changes its subject": (lambda web: web.put("school.example", "/lessons", page(*BREAD)), "broken", "other_subject"),
    "changes its language": (
        lambda web: web.put("school.example", "/lessons", page(*PAGES["river", "en"], language="en")),
        "living", "other_language",
    ),
    "goes to the front page": (
        lambda web: (web.send_on("school.example", "/lessons", web.url("school.example", "/")),
                     web.put("school.example", "/", page(*BREAD))),
        "broken", "front_page",
    ),
    "goes elsewhere": (
        lambda web: (web.send_on("school.example", "/lessons", web.url("shop.example", "/offers/1")),
                     web.put("shop.example", "/offers/1", page(*BREAD))),
        "broken", "elsewhere",
    ),
    "says that it is gone": (
        lambda web: web.put("school.example", "/lessons", page("Nie znaleziono strony", "Strona nie istnieje.")),
        "broken", "soft_404",
    ),
    "is parked": (
        lambda web: web.put("school.example", "/lessons", page("Domain", "This domain is for sale. Buy this domain.")),
        "unsafe", "parked",
    ),
    "gambles": (
        lambda web: web.put("school.example", "/lessons", page(
            "Casino", "Casino bonus, slots, roulette, blackjack, jackpot, betting and poker. Casino slots every day.")),
        "unsafe", "gambling",
    ),
    "moves with what it says": (
        lambda web: (web.send_on("school.example", "/lessons", web.url("new.example", "/materials/lessons")),
                     web.put("new.example", "/materials/lessons", page(*RIVER))),
        "living", "moved",
    ),
    "moves by a page that sends on": (
        lambda web: (web.put("school.example", "/lessons", Answer(headers=HTML, body=(
            f'<meta http-equiv="refresh" content="0; url={web.url("new.example", "/lessons")}">').encode())),
                     web.put("new.example", "/lessons", page(*RIVER))),
        "living", "moved",
    ),
    "gets another design": (
        lambda web: web.put("school.example", "/lessons", page(
            f"{RIVER[0]} | Portal", RIVER[1], more="<footer>Partnerzy Aktualności Kontakt Polityka</footer>")),
        "living", "good",
    ),
    "gets www": (
        lambda web: (web.send_on("school.example", "/lessons", web.url("www.school.example", "/lessons/")),
                     web.put("www.school.example", "/lessons/", page(*RIVER))),
        "living", "good",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fate", FATES)
def test_what_becomes_of_a_link_is_noticed(web: Web, published: Result, fate: str) -> None:
    url = web.put("school.example", "/lessons", page(*RIVER))
    watched(web, published, url)
    look(web)
    happen, health, what = FATES[fate]
    happen(web)
    for days in (7, 8, 9):
        look(web, days)

    state = state_of(url)
    assert (state.state, state.what) == (health, what)
    assert max(web.most_at_once.values()) == 1
    assert web.asked[-1][0] != "POST"


def test_a_server_that_is_down_for_an_evening_is_not_broken(web: Web, published: Result) -> None:
    url = web.put("school.example", "/lessons", page(*RIVER))
    watched(web, published, url)
    look(web)
    web.put("school.example", "/lessons", Answer(503, {"Retry-After": "3600"}))
    noon = timezone.localtime(timezone.now() + 7 * DAY).replace(hour=12)
    for hours in (0, 1, 2):
        look(web, (noon - timezone.now()) / DAY + hours / 24)
    down = state_of(url)
    host = LinkHost.objects.get(name=f"school.example:{web.port}")
    assert (down.state, down.what, down.failures) == ("living", "good", 1)
    assert host.ready_at > noon
    web.put("school.example", "/lessons", page(*RIVER))
    look(web, 8)
    up = state_of(url)
    assert (up.state, up.failures, up.since) == ("living", 0, None)


def test_a_certificate_that_is_gone_breaks_a_link(published: Result) -> None:
    def ask(wanted: Wanted) -> Step:
        raise NotFetched(Why.BAD_TLS, wanted.url)

    ResultLinkFactory(result=published, url="https://school.example/lessons")
    take_up_links()
    for days in (0, 1, 2):
        LinkState.objects.update(next_check_at=timezone.now())
        with time_machine.travel(timezone.now() + days * DAY):
            Watch(ask=ask, pause=0.0).run()
    state = LinkState.objects.get()
    assert (state.state, state.why) == ("broken", "bad_tls")


def test_a_server_that_hangs_is_left_and_the_others_go_on(web: Web, published: Result, monkeypatch) -> None:
    limits = Wanted.limits
    monkeypatch.setattr(Wanted, "limits", lambda self, local: replace(limits(self, local), seconds=0.3))
    hanging = web.put("slow.example", "/1", Answer(wait=1.5))
    good = [web.put(f"host{number}.example", "/1", page(*RIVER)) for number in range(4)]
    watched(web, published, hanging, *good)
    look(web)

    assert state_of(hanging).why == "timed_out"
    assert {state_of(url).state for url in good} == {"living"}


def test_nothing_changed_costs_one_question(web: Web, published: Result) -> None:
    etag = {**HTML, "ETag": '"one"'}
    url = web.put("school.example", "/lessons", replace(page(*RIVER), headers=etag))
    watched(web, published, url)
    look(web)
    web.asked.clear()
    look(web, 7)

    state = state_of(url)
    assert (state.state, state.etag, state.fingerprint["readings"]) == ("living", '"one"', 1)
    assert [(method, asked.rsplit("/", 1)[1]) for method, asked in web.asked] == [
        ("GET", "robots.txt"),
        ("GET", "lessons"),
    ]
    assert state.observations.count() == 1


def test_a_domain_that_comes_back_with_something_else_has_another_owner(web: Web, published: Result) -> None:
    url = web.put("school.example", "/lessons", page(*RIVER))
    watched(web, published, url)
    look(web)
    web.unknown.add("school.example")
    for days in (7, 8, 9):
        look(web, days)
    web.put("school.example", "/lessons", page(*PAGES["tales", "en"], language="en"))
    for days in (12, 13):
        look(web, days)

    state = state_of(url)
    assert (state.state, state.what) == ("unsafe", "new_owner")
    assert {reason["code"] for reason in state.reasons} >= {"nothing_left", "was_away", "language"}
    assert [line.what for line in state.observations.all()] == ["new_owner", "dead", "good"]


def test_a_warning_stays_while_nobody_can_look(web: Web, published: Result) -> None:
    url = web.put("school.example", "/lessons", page("Domain", "This domain is for sale. Buy this domain."))
    watched(web, published, url)
    look(web)
    web.put("school.example", "/lessons", Answer(403))
    look(web, 3)

    assert state_of(url).state == "unsafe"


def test_never_two_questions_at_a_time_to_one_host(web: Web, published: Result) -> None:
    """Forty links of four hosts that send to each other, all slow, thirty threads."""
    urls = []
    for number in range(40):
        host, other = f"host{number % 4}.example", f"host{(number + 1) % 4}.example"
        target = web.put(other, f"/to/{number}", replace(page(*RIVER), wait=0.01))
        urls.append(web.send_on(host, f"/{number}", target))
    watched(web, published, *urls)
    tally = Watch(ask=web.ask, pause=0.0, at_once=30).run()

    assert tally.links == 40
    assert set(web.most_at_once.values()) == {1}
    assert len(web.moments) == 4
    assert not LinkHost.objects.exclude(busy_until=None).exists()


def test_a_host_is_asked_at_a_walk(web: Web, published: Result) -> None:
    web.put("slow.example", "/robots.txt", Answer(body=b"User-agent: *\nCrawl-delay: 1"))
    urls = [web.put("slow.example", f"/{number}", page(*RIVER)) for number in range(3)]
    watched(web, published, *urls)
    Watch(ask=web.ask, pause=0.1).run()

    moments = web.moments[f"slow.example:{web.port}"]
    assert len(moments) == 7
    assert min(later - earlier for earlier, later in itertools.pairwise(moments)) >= 0.09


def test_two_workers_do_not_ask_the_same_host(web: Web, published: Result) -> None:
    url = web.put("school.example", "/lessons", page(*RIVER))
    watched(web, published, url)
    other = Claims()
    assert len(other.take(10, timezone.now())) == 1
    assert Watch(ask=web.ask, pause=0.0).run().links == 0
    assert web.asked == []
    # Who died in the middle loses the claim after a while.
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=11)):
        assert Watch(ask=web.ask, pause=0.0).run().links == 1


def test_a_link_that_leads_to_a_host_somebody_else_asks_waits(web: Web, published: Result) -> None:
    target = web.put("busy.example", "/x", page(*RIVER))
    url = web.send_on("school.example", "/lessons", target)
    watched(web, published, url)
    LinkHost.objects.create(
        name=f"busy.example:{web.port}", ready_at=timezone.now(), worker="another", busy_until=timezone.now() + DAY
    )
    tally = Watch(ask=web.ask, pause=0.0).run()

    assert (tally.links, state_of(url).checked_at) == (0, None)
    assert tally.put_off == 1
    assert state_of(url).next_check_at > timezone.now() + datetime.timedelta(minutes=9)
    assert target not in [asked for _method, asked in web.asked]


def test_who_is_told_to_wait_waits(web: Web, published: Result) -> None:
    urls = [web.put("busy.example", f"/{number}", Answer(429, {"Retry-After": "600"})) for number in range(5)]
    watched(web, published, *urls)
    tally = Watch(ask=web.ask, pause=0.0).run()

    assert (tally.links, tally.put_off) == (1, 4)
    assert len(web.asked) == 2
    assert LinkHost.objects.get().ready_at > timezone.now() + datetime.timedelta(minutes=9)


def test_a_host_is_left_alone_ever_longer_but_a_day_at_most(db: None) -> None:
    now = timezone.now()
    host = LinkHost.objects.create(name="busy.example", ready_at=now)
    waits = []
    for _time in range(12):
        leave_alone("busy.example", now=now)
        host.refresh_from_db()
        waits.append(host.ready_at - now)
    assert waits[:3] == [datetime.timedelta(minutes=minutes) for minutes in (10, 20, 40)]
    assert waits[-1] == DAY


def test_one_host_with_very_much_does_not_keep_the_others_waiting(web: Web, published: Result) -> None:
    many = [web.put("large.example", f"/{number}", page(*RIVER)) for number in range(PER_HOST + 5)]
    one = web.put("small.example", "/1", page(*RIVER))
    watched(web, published, *many, one)

    taken = Claims().take(100, timezone.now())
    assert len(taken) == PER_HOST + 1
    assert one in {state.url for state in taken}


def test_a_run_goes_on_where_the_last_one_was_stopped(web: Web, published: Result) -> None:
    urls = [web.put(f"host{number}.example", "/1", page(*RIVER)) for number in range(6)]
    watched(web, published, *urls)

    assert Watch(ask=web.ask, pause=0.0).run(links=2).links == 2
    assert LinkState.objects.exclude(checked_at=None).count() == 2
    assert Watch(ask=web.ask, pause=0.0).run(seconds=0).links == 0
    assert Watch(ask=web.ask, pause=0.0).run().links == 4


def test_a_fault_of_ours_does_not_stop_the_others(web: Web, published: Result, caplog) -> None:
    """Whether it happens when asking, when reading or when writing down."""
    urls = [web.put(f"host{number}.example", "/1", page(*RIVER)) for number in range(4)]
    watched(web, published, *urls)

    def ask(wanted: Wanted) -> Step:
        step = web.ask(wanted)
        if "host0" in wanted.url:
            raise RuntimeError("a fault of ours")
        if "host1" in wanted.url and not wanted.is_rules:
            return replace(step, body=None)  # type: ignore[arg-type]
        if "host2" in wanted.url:
            return replace(step, status=-1)
        return step

    tally = Watch(ask=ask, pause=0.0).run()
    assert {state.url: state.state for state in LinkState.objects.all()} == {
        urls[0]: "unknown", urls[1]: "unknown", urls[2]: "unknown", urls[3]: "living"
    }  # fmt: skip
    assert tally.put_off == 3
    assert caplog.text.count("could not be looked at") == 3
    assert LinkState.objects.filter(next_check_at__lt=timezone.now() + datetime.timedelta(hours=23)).count() == 0
    assert not LinkHost.objects.exclude(busy_until=None).exists()


def test_who_stops_a_run_gives_its_claims_back(published: Result) -> None:
    def ask(_wanted: Wanted) -> Step:
        raise KeyboardInterrupt

    ResultLinkFactory(result=published)
    take_up_links()
    with pytest.raises(KeyboardInterrupt):
        Watch(ask=ask, pause=0.0).run()
    assert not LinkHost.objects.exclude(busy_until=None).exists()


def test_only_what_is_public_is_watched(web: Web, published: Result) -> None:
    ResultLinkFactory(result=ResultFactory(project=published.project), url="https://secret.example/")
    ResultLinkFactory(
        result=ResultFactory(project=published.project, state="published", published_at=timezone.now(),
                             is_example=True), url="https://example.example/",
    )  # fmt: skip
    kept = ResultLinkFactory(result=published, url=web.url("a.example", "/1"))
    assert (take_up_links(), take_up_links()) == (1, 0)
    assert LinkState.objects.get().url == kept.url

    ResultLink.objects.filter(pk=kept.pk).update(url=web.url("b.example", "/1"))
    assert take_up_links() == 1
    assert LinkState.objects.get().host.name == f"b.example:{web.port}"

    Result.objects.filter(pk=published.pk).update(state="withdrawn", withdrawn_at=timezone.now())
    assert Watch(ask=web.ask, pause=0.0).run().links == 0
    ResultLink.objects.all().delete()
    take_up_links()
    assert not LinkState.objects.exists()
    assert not LinkHost.objects.exists()


def test_the_website_of_a_project_is_watched_too(web: Web, published: Result) -> None:
    site = web.put("river.example", "/", page("Domain", "This domain is for sale. Buy this domain."))
    Project.objects.filter(pk=published.project_id).update(website=site, has_published=True)
    take_up_links()
    look(web)

    use = LinkUse.objects.get()
    assert (use.project_id, use.result, use.state.state) == (published.project_id, None, "unsafe")


def test_addresses_of_this_machine_are_never_asked(published: Result, monkeypatch) -> None:
    connected: list[object] = []
    monkeypatch.setattr("socket.create_connection", lambda *where, **_more: connected.append(where))
    ResultLinkFactory(result=published, url="http://127.0.0.1/")
    ResultLinkFactory(result=published, url="http://169.254.169.254/latest/meta-data/")
    take_up_links()
    Watch(ask=ask_web, pause=0.0).run()

    assert connected == []
    assert set(LinkState.objects.values_list("state", "why")) == {("unknown", "private")}


def test_a_history_has_a_line_for_each_thing_that_was_seen(web: Web, published: Result) -> None:
    url = web.put("school.example", "/lessons", page(*RIVER))
    watched(web, published, url)
    for days in range(3):
        look(web, days)
    web.put("school.example", "/lessons", page(*BREAD))
    look(web, 4)

    lines = LinkObservation.objects.filter(state__url=url)
    assert [(line.what, line.title) for line in lines] == [("other_subject", BREAD[0]), ("good", RIVER[0])]
