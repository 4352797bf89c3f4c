"""Pages of collections: two clicks to gather, who sees what, what is taken along."""

import csv
import io
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from plon.accounts.models import User
from plon.collections import actions
from plon.collections.models import Collection, Entry
from plon.collections.sources import collection_documents
from plon.results.models import Result
from plon.search.querying import search
from plon.search.updating import apply_changes
from tests.collections.conftest import make_result
from tests.conftest import client_of
from tests.factories import UserFactory


def address(name: str, *args: Any) -> str:
    with translation.override("en"):
        return reverse(f"collections:{name}", args=args)


def test_a_result_is_gathered_in_two_clicks(teacher: User, lessons: Result) -> None:
    client = client_of(teacher)
    with translation.override("en"):
        page = client.get(lessons.get_absolute_url()).content.decode()
    link = re.search(r'href="([^"]*/collections/add/[^"]*)"', page)
    assert link
    answer = client.post(link[1], {"to": "new", "title": "For May"}, follow=True)
    assert "Added to “For May”." in answer.content.decode()
    made = Collection.objects.get()
    assert (made.visibility, made.title_in("en"), made.entries.get().result) == ("private", "For May", lessons)
    # The second time it says that it is there, and the form without a name keeps its place.
    assert "it is in here already" in client.get(link[1]).content.decode()
    assert "It is in this collection already." in client.post(link[1], {"to": made.public_id}).content.decode()
    assert "This field is required." in client.post(link[1], {"to": "new", "title": " "}).content.decode()
    assert Entry.objects.count() == 1


def test_nobody_adds_to_anothers_collection(gathered: Collection, lessons: Result) -> None:
    other = client_of(UserFactory())
    add = address("add") + f"?result={make_result('Another').public_id}"
    assert other.post(add, {"to": gathered.public_id}).status_code == 404
    assert other.get(address("add") + "?result=nothere").status_code == 404
    assert gathered.entries.count() == 1


def test_a_private_collection_is_nobodys_business(gathered: Collection, officer: User, teacher: User) -> None:
    entry = gathered.entries.get()
    doors = [
        *(address(name, gathered.public_id) for name in ("collection", "feed", "edit", "change")),
        address("export", gathered.public_id, "csv"), address("shared", gathered.secret),
    ]  # fmt: skip
    posts = [
        *(address(name, gathered.public_id) for name in ("show_to", "renew_link", "remove", "restore", "order")),
        *(address(name, gathered.public_id, entry.pk) for name in ("note", "move", "remove_entry", "restore_entry")),
    ]
    for client in (client_of(UserFactory()), client_of(officer)):
        assert {client.get(door).status_code for door in doors} == {404}
        assert {client.post(door).status_code for door in posts} == {404}
    assert {Client().get(door).status_code for door in doors} <= {302, 404}
    own = client_of(teacher).get(doors[0])
    assert "only you see it" in own.content.decode()
    assert "noindex" in own["X-Robots-Tag"]
    assert "private" in own["Cache-Control"]


def test_by_link_it_is_seen_and_found_nowhere(gathered: Collection, teacher: User) -> None:
    shared = actions.show_to(gathered, by=teacher, visibility="link")
    apply_changes()
    client = Client()
    answer = client.get(address("shared", shared.secret))
    assert "Begin with lesson three." in answer.content.decode()
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]
    assert shared.secret not in answer.content.decode().replace(f"/shared/{shared.secret}/", "")
    assert client.get(address("collection", shared.public_id)).status_code == 404
    assert client.get(address("feed", shared.public_id)).status_code == 404
    assert "Out of doors" not in client.get(address("index")).content.decode()
    assert list(collection_documents([shared.pk])) == []
    assert search("doors", language="en", kind="collection").total == 0
    actions.renew_link(shared, by=teacher)
    assert client.get(address("shared", shared.secret)).status_code == 404


