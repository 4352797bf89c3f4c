"""Whether a page is what was linked: pure."""

import pytest

from plon.keptcopies.judging import kind_of_file, trouble_of_page
from plon.keptcopies.pages import PageContent

HERE = "https://school.example/rzeka"
LONG = "Scenariusz lekcji nad rzeką. " * 40


def page(text: str = LONG, title: str = "Rzeka", *, asks_password: bool = False) -> PageContent:
    return PageContent(title, text, asks_password=asks_password)


@pytest.mark.parametrize(
    ("asked", "found", "content", "trouble"),
    [
        (HERE, HERE, page(), None),
        ("http://www.school.example/rzeka", HERE, page(), None),
        ("https://school.example", "https://school.example/pl/", page(), None),
        # A page with a box to sign in at its side is a page; one that is about signing in is none.
        (HERE, HERE, page(asks_password=True), None),
        (HERE, HERE, page("Zaloguj się", asks_password=True), "login"),
        (HERE, HERE, page(title="Logowanie do kursu", asks_password=True), "login"),
        (HERE, "https://accounts.google.com/v3/signin", page(), "login"),
        # A long page about errors is no error.
        (HERE, HERE, page(LONG * 3, title="Error 404: a lesson about the web"), None),
        (HERE, HERE, page("Przykro nam.", title="Nie znaleziono strony"), "error_page"),
        (HERE, "https://school.example/", page(), "elsewhere"),
        (HERE, "https://other.example/rzeka", page(), "elsewhere"),
        ("https://doi.org/10.5281/zenodo.1", "https://zenodo.org/records/1", page(), None),
        ("https://school.example/karta.pdf", "https://school.example/karta.pdf", page(), "wrong_kind"),
        (HERE, HERE, page(""), "empty"),
    ],
)
def test_what_a_page_is(asked: str, found: str, content: PageContent, trouble: str | None) -> None:
    assert trouble_of_page(asked, found, content) == trouble


@pytest.mark.parametrize(
    ("media_type", "url", "body", "ending"),
    [
        ("application/pdf", "https://x.example/download?id=7", b"%PDF-1.7", "pdf"),
        ("application/octet-stream", "https://x.example/lekcja.docx", b"PK\x03\x04", "docx"),
        ("application/octet-stream", "https://x.example/program.exe", b"MZ", ""),
        ("application/pdf", "https://x.example/lekcja.pdf", b"<html>", ""),
        ("text/html", "https://x.example/lekcja.pdf", b"%PDF-1.7", ""),
        ("text/plain", "https://x.example/czytaj.txt", b"Czytaj", "txt"),
    ],
)
def test_what_a_file_is(media_type: str, url: str, body: bytes, ending: str) -> None:
    assert kind_of_file(media_type, url, body) == ending
