"""A feed of what people wrote: plain words, well-formed, the same as long as nothing changes."""

import datetime

from lxml import etree

from plon.feeds import PlainFeed

ATOM = "{http://www.w3.org/2005/Atom}"
DAY = datetime.datetime(2026, 5, 4, tzinfo=datetime.UTC)


def feed() -> PlainFeed:
    return PlainFeed("Plon", "https://example.org/", "", language="pl", feed_url="https://example.org/feed")


def test_what_looks_like_html_stays_words_in_a_summary_that_readers_take_for_html() -> None:
    made = feed()
    made.add("a < b", "https://example.org/1", "<script>alert(1)</script>", updateddate=DAY)
    [summary] = etree.fromstring(made.written()).iter(f"{ATOM}summary")
    assert summary.get("type") == "html"
    assert summary.text == "&lt;script&gt;alert(1)&lt;/script&gt;"


def test_signs_that_xml_does_not_know_are_left_out() -> None:
    made = feed()
    made.add("Har\x0bvest", "https://example.org/1", "\x00\x0bwords", updateddate=DAY)
    told = etree.fromstring(made.written())
    assert [each.text for each in told.iter(f"{ATOM}title")] == ["Plon", "Harvest"]


def test_an_entry_tells_its_language_where_it_is_another() -> None:
    made = feed()
    made.add("Harvest", "https://example.org/1", "", updateddate=DAY, language="en")
    [entry] = etree.fromstring(made.written()).iter(f"{ATOM}entry")
    assert entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_an_empty_feed_is_the_same_a_year_later() -> None:
    assert feed().written() == feed().written()
    assert b"2014-01-01" in feed().written()
