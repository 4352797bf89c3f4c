"""News and reports as the public reads them."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from plon.accounts.models import User
from plon.portal.enums import ArticleKind
from plon.search.models import IndexChange
from tests.conftest import client_of
from tests.portal.making import make_article, make_picture, translate


def read(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def test_what_is_published_stands_in_list_article_feed_and_home(db: None) -> None:
    article = make_article(title="Harvest in July", picture=make_picture(), tags=["training"])
    for address in ("/en/news/", "/en/news/feed.atom", "/en/"):
        assert "Harvest in July" in read(address)
    page = read(article.get_url())
    assert "What teachers took home." in page
    assert 'alt="A field of wheat in July"' in page
    assert "Example author" in page


def test_a_draft_is_nobodys(db: None) -> None:
    article = make_article(title="Not yet", publish=False)
    for address in ("/en/news/", "/en/news/feed.atom", "/en/"):
        assert "Not yet" not in read(address)
    assert Client().get(article.get_url()).status_code == 404


def test_each_reader_gets_their_language_and_what_is_not_translated(db: None) -> None:
    both = make_article(title="In English")
    translate(both, "pl", title="Po polsku", slug="po-polsku")
    make_article(title="English only", slug="english-only")
    polish = read("/pl/news/")
    assert "Po polsku" in polish
    assert "In English" not in polish
    assert "English only" in polish
    assert 'lang="en"' in polish


def test_an_address_of_the_other_language_leads_to_the_text_in_ones_own(db: None) -> None:
    article = make_article(title="In English", slug="in-english")
    translate(article, "pl", title="Po polsku", slug="po-polsku")
    answer = Client().get("/pl/news/in-english/")
    assert answer.headers["Location"] == "/pl/news/po-polsku/"
    alone = make_article(title="English only", slug="english-only")
    assert "English only" in read(f"/pl/news/{alone.slug}/")


def test_the_list_is_narrowed_by_kind_tag_and_year(db: None) -> None:
    make_article(title="A report", slug="report", kind=ArticleKind.REPORT, tags=["rivers"])
    make_article(title="A piece of news", slug="news-piece", tags=["schools"])
    assert "A piece of news" not in read("/en/news/?kind=report")
    assert "A report" not in read("/en/news/?tag=schools")
    assert "Nothing of this kind" in read("/en/news/?year=2001")
    for wrong in ("?kind=x", "?year=99999999999999999999", "?year=-1", "?tag=%00", "?page=x", "?page=10000000000"):
        assert Client().get(f"/en/news/{wrong}").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_list_and_article_cost_the_same_however_many(
    db: None, count: int, django_assert_max_num_queries: object
) -> None:
    for number in range(count):
        article = make_article(title=f"Article {number}", slug=f"a{number}", picture=make_picture(), tags=["x", "y"])
    read("/en/news/")  # makes the pictures
    with django_assert_max_num_queries(9):  # type: ignore[operator]
        read("/en/news/")
    read(article.get_url())
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        read(article.get_url())


def test_script_in_a_piece_stays_words(db: None) -> None:
    evil = "<script>alert(1)</script>"
    article = make_article(
        title=evil, slug="evil", lead=evil,
        body=[("heading", evil), ("quote", {"text": evil, "who": evil}), ("checklist", [evil])],
    )  # fmt: skip
    for address in (article.get_url(), "/en/news/", "/en/", "/en/news/feed.atom"):
        assert "<script>alert" not in read(address)


def test_publishing_and_taking_back_reach_the_index_and_the_history(db: None, officer: User) -> None:
    IndexChange.objects.all().delete()
    article = make_article(by=officer)
    assert IndexChange.objects.filter(kind="article", key=article.pk).exists()
    IndexChange.objects.all().delete()
    article.unpublish()
    assert IndexChange.objects.filter(kind="article", key=article.pk).exists()
    audit = client_of(officer).get(reverse("office_people:audit")).content.decode()
    assert "published an article" in audit


def test_the_page_is_shared_and_not_sent_twice(db: None) -> None:
    address = make_article().get_url()
    first = Client().get(address)
    assert "public" in first.headers["Cache-Control"]
    assert not first.cookies
    again = Client().get(address, headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304


def test_addresses_are_in_the_articles_language_wherever_they_are_shown(db: None) -> None:
    article = make_article("pl", title="Po polsku", slug="po-polsku")
    with translation.override("en"):
        assert article.get_url() == "/pl/news/po-polsku/"
