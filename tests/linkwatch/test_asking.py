"""The questions that one link takes, and in which order hosts are asked."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plon.fetching.refusals import NotFetched, Why
from plon.fetching.stepping import Step
from plon.linkwatch.asking import LONGEST_PAUSE, PAUSE, Look, RuleBook, Rules, Wanted, looking
from plon.linkwatch.judging import ROBOTS
from plon.linkwatch.lanes import Job, Lanes, host_for

PAGE, ROBOTS_TXT = "https://school.example/lessons", "https://school.example/robots.txt"
Answers = Mapping[tuple[str, str], Step | NotFetched]
NO_RULES = NotFetched(Why.NOT_FOUND, ROBOTS_TXT, status=404)


def there(url: str = PAGE, media_type: str = "text/html", body: bytes = b"<title>Lessons</title>") -> Step:
    return Step(url, 200, {}, media_type, "utf-8", body)


def refused(why: Why, status: int = 0, retry_after: int | None = None) -> NotFetched:
    return NotFetched(why, PAGE, status=status, retry_after=retry_after)


def looked(answers: Answers, book: RuleBook | None = None, **known: object) -> tuple[Look, list[tuple[str, str]]]:
    """Look at the page, each question answered from `answers`; return what was found and what was asked."""
    questions = looking(PAGE, RuleBook() if book is None else book, **known)  # type: ignore[arg-type]
    asked: list[tuple[str, str]] = []
    try:
        wanted = next(questions)
        while True:
            key = ("RULES" if wanted.is_rules else "HEAD" if wanted.head else "GET", wanted.url)
            asked.append(key)
            wanted = questions.send(answers.get(key, NO_RULES))
    except StopIteration as end:
        return end.value, asked


def test_robots_head_get() -> None:
    look, asked = looked({("HEAD", PAGE): there(), ("GET", PAGE): there()})

    assert asked == [("RULES", ROBOTS_TXT), ("HEAD", PAGE), ("GET", PAGE)]
    assert (look.reading.is_page, look.reading.title) == (True, "Lessons")


def test_of_a_file_head_is_enough() -> None:
    look, asked = looked({("HEAD", PAGE): there(media_type="application/pdf", body=b"")})

    assert [method for method, _url in asked] == ["RULES", "HEAD"]
    assert (look.reading.status, look.reading.is_page) == (200, False)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 406, 410, 500, 501, 503])
def test_where_head_is_refused_the_page_itself_is_asked(status: int) -> None:
    look, asked = looked({("HEAD", PAGE): refused(Why.SERVER_FAILS, status), ("GET", PAGE): there()})

    assert asked[-1] == ("GET", PAGE)
    assert look.reading.status == 200


@pytest.mark.parametrize(
    "refusal",
    [refused(Why.UNKNOWN_HOST), refused(Why.TIMED_OUT), refused(Why.REFUSED, 429), refused(Why.SERVER_FAILS, 503, 60)],
)
def test_who_is_not_there_or_wants_peace_is_not_asked_again(refusal: NotFetched) -> None:
    look, asked = looked({("HEAD", PAGE): refusal, ("GET", PAGE): there()})

    assert asked[-1] == ("HEAD", PAGE)
    assert (look.reading.why, look.retry_after) == (refusal.why, refusal.retry_after)


def test_conditions_go_to_the_address_that_gave_them_alone() -> None:
    new = "https://school.example/new"
    sent_on = Step(PAGE, 301, {}, onward=new)
    answers = {("HEAD", PAGE): sent_on, ("GET", new): Step(new, 304, {"etag": '"a"'})}
    look, asked = looked(answers, found=new, since={"etag": '"a"'})

    assert asked == [("RULES", ROBOTS_TXT), ("HEAD", PAGE), ("GET", new)]
    assert (look.is_unchanged, look.etag, look.reading.found) == (True, '"a"', new)


def test_rules_are_read_once_and_kept_to() -> None:
    book = RuleBook()
    rules = Step(ROBOTS_TXT, 200, {}, "text/plain", body=b"User-agent: *\nDisallow: /lessons\nCrawl-delay: 9")
    look, asked = looked({("RULES", ROBOTS_TXT): rules}, book)
    again, asked_again = looked({}, book)

    assert (look.reading.why, again.reading.why) == (ROBOTS, ROBOTS)
    assert (asked, asked_again) == ([("RULES", ROBOTS_TXT)], [])
    known = book.of("https://SCHOOL.example:443/x")
    assert known is not None
    assert known.pause == 9


@pytest.mark.parametrize(
    ("text", "pause"),
    [("", PAUSE), ("User-agent: *\nCrawl-delay: 1", PAUSE), ("User-agent: *\nCrawl-delay: 900", LONGEST_PAUSE)],
)
def test_the_pace_has_bounds(text: str, pause: float) -> None:
    assert Rules(text).pause == pause


def test_a_host_that_is_gone_is_asked_once_for_all_its_links() -> None:
    book = RuleBook()
    look, asked = looked({("RULES", ROBOTS_TXT): refused(Why.UNKNOWN_HOST)}, book)
    again, asked_again = looked({}, book)

    assert (look.reading.why, again.reading.why) == (Why.UNKNOWN_HOST, Why.UNKNOWN_HOST)
    assert (len(asked), len(asked_again)) == (1, 0)
    book.forget_refusals("school.example")
    assert book.of(PAGE) is None


def test_who_stumbles_over_its_rules_is_not_judged() -> None:
    look, asked = looked({("RULES", ROBOTS_TXT): refused(Why.SERVER_FAILS, 503, 60)})

    assert (look.reading.why, look.retry_after, len(asked)) == (ROBOTS, 60, 1)


def test_a_page_instead_of_rules_is_no_rule() -> None:
    answers = {
        ("RULES", ROBOTS_TXT): there(ROBOTS_TXT, body=b"User-agent: *\nDisallow: /"),
        ("HEAD", PAGE): there(), ("GET", PAGE): there(),
    }  # fmt: skip
    assert looked(answers)[0].reading.status == 200


def test_circles_and_endless_ways_are_left() -> None:
    class Endless(dict[tuple[str, str], Step | NotFetched]):
        def get(self, key: tuple[str, str], _otherwise: object = None) -> Step | NotFetched:  # type: ignore[override]
            return NO_RULES if key[0] == "RULES" else Step(key[1], 302, {}, onward=f"{key[1]}x")

    look, asked = looked(Endless())
    assert look.reading.why == Why.TOO_MANY_REDIRECTS
    assert len(asked) < 12


@given(sites=st.lists(st.tuples(st.integers(0, 300), st.integers(0, 3000)), max_size=200))
def test_rules_take_no_more_room_than_they_may(sites: list[tuple[int, int]]) -> None:
    book = RuleBook(most=20_000)
    for site, length in sites:
        book.put(f"https://host{site}.example/", Rules("x" * length))
        assert book.bytes <= 20_000 or len(book) == 1
    assert book.bytes >= 0


@given(
    hosts=st.lists(st.integers(0, 4), max_size=40),
    answers=st.lists(st.tuples(st.integers(0, 10), st.booleans()), max_size=80),
)
def test_no_host_is_taken_twice_before_it_is_done(hosts: list[int], answers: list[tuple[int, bool]]) -> None:
    """Whatever comes in whatever order: a host that was taken is not taken again, and waits for its pause."""
    lanes, now, ready = Lanes(pause=1.0), 0.0, dict.fromkeys(range(5), 0.0)
    for key, host in enumerate(hosts):
        lanes.add(Job(key, str(host), looking(PAGE, RuleBook())))
    busy: list[Job] = []
    for which, goes_on in answers:
        while (job := lanes.take(now)) is not None:
            assert job.host not in {each.host for each in busy}
            assert now >= ready[int(job.host)]
            busy.append(job)
        if busy:
            job = busy.pop(which % len(busy))
            if goes_on:
                lanes.add(job, first=True)
            ready[int(job.host)] = now + 1.0
            lanes.done(job.host, now)
        now += 0.3
    left = set(lanes.leave_idle())
    assert not left & {job.host for job in busy}


def test_with_and_without_tls_is_one_host() -> None:
    assert (
        host_for(Wanted("http://School.example/"))
        == host_for(Wanted("https://school.example:443/x"))
        == "school.example"
    )
