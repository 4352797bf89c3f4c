"""What the team sees of its links and does about them; what visitors see, and what is never given to them."""

import datetime
import json
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plon.accounts.models import User
from plon.catalogue.dump_lines import result_lines
from plon.fetching.refusals import Why
from plon.linkwatch.asking import Look
from plon.linkwatch.judging import Reading
from plon.linkwatch.links import state_of_links, unsafe_addresses
from plon.linkwatch.models import LinkState
from plon.linkwatch.noting import note_look
from plon.linkwatch.taking_up import take_up_links
from plon.projects.models import Project
from plon.projects.overview import reminders_for
from plon.results.models import Result, ResultLink
from tests.conftest import client_of
from tests.factories import ResultFactory, ResultLinkFactory, ResultTextFactory
from tests.linkwatch.texts import GAMBLING, PAGES

CASINO = GAMBLING[0]


def link_of(result: Result, path: str, title: str = "Lessons") -> ResultLink:
    made = ResultLinkFactory(result=result, url=f"https://project.example/{path}", title=title)
    take_up_links()
    return made


def see(
    link: ResultLink, *, title: str = "", text: str = "", language: str = "pl", why: str = "", days: int = 1
) -> None:
    for ago in range(days, 0, -1):
        state = LinkState.objects.get(url=link.url)
        reading = Reading(link.url, link.url, 404 if why else 200, why, not why, title, text=text, language=language)
        note_look(state, Look(reading), now=timezone.now() - datetime.timedelta(days=ago))


def good(link: ResultLink) -> None:
    see(link, title=PAGES["river", "pl"][0], text=PAGES["river", "pl"][1])


def hijacked(link: ResultLink) -> None:
    good(link)
    see(link, title=CASINO[0], text=CASINO[1], language="en")


def dead(link: ResultLink) -> None:
    see(link, why=Why.NOT_FOUND, days=3)


def index_of(project: Project) -> str:
    return reverse("linkwatch:index", args=[project.public_id])


def text_of(person: User, url: str) -> str:
    return client_of(person).get(url).content.decode()


def test_the_team_sees_all_links_the_bad_ones_first(published: Result, contributor: User) -> None:
    first, second, third = (link_of(published, path, path) for path in ("fine", "gone", "taken"))
    good(first)
    dead(second)
    hijacked(third)

    page = text_of(contributor, index_of(published.project))
    assert page.index("<strong>taken") < page.index("<strong>gone") < page.index("<strong>fine")
    assert "The page advertises gambling." in page
    assert "The title was “Lekcje nad rzeką” and is “Casino bonus 2026” now." in page
    assert "1 not safe" in page
    assert f'href="{third.url}"' not in page
    assert f'href="{second.url}"' in page
    # Who only reports sees it all and changes nothing.
    assert "This is the right page" not in page
    assert reverse("results:change_link", args=[published.project.public_id, published.public_id, third.pk]) not in page