def test_everybody_reads_and_finds_a_public_one(
    shown: Collection, teacher: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    apply_changes()
    client = Client()
    page = client.get(address("collection", shown.public_id))
    body = page.content.decode()
    for words in (
        "Out of doors",
        "<strong>spring</strong>",
        "Anna, biology teacher",
        "Begin with lesson three.",
        "og:title",
    ):
        assert words in body
    assert "Kowalska" not in body
    assert "public" in page["Cache-Control"]
    for words in ("", "?q=doors", "?q=lesson+three"):
        assert "Out of doors" in client.get(address("index") + words).content.decode()
    assert "No collection says that" in client.get(address("index") + "?q=zzzz&page=999999").content.decode()
    # As many questions with five entries as with one.
    with django_assert_max_num_queries(12) as first:
        client.get(address("collection", shown.public_id))
    for number in range(4):
        actions.add_entry(shown, by=teacher, thing=make_result(f"R{number}"))
    with django_assert_max_num_queries(len(first.captured_queries)):
        client.get(address("collection", shown.public_id))


def test_what_is_in_it_is_taken_along(shown: Collection, teacher: User) -> None:
    actions.add_entry(shown, by=teacher, thing=make_result("=HYPERLINK(evil)"), note="@risky", language="en")
    client = Client()
    table = client.get(address("export", shown.public_id, "csv")).content.decode("utf-8-sig")
    _head, first, second = csv.reader(io.StringIO(table))
    assert first[:2] == ["Lessons by the river", "Begin with lesson three."]
    assert second[:2] == ["'=HYPERLINK(evil)", "'@risky"]
    assert client.get(address("export", shown.public_id, "ris")).content.decode().count("TY  - GEN") == 2
    assert client.get(address("export", shown.public_id, "bib")).content.decode().count("@misc{") == 2
    assert client.get(address("export", shown.public_id, "exe")).status_code == 404
    feed = ElementTree.fromstring(client.get(address("feed", shown.public_id)).content)  # noqa: S314  our own
    names = [
        entry.findtext("{http://www.w3.org/2005/Atom}title")
        for entry in feed.iter("{http://www.w3.org/2005/Atom}entry")
    ]
    assert names == ["=HYPERLINK(evil)", "Lessons by the river"]


def test_the_workbench_works_without_javascript(gathered: Collection, teacher: User) -> None:
    client = client_of(teacher)
    entry = gathered.entries.get()
    note = client.post(address("note", gathered.public_id, entry.pk), {"note": "New words"}, follow=True)
    assert "New words" in note.content.decode()
    too_long = client.post(address("note", gathered.public_id, entry.pk), {"note": "x" * 1001}, follow=True)
    assert "too long" in too_long.content.decode()
    removed = client.post(address("remove_entry", gathered.public_id, entry.pk), follow=True).content.decode()
    assert "Taken out: “Lessons by the river”." in removed
    assert "Undo" in removed
    client.post(address("restore_entry", gathered.public_id, entry.pk))
    assert client.post(address("order", gathered.public_id), {"order": "x,,²,99"}).status_code == 302
    gone = client.post(address("remove", gathered.public_id), follow=True).content.decode()
    assert "Removed: “Out of doors”." in gone
    assert client.post(address("restore", gathered.public_id), follow=True).status_code == 200
    assert Collection.objects.get().removed_at is None


def test_officers_need_their_second_factor_here_too(shown: Collection, officer: User, settings: Any) -> None:
    Authenticator.objects.filter(user=officer).delete()
    answer = client_of(officer).post(address("hide", shown.public_id), {"reason": "Because"})
    assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_index"))
    assert Collection.objects.get().hidden_at is None


@pytest.mark.parametrize("who", ["visitor", "officer"])
def test_a_hidden_collection_is_gone_for_everybody_but_owner_and_agency(
    shown: Collection, officer: User, who: str
) -> None:
    actions.hide_collection(shown, by=officer, reason="Not true.")
    client = Client() if who == "visitor" else client_of(officer)
    answer = client.get(address("collection", shown.public_id))
    if who == "visitor":
        assert answer.status_code == 404
    else:
        assert "Not true." in answer.content.decode()
