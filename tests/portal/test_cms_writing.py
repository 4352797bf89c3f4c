"""Writing an article, as the browser of an officer sends it: what is kept, and what harms nobody."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from plon.accounts.models import User
from plon.portal.cms.tree import ensure_tree
from plon.portal.models import Article
from plon.portal.news.indexing import article_address, words_of
from plon.results.enums import ResultState
from tests.conftest import client_of
from tests.factories import ResultFactory
from tests.portal.making import make_article, make_picture, translate
from tests.portal.posting import draftail, items, send_edit, send_new


@pytest.fixture
def desk(officer: User) -> Client:
    client = client_of(officer)
    client.get(reverse("wagtailadmin_home"))
    return client


def told(answer: Any) -> str:
    assert answer.status_code == 200, answer.headers.get("Location")
    return str(answer.content.decode())


def test_an_officer_publishes_an_article(desk: Client) -> None:
    picture = make_picture()
    answer = send_new(
        desk, title="Żniwa w Łomży", picture=str(picture.pk), tags="schools, rivers",
        body=[("heading", "What we saw"), ("text", draftail("Fields of wheat.")), ("checklist", items(["Seeds"]))],
    )  # fmt: skip
    assert answer.status_code == 302
    article = Article.objects.get()
    assert article.live
    assert article.slug == "zniwa-w-lomzy"
    page = Client().get(article.get_url()).content.decode()
    for words in ("What we saw", "Fields of wheat.", "Seeds", 'alt="A field of wheat in July"'):
        assert words in page


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "JaVaScRiPt:x"])
def test_a_link_that_runs_something_is_no_link(desk: Client, address: str) -> None:
    send_new(desk, body=[("text", draftail("Press here", url=address))])
    page = Client().get(Article.objects.get().get_url()).content.decode()
    assert "Press here" in page
    assert "javascript:" not in page.lower().replace("text/javascript:", "")
    assert "data:text/html" not in page


def test_script_in_every_field_stays_words(desk: Client) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    send_new(
        desk, title=evil, lead=evil, tags="x",
        body=[("heading", evil), ("text", draftail(evil)), ("quote", {"text": evil, "who": evil})],
    )  # fmt: skip
    article = Article.objects.get()
    for address in (article.get_url(), "/en/news/", "/en/"):
        page = Client().get(address).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    editing = desk.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()
    assert "<script>alert(1)" not in editing
    assert "<script>alert(1)" not in desk.get(reverse("wagtailadmin_home")).content.decode()


def test_an_address_belongs_to_one_article_in_all_languages(desk: Client) -> None:
    first = make_article("pl", title="Eko szkoła", slug="eko-szkola")
    page = told(send_new(desk, "en", title="Green school", slug="Eko-szkoła"))
    assert "eko-szkola" in page
    assert "error-message" in page
    send_new(desk, "en", title="Eko szkola", slug="")
    second = Article.objects.get(title="Eko szkola")
    assert second.slug == "eko-szkola-2"
    assert "Eko szkoła" in Client().get(article_address("eko-szkola"), follow=True).content.decode()
    own = translate(first, "en", title="Its translation", slug="eko-szkola")
    assert own.slug == first.slug
    send_edit(desk, second, title="Eko szkola", slug="eko-szkola", act="action-publish")
    second.refresh_from_db()
    assert second.slug == "eko-szkola-2"


def test_a_draft_that_was_kept_in_the_same_moment_takes_nobody_the_address_that_the_title_gives(desk: Client) -> None:
    make_article("en", title="Green school", slug="green-school", publish=False)
    assert send_new(desk, "en", title="Green school", slug="green-school", act="action-publish").status_code == 302
    assert set(Article.objects.values_list("slug", flat=True)) == {"green-school", "green-school-2"}


def test_the_same_figure_stands_in_a_text_once(desk: Client) -> None:
    totals = ("embedded", {"name": "figure:totals"})
    page = told(send_new(desk, body=[totals, ("heading", "Again"), totals]))
    assert "This stands in the text already" in page
    assert send_new(desk, body=[totals, ("heading", "Again"), ("heading", "Again")]).status_code == 302
    public = Client().get(Article.objects.get().get_url()).content.decode()
    assert public.count("<h2>Again</h2>") == 2


def test_a_copy_gets_an_address_of_its_own(desk: Client) -> None:
    article = make_article("pl", title="Eko szkoła", slug="eko-szkola")
    folder = ensure_tree()["en"]
    answer = desk.post(
        reverse("wagtailadmin_pages:copy", args=[article.pk]),
        {"new_title": "Copied", "new_slug": "eko-szkola", "new_parent_page": folder.pk, "publish_copies": ""},
    )
    assert answer.status_code == 302
    assert Article.objects.get(title="Copied").slug == "eko-szkola-2"


def test_the_index_keeps_no_address_of_what_may_be_hidden_one_day(desk: Client) -> None:
    result = ResultFactory(state=ResultState.PUBLISHED, published_at=timezone.now())
    address = f"/en/results/{result.public_id}/"
    send_new(desk, body=[("results", {"addresses": items([address])})])
    assert result.public_id not in words_of(Article.objects.get())


def test_only_public_things_of_this_catalogue_go_with_an_article(desk: Client) -> None:
    hidden = ResultFactory()
    for address in ("https://example.com/", f"/en/results/{hidden.public_id}/", "/en/about/", "javascript:alert(1)"):
        page = told(send_new(desk, related=[address]))
        assert "nie można" in page or "error" in page
    assert not Article.objects.exists()


def test_a_text_without_end_is_refused_in_words(desk: Client) -> None:
    page = told(send_new(desk, body=[("text", draftail("a" * 100_000))]))
    assert "20000" in page
    assert not Article.objects.exists()
    page = told(send_new(desk, lead="b" * 100_000))
    assert "500" in page


def test_two_articles_of_one_title_get_two_addresses(desk: Client) -> None:
    send_new(desk, title="Same title")
    send_new(desk, title="Same title")
    assert sorted(Article.objects.values_list("slug", flat=True)) == ["same-title", "same-title-2"]
    page = told(send_new(desk, title="Other", slug="same-title"))
    assert Article.objects.count() == 2
    assert "same-title" in page


def test_an_article_that_ends_before_it_appears_is_refused(desk: Client) -> None:
    page = told(send_new(desk, go_live_at="2031-05-02 10:00", expire_at="2031-05-01 10:00"))
    assert "error-message" in page or "w-field--error" in page
    assert not Article.objects.exists()


def test_who_saves_second_is_warned_and_loses_nothing(desk: Client, officer: User, administrator: User) -> None:
    article = make_article(by=officer)
    seen = article.latest_revision
    article.title = "By the other one"
    article.save_revision(user=administrator)
    sent = {
        "title": "Mine", "slug": article.slug, "loaded_revision_id": str(seen.pk),
        "loaded_revision_created_at": seen.created_at.isoformat(),
    }  # fmt: skip
    page = told(send_edit(desk, article, **sent))
    assert "Mine" in page
    article.refresh_from_db()
    assert article.get_latest_revision_as_object().title == "By the other one"
    newest = article.latest_revision
    sent |= {
        "loaded_revision_id": str(newest.pk), "loaded_revision_created_at": newest.created_at.isoformat(),
    }  # fmt: skip
    assert send_edit(desk, article, **sent).status_code == 302
    article.refresh_from_db()
    assert article.get_latest_revision_as_object().title == "Mine"


def test_what_another_one_locked_is_not_changed(desk: Client, administrator: User) -> None:
    article = make_article(by=administrator)
    Article.objects.filter(pk=article.pk).update(
        locked=True, locked_by=administrator, locked_at=article.first_published_at
    )
    send_edit(desk, article, title="Changed", slug=article.slug)
    article.refresh_from_db()
    assert article.get_latest_revision_as_object().title == "Harvest in July"


def test_folders_stay_where_they_are(desk: Client) -> None:
    folder, other = ensure_tree()["pl"], ensure_tree()["en"]
    doors = [("delete", []), ("edit", []), ("move_confirm", [other.pk]), ("copy", []), ("unpublish", [])]
    for door, more in doors:
        answer = desk.post(reverse(f"wagtailadmin_pages:{door}", args=[folder.pk, *more]))
        assert answer.headers["Location"] == reverse("wagtailadmin_home"), door
    assert set(ensure_tree()) == {"pl", "en"}
    assert ensure_tree()["pl"].pk == folder.pk


def test_nothing_offers_to_hide_an_article_from_some_readers(desk: Client) -> None:
    article = make_article()
    page = told(desk.get(reverse("wagtailadmin_pages:edit", args=[article.pk])))
    assert "Set schedule" in page
    assert "set-privacy" not in page