def test_the_page_of_links_asks_as_much_for_three_as_for_one(
    published: Result, editor: User, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = client_of(editor)
    counted = []
    for number in range(3):
        hijacked(link_of(published, f"{number}"))
        client.get(index_of(published.project))
        with django_assert_max_num_queries(40) as queries:
            client.get(index_of(published.project))
        counted.append(len(queries))
    assert counted[0] == counted[1] == counted[2]


def test_an_empty_page_says_what_will_be_there(project: Project, editor: User) -> None:
    assert "No public links yet" in text_of(editor, index_of(project))


def test_one_link_has_its_history_then_and_now(published: Result, editor: User) -> None:
    link = link_of(published, "taken")
    good(link)
    see(link, title=PAGES["bread", "pl"][0], text=PAGES["bread", "pl"][1], days=2)
    url = reverse("linkwatch:link", args=[published.project.public_id, link.pk])

    page = text_of(editor, url)
    assert "The page, then and now" in page
    assert "Lekcje nad rzeką" in page
    assert "Uczniowie piekarni pieką razem" in page
    assert "Words it uses most" in page
    assert page.count("<time") == 2

    client = client_of(editor)
    said = client.post(reverse("linkwatch:accept", args=[published.project.public_id, link.pk]), follow=True)
    assert "You said that this is the right page." in said.content.decode()
    assert state_of_links([published.pk]) == {published.pk: "living"}
    client.post(reverse("linkwatch:doubt", args=[published.project.public_id, link.pk]))
    assert state_of_links([published.pk]) == {published.pk: "broken"}


def test_words_of_a_casino_are_not_shown_to_anybody(published: Result, editor: User) -> None:
    link = link_of(published, "taken")
    hijacked(link)
    page = text_of(editor, reverse("linkwatch:link", args=[published.project.public_id, link.pk]))
    assert "different words of gambling" in page
    assert "roulett" not in page


def test_what_can_not_be_called_right_is_refused_in_words(published: Result, editor: User) -> None:
    link = link_of(published, "gone")
    dead(link)
    answer = client_of(editor).post(
        reverse("linkwatch:accept", args=[published.project.public_id, link.pk]), follow=True
    )
    assert "no page behind this link now" in answer.content.decode()


def test_who_may_not(published: Result, contributor: User, stranger: User) -> None:
    link = link_of(published, "x")
    place = [published.project.public_id, link.pk]
    assert client_of(contributor).post(reverse("linkwatch:accept", args=place)).status_code == 403
    assert client_of(stranger).get(index_of(published.project)).status_code == 404
    hidden = ResultLinkFactory(result=ResultFactory(project=published.project))
    assert client_of(contributor).get(reverse("linkwatch:link", args=[place[0], hidden.pk])).status_code == 404


def test_the_overview_and_the_result_say_what_to_do(published: Result, editor: User) -> None:
    link = link_of(published, "gone")
    dead(link)
    said = [(each.text, each.url) for each in reminders_for(published.project)]
    assert ("1 link of your published results needs a look.", index_of(published.project)) in said
    page = text_of(editor, published.get_workspace_url())
    assert "Links that need you" in page
    assert reverse("results:change_link", args=[published.project.public_id, published.public_id, link.pk]) in page
    hijacked(link_of(published, "taken"))
    assert any("not yours any more" in each.text for each in reminders_for(published.project))


@pytest.fixture
def public(published: Result) -> Result:
    ResultTextFactory(result=published, title="Lessons by the river")
    Project.objects.filter(pk=published.project_id).update(has_published=True)
    return published


def public_page(result: Result) -> str:
    return Client().get(result.get_absolute_url()).content.decode()


def test_visitors_are_not_sent_to_a_hijacked_page(public: Result) -> None:
    link, fine = link_of(public, "taken", ""), link_of(public, "fine")
    good(fine)
    hijacked(link)

    page = public_page(public)
    assert link.url not in page
    assert "belong to somebody else now" in page
    assert f'href="{fine.url}"' in page


def test_visitors_are_warned_of_a_dead_page(public: Result) -> None:
    link = link_of(public, "gone")
    dead(link)
    page = public_page(public)
    assert f'href="{link.url}"' in page
    assert "This link did not lead there when we last tried" in page


def test_a_kept_copy_stands_instead(public: Result, editor: User) -> None:
    from plon.keptcopies.given import keep_given

    link = link_of(public, "taken")
    body = (
        b"<!doctype html><title>Lessons</title><p>Lessons beside the river, as they were, for every week of the year."
    )
    kept = keep_given(link, by=editor, right="own", words="Made by us.", pages={link.url: ("text/html", body)})
    good(link)
    assert kept.get_absolute_url() not in public_page(public)
    hijacked(link)
    assert kept.get_absolute_url() in public_page(public)
    assert kept.get_absolute_url() in text_of(editor, index_of(public.project))


def test_nothing_that_is_handed_on_carries_an_unsafe_address(public: Result) -> None:
    link, fine = link_of(public, "taken"), link_of(public, "fine")
    good(fine)
    hijacked(link)
    lines = json.dumps(list(result_lines()))
    assert link.url not in lines
    assert fine.url in lines
    assert unsafe_addresses([(public.project_id, link.url), (public.project_id, fine.url)]) == {link.url}
    for url in (reverse("result_links", args=[public.public_id]), public.get_absolute_url()):
        answer = Client().get(url)
        assert link.url not in answer.content.decode() + answer.headers.get("Link", "")


def test_the_website_of_a_project_is_not_given_when_it_was_taken_over(public: Result, editor: User) -> None:
    Project.objects.filter(pk=public.project_id).update(website="https://river.example/")
    take_up_links()
    state = LinkState.objects.get(url="https://river.example/")
    page = Reading(state.url, state.url, 200, is_page=True, title=CASINO[0], text=CASINO[1], language="en")
    note_look(state, Look(page))
    public.project.refresh_from_db()

    assert "The project’s website" in text_of(editor, index_of(public.project))
    shown = Client().get(public.project.get_absolute_url()).content.decode()
    assert "river.example" not in shown
    assert "belong to somebody else now" in shown
    assert "The page advertises gambling." in text_of(editor, index_of(public.project))


def test_the_state_of_links_is_the_worst_of_them(
    published: Result, django_assert_num_queries: Callable[..., object]
) -> None:
    first, second = link_of(published, "1"), link_of(published, "2")
    none = ResultFactory(project=published.project)
    asked = [published.pk, none.pk]
    good(first)
    assert state_of_links(asked) == {published.pk: "unknown"}
    good(second)
    assert state_of_links(asked) == {published.pk: "living"}
    dead(second)
    assert state_of_links(asked) == {published.pk: "broken"}
    hijacked(first)
    with django_assert_num_queries(3):
        assert state_of_links(asked) == {published.pk: "unsafe"}
    assert state_of_links([]) == {}
