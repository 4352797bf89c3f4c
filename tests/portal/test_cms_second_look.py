"""The second look: asked for, given by another officer, told of in the language of who reads."""

from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import TaskState

from plon.accounts.enums import PlatformRole
from plon.accounts.models import User
from plon.history.models import Event
from plon.portal.cms.tree import ensure_tree
from plon.portal.models import Article
from plon.portal.news.following import publish_due
from plon.search.models import IndexChange
from tests.conftest import client_of
from tests.factories import UserFactory
from tests.portal.posting import send_new
from tests.portal.test_cms_writing import desk

__all__ = ["desk"]


@pytest.fixture
def asked(desk: Client, administrator: User, django_capture_on_commit_callbacks: Any) -> Article:
    """An article that the officer asks the administrator to read."""
    User.objects.filter(pk=administrator.pk).update(language="pl")
    UserFactory(email="former@example.org", role=PlatformRole.OFFICER, is_active=False)
    with django_capture_on_commit_callbacks(execute=True):
        send_new(desk, act="action-submit")
    return Article.objects.get()


def act(client: Client, article: Article, name: str, comment: str = "") -> Any:
    client.get(reverse("wagtailadmin_home"))
    state = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
    address = reverse("wagtailadmin_pages:workflow_action", args=[article.pk, name, state.pk])
    return client.post(address, {"comment": comment})


def test_the_other_officers_are_asked_in_their_language(asked: Article) -> None:
    assert not asked.live
    (letter,) = mail.outbox
    assert letter.to == ["admin@example.org"]
    assert letter.subject == "Do przeczytania: Harvest in July"
    assert reverse("wagtailadmin_pages:edit", args=[asked.pk]) in letter.body


def test_who_asked_is_not_the_one_who_looks(asked: Article, desk: Client) -> None:
    act(desk, asked, "approve")
    asked.refresh_from_db()
    assert not asked.live
    assert "Harvest in July" in desk.get(reverse("wagtailadmin_home")).content.decode()


def test_another_officer_approves_and_the_article_appears(
    asked: Article, administrator: User, django_capture_on_commit_callbacks: Any
) -> None:
    mail.outbox.clear()
    reader = client_of(administrator)
    home = reader.get(reverse("wagtailadmin_home")).content.decode()
    assert "Harvest in July" in home
    with django_capture_on_commit_callbacks(execute=True):
        act(reader, asked, "approve")
    asked.refresh_from_db()
    assert asked.live
    assert published_by(asked) == [administrator.pk]
    (letter,) = mail.outbox
    assert letter.to == ["officer@example.org"]
    assert letter.subject == "Approved: Harvest in July"


def published_by(article: Article) -> list[int | None]:
    """Return who published an article, as the history tells."""
    told = Event.objects.filter(kind="article.published", subject_id=article.pk)
    return list(told.values_list("actor_id", flat=True))


def test_what_is_to_appear_later_is_published_when_it_appears_by_who_approved_it(
    desk: Client, administrator: User
) -> None:
    send_new(desk, act="action-submit", go_live_at="2041-05-02 10:00")
    article = Article.objects.get()
    act(client_of(administrator), article, "approve")
    article.refresh_from_db()
    assert not article.live
    assert published_by(article) == []
    assert not IndexChange.objects.filter(kind="article", key=article.pk).exists()
    with time_machine.travel("2041-05-03T10:00:00Z"):
        publish_due()
    article.refresh_from_db()
    assert article.live
    assert published_by(article) == [administrator.pk]


def test_sent_back_with_a_comment_it_waits_for_its_author(
    asked: Article, administrator: User, desk: Client, django_capture_on_commit_callbacks: Any
) -> None:
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        act(client_of(administrator), asked, "reject", "Please name who took the photo.")
    asked.refresh_from_db()
    assert not asked.live
    (letter,) = mail.outbox
    assert "Please name who took the photo." in letter.body
    assert "Please name who took the photo." in desk.get(reverse("wagtailadmin_home")).content.decode()


def _adding() -> str:
    return reverse("wagtailadmin_pages:add", args=["portal", "article", ensure_tree()["en"].pk])


def test_an_officer_who_is_alone_may_look_twice(desk: Client) -> None:
    send_new(desk, act="action-submit")
    article = Article.objects.get()
    page = desk.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()
    assert "there is no other editor" in page
    assert "Ask for a second look" in desk.get(_adding()).content.decode()
    act(desk, article, "approve")
    article.refresh_from_db()
    assert article.live


def test_who_is_no_officer_any_more_is_told_nothing(
    asked: Article, administrator: User, officer: User, django_capture_on_commit_callbacks: Any
) -> None:
    mail.outbox.clear()
    User.objects.filter(pk=officer.pk).update(role=PlatformRole.MEMBER)
    with django_capture_on_commit_callbacks(execute=True):
        act(client_of(administrator), asked, "approve")
    assert mail.outbox == []
