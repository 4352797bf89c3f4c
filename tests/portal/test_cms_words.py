"""The editors' system in Polish: no English words are left where an editor looks, and none of our words hangs loose."""

from pathlib import Path

import polib
import pytest
import wagtail
from django.test import Client
from django.urls import reverse

from plon.accounts.models import User
from plon.portal.cms.systemwords.lists import LISTS
from plon.portal.cms.systemwords.records import RECORDS
from plon.portal.cms.systemwords.scripts import SCRIPTS
from plon.portal.cms.systemwords.writing import WRITING
from plon.portal.models import Article
from tests.conftest import client_of
from tests.portal.making import make_article, make_picture
from tests.portal.posting import send_edit

SYSTEM = Path(wagtail.__file__).parent


@pytest.fixture
def polish_desk(officer: User) -> Client:
    officer.language = "pl"
    officer.save()
    client = client_of(officer)
    client.get(reverse("wagtailadmin_home"))
    return client


@pytest.fixture
def article(officer: User) -> Article:
    return make_article("pl", title="Żniwa w lipcu", slug="zniwa", by=officer, body=[("heading", "Co widzieliśmy")])


def told(client: Client, name: str, *args: object, **query: str) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, answer.headers.get("Location")
    return " ".join(str(answer.content.decode()).split())


def known_to_the_system(domain: str) -> set[str]:
    catalogues = SYSTEM.rglob(f"locale/en/LC_MESSAGES/{domain}.po")
    return {entry.msgid for path in catalogues for entry in polib.pofile(str(path))}


def test_every_word_is_one_of_the_system() -> None:
    words = {word for word in (*WRITING, *LISTS, *RECORDS) if isinstance(word, str)}
    assert words - known_to_the_system("django") == set()
    assert set(SCRIPTS) - known_to_the_system("djangojs") == set()


def test_lists_of_articles_are_polish(polish_desk: Client, article: Article) -> None:
    listed = told(polish_desk, "wagtailadmin_explore", article.get_parent().pk)
    assert "artykuł: 1–1 z 1" in listed
    found = told(polish_desk, "wagtailadmin_explore", article.get_parent().pk, q="Żniwa")
    assert "artykuł w „<span" in found
    everywhere = told(polish_desk, "wagtailadmin_pages:search", q="Żniwa")
    assert "strony: 1–1 z 1" in everywhere
    for page in (listed, found, everywhere):
        assert " of 1" not in page
        assert "Pismo" not in page


def test_an_article_is_written_in_polish(polish_desk: Client, article: Article) -> None:
    page = told(polish_desk, "wagtailadmin_pages:edit", article.pk)
    for words in ("Taki tytuł przeczytają wszyscy.", "Mapa strony", "Czytelność", "Edytować może każdy"):
        assert words in page
    for words in ("Readability", "This data explained", "Checks", "Currently idle", "Toggle minimap", "ten strona"):
        assert words not in page


def test_what_was_done_is_told_in_polish(polish_desk: Client, article: Article) -> None:
    send_edit(polish_desk, article, act="action-publish", title="Żniwa w sierpniu", slug="zniwa", lead="Wstęp.")
    home = told(polish_desk, "wagtailadmin_home")
    assert "Opublikowano stronę „Żniwa w sierpniu”." in home
    history = told(polish_desk, "wagtailadmin_pages:history", article.pk)
    assert "wpisy historii" in history or "wpis historii" in history
    assert "Nie cofaj publikacji" in told(polish_desk, "wagtailadmin_pages:unpublish", article.pk)


def test_pictures_are_listed_in_polish(polish_desk: Client) -> None:
    make_picture()
    page = told(polish_desk, "wagtailimages:index")
    assert "Użycie: od najczęstszego" in page
    assert "Usage count" not in page
    assert "Prze\\u015blij" in told(polish_desk, "wagtailimages_chooser:choose")


def test_scripts_speak_polish_too(polish_desk: Client, officer: User) -> None:
    words = told(polish_desk, "wagtailadmin_javascript_catalog")
    assert "Zmiany zapisano." in words
    assert "Rozwi\\u0144 wszystkie" in words
    officer.language = "en"
    officer.save()
    polish_desk.get(reverse("wagtailadmin_home"))
    assert "Zmiany zapisano." not in told(polish_desk, "wagtailadmin_javascript_catalog")
