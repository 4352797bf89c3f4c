"""From an event that was to a report that everybody reads, through the office and the editors' system."""

import re

import pytest
from django.test import Client

from plon.accounts.models import User
from plon.events.models import AgencyEvent
from plon.portal.enums import ArticleKind
from plon.portal.models import Article
from plon.portal.news.writing import finish_report
from tests.conftest import client_of
from tests.events.making import finish, make_event, texts
from tests.portal.test_news import read


@pytest.fixture
def event(officer: User) -> AgencyEvent:
    assert texts()["en"]["title"] == "The first plan"
    return finish(make_event(officer))


def test_a_report_goes_the_whole_way(officer: User, event: AgencyEvent) -> None:
    office = client_of(officer)
    answer = office.post(f"/office/events/{event.public_id}/report/")
    editor = answer.headers["Location"]
    assert re.fullmatch(r"/cms/pages/\d+/edit/", editor)
    page = office.get(editor).content.decode()
    assert "Report: The first plan" in page or "Relacja: Pierwszy plan" in page
    drafts = Article.objects.order_by("locale__language_code")
    assert [(draft.live, draft.kind, draft.locale.language_code) for draft in drafts] == [
        (False, ArticleKind.REPORT, "en"), (False, ArticleKind.REPORT, "pl"),
    ]  # fmt: skip
    assert len({draft.translation_key for draft in drafts}) == 1
    public = event.get_absolute_url().replace("/pl/", "/en/")
    assert "/news/" not in _without_navigation(read(public))

    made = finish_report(
        str(drafts[0].translation_key), {"en": [("text", "<p>Twelve people came.</p>")]}, by=officer,
        tags={"en": ["trainings"]},
    )  # fmt: skip

    report = read(made["en"].get_url())
    assert "Twelve people came." in report
    assert "Warsaw" in report
    assert f'href="{made["en"].get_url()}"' in read(public)
    assert f'href="{made["pl"].get_url()}"' in read(public.replace("/en/", "/pl/"))
    assert "Report: The first plan" in read("/en/news/?kind=report")
    assert "Report: The first plan" not in read("/en/news/?kind=news")
    assert "How to join" not in report
    assert "Room 7" not in report, "how to join stays with those who had a place"


def _without_navigation(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


def test_only_officers_begin_reports(event: AgencyEvent, stranger: User) -> None:
    for client in (Client(), client_of(stranger)):
        assert client.post(f"/office/events/{event.public_id}/report/").status_code in {302, 403, 404}
    assert not Article.objects.exists()


def test_the_same_report_opens_again_and_one_that_was_deleted_is_begun_anew(officer: User, event: AgencyEvent) -> None:
    office = client_of(officer)
    address = f"/office/events/{event.public_id}/report/"
    first = office.post(address).headers["Location"]
    assert office.post(address).headers["Location"] == first
    left, gone = Article.objects.order_by("-pk")
    gone.delete()
    written_on = office.post(address).headers["Location"]
    assert written_on.endswith(f"/{left.pk}/edit/"), "the other language is still there"
    assert office.get(written_on).status_code == 200
    left.delete()
    assert office.post(address).headers["Location"] != first
    assert Article.objects.count() == 2
