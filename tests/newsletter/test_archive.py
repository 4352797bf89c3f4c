"""The archive on the web: numbers that have gone out, for everybody and for caches, never who got them."""

import datetime
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plon.accounts.models import User
from plon.newsletter import actions
from plon.newsletter.models import Issue
from plon.newsletter.sending.rows import begin
from tests.newsletter.making import make_issue, subscribe

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def gone(officer: User, **changes: str) -> Issue:
    issue = make_issue(officer, **changes)
    begin(actions.request_sending(issue, by=officer))
    return Issue.objects.get(pk=issue.pk)


def test_a_number_is_on_the_web_when_its_first_letter_goes(officer: User) -> None:
    subscribe("ana@example.org")
    issue = make_issue(officer)
    page = f"/en/newsletter/{issue.public_id}/"
    assert Client().get(page).status_code == 404
    sending = actions.request_sending(issue, by=officer)
    assert Client().get(page).status_code == 404
    begin(sending)
    answer = Client().get(page)
    shown = answer.content.decode()
    assert all(words in shown for words in ("Spring at the agency", "<strong>reader</strong>", "Thing 1 en", "No. 1"))
    assert ("ana@" in shown, "/own/" in shown, "/stop/" in shown) == (False, False, False)
    assert (answer.cookies, "s-maxage" in answer.headers["Cache-Control"]) == ({}, True)
    again = Client().get(page, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_who_reads_another_language_is_told(officer: User) -> None:
    issue = gone(officer)
    page = Client().get(f"/pl/newsletter/{issue.public_id}/").content.decode()
    assert 'lang="en"' in page
    assert "Spring at the agency" in page


def test_the_list_and_the_feed_tell_the_newest_first(officer: User) -> None:
    first, second = gone(officer), gone(officer, subject_en="Summer & <more>", intro_en="a\x0bb")
    make_issue(officer, subject_en="A draft")
    page = Client().get("/en/newsletter/").content.decode()
    assert page.index("Summer &amp; &lt;more&gt;") < page.index("Spring at the agency")
    assert "A draft" not in page
    answer = Client().get("/en/newsletter/feed.atom")
    feed = ET.fromstring(answer.content)  # noqa: S314  our own feed
    titles = [entry.findtext(f"{ATOM}title") for entry in feed.findall(f"{ATOM}entry")]
    assert titles == ["Summer & <more>", "Spring at the agency"]
    links = [entry.find(f"{ATOM}link") for entry in feed.findall(f"{ATOM}entry")]
    assert [link.attrib["href"].rpartition("/en/newsletter/")[2] for link in links if link is not None] == [
        f"{second.public_id}/", f"{first.public_id}/",
    ]  # fmt: skip
    updated = feed.findtext(f"{ATOM}updated")
    assert updated
    assert datetime.datetime.fromisoformat(updated)


def test_the_sitemap_knows_the_numbers(officer: User) -> None:
    issue = gone(officer)
    part = Client().get("/sitemap-newsletter-1.xml").content.decode()
    assert f"/pl/newsletter/{issue.public_id}/" in part


def test_an_empty_archive_and_pages_that_are_none(officer: User) -> None:
    assert "No number has gone out yet" in Client().get("/en/newsletter/").content.decode()
    for page in ("9" * 50, "-1", "x", "\u202e"):
        assert Client().get("/en/newsletter/", {"page": page}).status_code == 200
    assert Client().get("/en/newsletter/nothing-there/").status_code == 404


def test_pages_cost_the_same_with_one_and_three_numbers(officer: User) -> None:
    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert Client().get(path).status_code == 200
        return len(asked)

    paths = ("/en/newsletter/", "/en/newsletter/feed.atom", f"/en/newsletter/{gone(officer).public_id}/")
    for path in paths:
        cost(path)
    one = [cost(path) for path in paths]
    gone(officer), gone(officer)
    assert [cost(path) for path in paths] == one
