"""Two languages side by side: what is missing, what is older, and who found it up to date."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from plon.accounts.models import User
from plon.portal.cms.changes import Pieces, changes_between, compare_pieces
from plon.portal.models import Article
from tests.conftest import client_of
from tests.portal.making import make_article, translate
from tests.portal.posting import send_edit
from tests.portal.test_cms_writing import desk

__all__ = ["desk"]


@pytest.fixture
def pair(officer: User) -> tuple[Article, Article]:
    source = make_article("pl", title="Żniwa w lipcu", slug="zniwa", by=officer, body=[("heading", "Co widzieliśmy")])
    return source, translate(source, "en", title="Harvest in July")


def edit_page(client: Client, article: Article) -> str:
    return str(client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode())


def test_the_other_language_stands_beside(desk: Client, pair: tuple[Article, Article]) -> None:
    page = edit_page(desk, pair[1])
    assert "Żniwa w lipcu" in page
    assert "Co widzieliśmy" in page
    assert "knows the newest version" in page


def test_a_translation_becomes_older_and_says_by_what(desk: Client, pair: tuple[Article, Article]) -> None:
    source, text = pair
    source.lead = "Another lead."
    source.body.append(("quote", {"text": "New words", "who": ""}))
    source.save_revision()
    page = edit_page(desk, text)
    assert "The source changed since" in page
    assert "<li>lead</li>" in page
    assert "<li>1 new piece</li>" in page
    assert "older than its source" in desk.get(reverse("articles:index")).content.decode()
    home = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert "Translations that are older than their source" in home
    assert "The source changed since" not in edit_page(desk, source)


def test_saving_or_marking_brings_it_up_to_date(desk: Client, officer: User, pair: tuple[Article, Article]) -> None:
    source, text = pair
    source.lead = "Another lead."
    source.save_revision()
    desk.post(reverse("portal_cms:up_to_date", args=[text.pk]))
    page = edit_page(desk, text)
    assert "knows the newest version" in page
    assert "Compared by Officer" in page
    audit = desk.get(reverse("office_people:audit")).content.decode()
    assert "found a translation up to date" in audit
    source.lead = "A third lead."
    source.save_revision()
    assert "The source changed since" in edit_page(desk, text)
    assert send_edit(desk, text, title="Harvest in July", slug=text.slug, lead="A third lead.").status_code == 302
    assert "knows the newest version" in edit_page(desk, text)


def test_an_article_is_translated_from_its_page(desk: Client, officer: User) -> None:
    source = make_article("pl", title="Żniwa", slug="zniwa", by=officer, body=[("heading", "Co widzieliśmy")])
    address = reverse("simple_translation:submit_page_translation", args=[source.pk])
    assert address in edit_page(desk, source)
    form = desk.get(address).context["form"]
    english = form.fields["locales"].queryset.get(language_code="en")
    desk.post(address, {"locales": [english.pk]})
    text = Article.objects.get(locale__language_code="en")
    assert text.translation_key == source.translation_key
    assert not text.live
    assert text.body[0].value == "Co widzieliśmy"


@pytest.mark.parametrize("count", [1, 3])
def test_desk_and_list_cost_the_same_however_many(
    desk: Client, officer: User, count: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(count):
        source = make_article("pl", title=f"Artykuł {number}", slug=f"a{number}", by=officer)
        translate(source, "en", title=f"Article {number}")
        source.lead = "Another lead."
        source.save_revision()
    desk.get(reverse("articles:index"))
    with django_assert_max_num_queries(60):
        desk.get(reverse("articles:index"))
    with django_assert_max_num_queries(45):
        desk.get(reverse("wagtailadmin_home"))


def test_pieces_are_compared_by_what_they_are() -> None:
    before = [{"id": "a", "value": 1}, {"id": "b", "value": 2}, {"id": "c", "value": 3}]
    after = [{"id": "c", "value": 3}, {"id": "a", "value": 9}, {"id": "d", "value": 4}]
    assert compare_pieces(before, after) == Pieces(new=1, gone=1, other=1, is_reordered=True)
    assert compare_pieces(before, before) == Pieces()
    assert list(changes_between(None, {})) == ["everything: the version that it was made from is not kept any more"]
    assert list(changes_between({"title": "a", "body": "no list"}, {"title": "a", "body": "[broken"})) == []


def test_a_stranger_marks_nothing(pair: tuple[Article, Article], stranger: User) -> None:
    assert client_of(stranger).post(reverse("portal_cms:up_to_date", args=[pair[1].pk])).status_code == 403
