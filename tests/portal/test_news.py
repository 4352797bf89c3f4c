"""News and reports as the public reads them."""

import io
import re
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from PIL import Image
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from plon.accounts.models import User
from plon.portal.enums import ArticleKind
from plon.portal.models import Article, Rendition
from plon.results.enums import ResultState
from plon.search.models import IndexChange
from tests.conftest import client_of
from tests.factories import ResultFactory
from tests.portal.making import make_article, make_picture, translate
from tests.portal.posting import send_new


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


def test_what_plon_says_around_a_text_of_another_language_is_marked_as_the_readers(db: None) -> None:
    result = ResultFactory(state=ResultState.PUBLISHED, published_at=timezone.now())
    article = make_article(
        slug="english-only", picture=make_picture(), tags=["rivers"], kind=ArticleKind.REPORT,
        body=[("results", {"addresses": [f"/en/results/{result.public_id}/"]}), ("quote", {"text": "Deep", "who": ""})],
    )  # fmt: skip
    page = read(f"/pl/news/{article.slug}/")
    for mark in ('<p class="eyebrow" lang="pl">', '<span lang="pl">Zdjęcie', '<div class="cards" lang="pl">'):
        assert mark in page
    text = page[page.index('<div class="stack-loose" lang="en">') :]
    assert text.index("<h1>") < text.index("Deep") < text.rindex("</article>")
    listed = read("/pl/news/")
    assert 'lang="en"><a href="/pl/news/?tag=rivers">' in listed


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
    years = ("99999999999999999999", "020249999", "12024", "٢٠٢٤", "-1", "")
    for wrong in ("?kind=x", *(f"?year={year}" for year in years), "?tag=%00", "?page=x", "?page=10000000000"):
        assert Client().get(f"/en/news/{wrong}").status_code == 200
        assert Client().get(f"/en/news/feed.atom{wrong}").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_home_list_and_article_cost_the_same_however_many(
    db: None, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    pictures = [{"image": make_picture(), "caption": ""} for _number in range(count)]
    for number in range(count):
        article = make_article(
            title=f"Article {number}", slug=f"a{number}", picture=make_picture(), tags=["x", "y"],
            body=[("picture", picture) for picture in pictures],
        )  # fmt: skip
    for address, questions in (("/en/news/", 7), (article.get_url(), 9), ("/en/", 8)):
        read(address)  # the home page counts what there is, and keeps it for some minutes
        with django_assert_num_queries(questions):
            read(address)


def test_pictures_are_made_when_an_article_appears_not_while_somebody_reads(db: None) -> None:
    article = make_article(picture=make_picture(), body=[("picture", {"image": make_picture(), "caption": ""})])
    made = Rendition.objects.count()
    assert made == 7
    for address in ("/en/news/", article.get_url(), "/en/"):
        read(address)
    assert Rendition.objects.count() == made


def test_a_worker_makes_the_sizes_once_an_article_is_out(
    db: None, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    article = make_article(picture=make_picture(), publish=False)
    with django_capture_on_commit_callbacks(execute=True):
        article.get_latest_revision().publish()
        assert not Rendition.objects.exists()
    assert Rendition.objects.count() == 5


def test_a_page_is_shown_without_a_picture_that_is_broken(
    db: None, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    picture = make_picture()
    article = make_article(title="With a hole", picture=picture, publish=False)
    picture.file.storage.delete(picture.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        article.get_latest_revision().publish()
    for address in (Article.objects.get().get_url(), "/en/news/", "/en/"):
        assert "With a hole" in read(address)


def test_networks_see_the_articles_own_picture(db: None) -> None:
    page = read(make_article(picture=make_picture()).get_url())
    card = re.search(r'<meta property="og:image" content="([^"]+)"', page)
    assert card
    assert card[1].startswith(settings.BASE_URL)
    answer = Client().get(card[1].removeprefix(settings.BASE_URL))
    with Image.open(io.BytesIO(b"".join(answer))) as shown:
        assert (shown.format, shown.size) == ("JPEG", (1200, 630))
    assert '<meta property="og:image:type" content="image/jpeg">' in page
    assert '<meta property="og:image:alt" content="A field of wheat in July">' in page


def test_a_polish_title_gives_a_plain_address(db: None) -> None:
    article = make_article("pl", title="Żniwa w Łodzi: źródła 🌾")
    assert article.slug == "zniwa-w-lodzi-zrodla"
    assert make_article("pl", title="Łąka", publish=False).slug == "laka"
    assert make_article("pl", title="🌾").slug == "article"
    assert make_article("pl", title="🌾🌾").slug == "article-2"


def test_the_address_of_what_was_out_stays(db: None) -> None:
    draft = make_article(slug="first", publish=False)
    draft.slug = "second"
    draft.save_revision().publish()
    article = Article.objects.get(pk=draft.pk)
    assert article.slug == "second"
    article.slug = "third"
    with pytest.raises(ValidationError, match="second") as refusal:
        article.save_revision()
    assert set(refusal.value.message_dict) == {"slug"}
    article.refresh_from_db()
    article.unpublish()
    article.slug = "third"
    with pytest.raises(ValidationError, match="second"):
        article.full_clean()


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


def test_an_empty_feed_is_known_again(db: None) -> None:
    first = Client().get("/en/news/feed.atom")
    assert Client().get("/en/news/feed.atom", headers={"if-none-match": first.headers["ETag"]}).status_code == 304


def test_a_feed_holds_no_character_that_breaks_it(db: None, officer: User) -> None:
    make_article(title="Harvest\x08 in July", lead="What\x0b teachers took\ufffe home.")
    feed = ElementTree.fromstring(Client().get("/en/news/feed.atom").content)  # noqa: S314 - our own feed
    assert "Harvest in July" in [title.text for title in feed.iter("{http://www.w3.org/2005/Atom}title")]
    send_new(client_of(officer), title="Rain\x08 in August", lead="A wet\x1f month.")
    assert Article.objects.filter(title="Rain in August", lead="A wet month.").exists()
