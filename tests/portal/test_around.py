"""Articles elsewhere in the house: in search, the sitemap, the newsletter; and collections inside articles."""

import datetime
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from plon.accounts.models import User
from plon.collections.actions import add_entry, hide_collection, make_collection, show_to
from plon.newsletter.items import offers_since
from plon.portal.embeds import choices_of_embeds
from plon.portal.news.letters import news_items
from plon.portal.references import read_reference
from plon.search.querying import search
from plon.search.updating import apply_changes
from tests.collections.conftest import make_result
from tests.factories import ProjectFactory
from tests.portal.making import make_article, make_picture, translate
from tests.portal.test_news import read

BODY = [("text", "<p>Czternastu nauczycieli mierzyło z uczniami przezroczystość wody.</p>")]


@pytest.mark.parametrize(
    ("language", "words"), [("pl", "żniwami"), ("pl", "przezroczystości wód"), ("en", "harvests"), ("en", "teacher")]
)
def test_search_finds_an_article_by_inflected_words_of_its_title_lead_and_text(
    db: None, language: str, words: str
) -> None:
    article = make_article(title="Harvest in July", slug="harvest", lead="What teachers took home.")
    translate(article, "pl", title="Żniwa w lipcu", slug="zniwa", lead="Co wynieśli.", body=BODY)
    apply_changes()
    hits = search(words, language=language, kind="article").hits
    assert [hit.public_id for hit in hits] == ["harvest"]


def test_the_one_box_shows_articles_by_their_own_name_and_leads_to_the_readers_text(db: None) -> None:
    article = make_article(title="Harvest in July", slug="harvest")
    translate(article, "pl", title="Żniwa w lipcu", slug="zniwa", body=BODY)
    apply_changes()
    everything = read("/pl/search/?q=przezroczystością")
    assert "Żniwa w lipcu" in everything
    assert "<mark>przezroczystość</mark>" in everything
    tab = read("/pl/search/?q=woda&kind=article")
    assert "Żniwa w lipcu" in tab
    assert "Aktualności i relacje" in tab
    assert Client().get("/pl/news/harvest/").headers["Location"] == "/pl/news/zniwa/"
    asked = read("/pl/search/?q=woda+rodzaj:aktualności")
    assert "Żniwa w lipcu" in asked


def test_what_is_taken_back_is_found_no_more(db: None) -> None:
    article = make_article(title="Harvest in July")
    apply_changes()
    assert search("harvest", language="en", kind="article").total == 1
    article.unpublish()
    apply_changes()
    assert search("harvest", language="en", kind="article").total == 0


def test_the_sitemap_lists_each_text_under_its_own_address(db: None) -> None:
    article = make_article(title="Harvest", slug="harvest")
    translate(article, "pl", title="Żniwa", slug="zniwa")
    make_article(title="Not yet", slug="not-yet", publish=False)
    index = read("/sitemap.xml")
    part = f"{settings.BASE_URL}/sitemap-news-1.xml"
    assert part in index
    tree = ElementTree.fromstring(read(part.removeprefix(settings.BASE_URL)))  # noqa: S314  it is ours
    found = {loc.text for loc in tree.iter() if loc.tag.endswith("}loc")}
    assert found == {f"{settings.BASE_URL}/en/news/harvest/", f"{settings.BASE_URL}/pl/news/zniwa/"}


def test_every_page_leads_to_the_news_and_home_to_their_feed(db: None) -> None:
    make_article()
    home = read("/pl/")
    assert '<a href="/pl/news/" >Aktualności</a>' in home
    assert '<link rel="alternate" type="application/atom+xml"' in home
    assert 'href="/pl/news/feed.atom"' in home


def test_a_newsletter_is_offered_an_article_once_in_all_its_languages(
    db: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    article = make_article(title="Harvest", slug="harvest", picture=make_picture())
    translate(article, "pl", title="Żniwa", slug="zniwa")
    today = datetime.datetime.now(tz=datetime.UTC).date()
    offers = offers_since(today - datetime.timedelta(days=1))["news"]
    assert [sorted(offer.texts) for offer in offers] == [["en", "pl"]]
    item = offers[0].texts["en"]
    assert (item.title, item.summary, item.address) == ("Harvest", "What teachers took home.", "/en/news/harvest/")
    assert item.image_alt == "A field of wheat in July"
    assert Client().get(item.image).headers["Content-Type"] == "image/jpeg"
    assert news_items(today + datetime.timedelta(days=2), "en") == []
    make_article(title="Second", slug="second", picture=make_picture())
    with django_assert_max_num_queries(2):
        assert len(news_items(today - datetime.timedelta(days=1), "en")) == 2


def test_a_collection_of_the_agency_stands_in_an_article_until_it_is_hidden(officer: User) -> None:
    made = make_collection(by=officer, for_agency=True, texts={"en": ("Out of doors", ""), "pl": ("W teren", "")})
    for number in range(7):
        add_entry(made, by=officer, thing=make_result(f"Lessons {number}"), note="", language="en")
    assert not any(made.public_id in key for _group, some in choices_of_embeds("en") for key, _title in some)
    show_to(made, by=officer, visibility="public")
    name = f"collection:{made.public_id}"
    assert (name, "Out of doors") in [choice for _group, some in choices_of_embeds("en") for choice in some]
    article = make_article(body=[("embedded", {"name": name})])
    page = read(article.get_url())
    assert "Out of doors" in page
    assert "Lessons 5" in page
    assert "Lessons 6" not in page
    assert "The whole collection: 7 things" in page
    hide_collection(made, by=officer, reason="Outdated")
    assert "Out of doors" not in read(article.get_url())


def test_results_named_by_an_address_of_either_language_stand_below_both_texts(db: None) -> None:
    result, project = make_result("Lessons"), ProjectFactory(has_published=True, title="Living river")
    with translation.override("pl"):
        addresses = [settings.BASE_URL + result.get_absolute_url(), project.get_absolute_url()]
    assert addresses[1].startswith("/pl/")
    related = [("thing", address) for address in addresses]
    article = make_article(related=related, body=[("results", {"addresses": addresses})])
    page = read(article.get_url())
    assert page.count("Lessons") >= 2
    assert page.count("Living river") >= 2


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("https://example.org/pl/results/abc/", "not of this catalogue"),
        ("/pl/guide/", "no page of a result"),
        ("javascript:alert(1)", "no page of a result"),
        ("http://[", "no page of a result"),
        ("/pl/results/222222/", "Nobody published this"),
        ("/pl/results/22\0222/", "Nobody published this"),
    ],
)
def test_what_is_no_public_page_of_the_catalogue_is_refused(db: None, address: str, why: str) -> None:
    with translation.override("en"), pytest.raises(ValidationError, match=why):
        read_reference(address)
