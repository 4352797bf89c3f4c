"""What a look at a link means: on links whose fate is known, and on whatever can come."""

from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plon.fetching.refusals import Why
from plon.linkwatch.addresses import host_of, is_front_page, is_resolver, is_same_place, site_of
from plon.linkwatch.enums import HEALTH_OF, TROUBLES, LinkHealth, What
from plon.linkwatch.judging import ROBOTS, Reading, judge, print_of
from plon.linkwatch.prints import Fingerprint, blended, from_json, likeness, terms_of, words_in
from tests.linkwatch.labelled import ADDRESS, Case, Page, cases
from tests.linkwatch.texts import PAGES

BY_KIND: dict[str, list[Case]] = defaultdict(list)
for each in cases():
    BY_KIND[each.kind].append(each)

WORDS = st.lists(st.sampled_from([word for _title, text in PAGES.values() for word in text.split()]), max_size=120)
READINGS = st.builds(
    Reading,
    asked=st.just(ADDRESS),
    found=st.sampled_from([ADDRESS, "", "https://project.example/", "http://elsewhere.example/x", "nonsense://[", "%"]),
    status=st.sampled_from([0, 200, 304, 404]),
    why=st.sampled_from(["", "", "", *Why, ROBOTS]),
    is_page=st.booleans(),
    title=st.text(max_size=60),
    heading=st.text(max_size=60),
    text=st.one_of(st.text(max_size=400), WORDS.map(" ".join)),
    language=st.sampled_from(["", "pl", "en"]),
    holder=st.sampled_from(["", "A school"]),
    issuer=st.sampled_from(["", "Free", "Paid"]),
    was_away=st.booleans(),
)


@pytest.mark.parametrize("kind", sorted(BY_KIND))
def test_a_link_is_called_what_a_person_would_call_it(kind: str) -> None:
    wrong = [
        (case.now.title, case.judged(), case.expected) for case in BY_KIND[kind] if case.judged() not in case.expected
    ]
    assert wrong == []


@given(reading=READINGS, before=st.one_of(st.none(), READINGS.map(print_of)))
def test_whatever_comes_is_judged_and_explained(reading: Reading, before: Fingerprint | None) -> None:
    verdict = judge(reading, before)

    assert 0 <= verdict.confidence <= 1
    assert verdict.health is HEALTH_OF[verdict.what]
    assert verdict.reasons or verdict.what not in TROUBLES
    if reading.why in {Why.REFUSED, Why.PRIVATE, ROBOTS}:
        assert verdict.health is LinkHealth.UNKNOWN
    if before is None:
        assert verdict.what not in {What.NEW_OWNER, What.OTHER_SUBJECT, What.OTHER_LANGUAGE, What.ELSEWHERE}


@given(
    page=st.sampled_from(sorted(PAGES)),
    words=WORDS,
    at=st.sampled_from(["http://www.project.example/lessons/all/", ADDRESS]),
)
def test_a_page_that_keeps_what_it_said_stays_good(page: tuple[str, str], words: list[str], at: str) -> None:
    """However much is added up to its own length, and with or without TLS and "www."."""
    title, text = PAGES[page]
    before = print_of(Page(title, text, page[1]).reading())
    added = " ".join(words[: len(text.split())])

    assert judge(Page(title, f"{added} {text}", page[1], at=at).reading(), before).health is LinkHealth.LIVING


@given(reading=READINGS)
def test_a_fingerprint_is_kept_as_it_was(reading: Reading) -> None:
    kept = print_of(reading)

    assert from_json(kept.to_json()) == kept
    assert from_json({**kept.to_json(), "of a later version": 1}) == kept
    assert from_json(None) is None


@given(one=WORDS, other=WORDS)
def test_likeness_is_a_share(one: list[str], other: list[str]) -> None:
    before, now = terms_of(words_in(" ".join(one)), 60), terms_of(words_in(" ".join(other)), 400)

    assert 0 <= likeness(before, now) <= 1
    if before:
        assert likeness(before, before) == pytest.approx(1, abs=0.01)


def test_what_all_first_readings_have_weighs_more_than_what_one_has() -> None:
    steady, passing = "tributary anglers laboratory", "yesterday's concert tickets"
    kept = print_of(Page("River", f"{steady} {passing}").reading())
    kept = blended(kept, print_of(Page("River", f"{steady} tomorrow's bicycle workshop").reading()))

    assert kept.terms["tributa"] > kept.terms["concert"]
    assert kept.readings == 2


def test_confidence_grows_with_what_speaks_for_it() -> None:
    """A parking page with the host of a seller is surer than one that only says so."""
    page = Page("Domain", "This domain is for sale. Buy it now.").reading()
    sold = judge(replace(page, hosts=frozenset({"www.sedo.com"})))

    assert sold.confidence > judge(page).confidence
    assert [reason.code for reason in sold.reasons] == ["parked_words", "parked_host"]


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://www.lessons.school.edu.pl/a", "school.edu.pl"),
        ("https://school.example.org", "example.org"),
        ("https://river.wordpress.com/", "river.wordpress.com"),
        ("http://a.k12.tr", "a.k12.tr"),
        ("http://k12.tr", "k12.tr"),
        ("http://127.0.0.1:8010/", "127.0.0.1:8010"),
        ("http://[::1]:80/x", "[::1]"),
        ("http://localhost:8010/", "localhost"),
        ("http://[", ""),
    ],
)
def test_the_name_that_somebody_registered(url: str, site: str) -> None:
    assert site_of(url) == site


def test_addresses_say_what_kind_of_page_they_name() -> None:
    fronts = ("https://a.example", "https://a.example/pl/", "https://a.example/index.php", "https://a.example/en/home")
    assert all(is_front_page(url) for url in fronts)
    assert not any(is_front_page(url) for url in ("https://a.example/lessons", "https://a.example/?p=7", "http://["))
    assert is_resolver("https://doi.org/10.5281/zenodo.1")
    assert not is_resolver("https://example.org/")
    assert is_same_place("http://www.a.example/x/", "https://a.example/x")
    assert not is_same_place("http://a.example/x?p=1", "https://a.example/x?p=2")
    assert host_of("https://A.example:443/") == host_of("http://a.example:80/") == "a.example"
