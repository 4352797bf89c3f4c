"""Newsletter, signature and badge: HTML in the hands of others."""

import email
import io
import re
import zipfile
from dataclasses import replace
from email.policy import default
from html.parser import HTMLParser

import pytest
from lxml import etree
from PIL import Image

from plon.typeset.tools.content import Photo, ToolContent
from plon.typeset.tools.table import tools
from tests.typeset.tools.samples import CONTENT, LINK, RESULT

HTML = [("newsletter", "page"), ("signature", "html"), ("badge", "embed")]
EVERY_HTML = pytest.mark.parametrize(("key", "output"), HTML)
STATEMENT = CONTENT.notices.statement
HOSTILE = replace(
    CONTENT,
    title='"><script>alert(1)</script>\x07',
    message="</td></table>\x00{evil}",
    project_title="<img src=x onerror=alert(1)>",
    project_acronym="<img src=x onerror=alert(1)>",
    link='https://plon.example/"onclick="x',
    photo=Photo(CONTENT.photo.data if CONTENT.photo else b"", '" onload="x'),
    fields={"name": "<b>", "role": "&"},
)


class Reader(HTMLParser):
    """Reads tags and words as a browser does."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def of(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


def read(key: str, output: str, content: ToolContent = CONTENT) -> Reader:
    return Reader(tools()[key].make(content, output).decode())


@EVERY_HTML
def test_it_runs_nothing_and_fetches_nothing(key: str, output: str) -> None:
    page = read(key, output)

    assert {tag for tag, _ in page.tags} & {"script", "link", "style", "iframe", "form"} == set()
    assert all(str(image["src"]).startswith("data:image/") for image in page.of("img"))
    assert "url(" not in str(page.tags)


@EVERY_HTML
def test_it_says_who_pays_in_words_too_for_those_who_see_no_pictures(key: str, output: str) -> None:
    page = read(key, output)

    assert STATEMENT in page.text
    assert [image["alt"] for image in page.of("img")][-1] == "Flaga Unii Europejskiej"
    # 10 mm are 37.8 pixels.
    assert page.of("img")[-1]["height"] == "38"
    assert all(image["alt"] for image in page.of("img"))


@EVERY_HTML
def test_it_leads_to_the_result(key: str, output: str) -> None:
    assert LINK in {link["href"] for link in read(key, output).of("a")}


@EVERY_HTML
def test_hostile_words_stay_words(key: str, output: str) -> None:
    page = read(key, output, HOSTILE)

    assert page.of("script") == []
    assert all(not name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert all(image["src"] != "x" for image in page.of("img"))
    assert "alert(1)" in page.text
    assert not re.search("[\x00-\x08]", page.text)
    assert page.of("a") == [] or all(str(link["href"]).startswith("https://creativecommons") for link in page.of("a"))


def test_a_newsletter_is_a_table_600_wide_with_a_button_that_needs_no_picture() -> None:
    page = read("newsletter", "page")

    assert page.of("table")[0]["width"] == "600"
    assert "Zobacz rezultat" in page.text
    assert any(cell.get("bgcolor") == CONTENT.look.accent for cell in page.of("td"))
    assert CONTENT.notices.disclaimer in page.text
    assert CONTENT.notices.project_number in page.text


def test_a_draft_letter_has_its_pictures_inside_and_words_for_programs_without_html() -> None:
    letter = email.message_from_bytes(tools()["newsletter"].make(CONTENT, "letter"), policy=default)

    html = letter.get_body(("html",))
    plain = letter.get_body(("plain",))
    assert html is not None
    assert plain is not None
    named = {str(part["Content-ID"])[1:-1] for part in letter.walk() if part["Content-ID"]}
    used = {str(image["src"]).removeprefix("cid:") for image in Reader(html.get_content()).of("img")}
    assert used == named
    assert len(named) == 2
    assert LINK in plain.get_content()
    assert letter["X-Unsent"] == "1"
    assert letter["Subject"] == CONTENT.title
    assert letter["From"] is None


def test_a_newsletter_service_gets_html_with_its_pictures_beside_it() -> None:
    packed = zipfile.ZipFile(io.BytesIO(tools()["newsletter"].make(CONTENT, "service")))

    page = Reader(packed.read("newsletter.html").decode())
    assert {image["src"] for image in page.of("img")} == {"photo.jpg", "emblem.png"}
    assert {"photo.jpg", "emblem.png", "newsletter.txt"} <= set(packed.namelist())
    assert Image.open(io.BytesIO(packed.read("emblem.png"))).size == (171, 114)


def test_a_newsletter_of_two_results_has_a_button_for_each() -> None:
    other = replace(RESULT, title="Mapa wód", link="https://plon.example/r/2")
    page = read("newsletter", "page", replace(CONTENT, results=(RESULT, other)))

    assert {LINK, "https://plon.example/r/2"} <= {link["href"] for link in page.of("a")}
    assert "Mapa wód" in page.text


def test_the_same_content_gives_the_same_bytes() -> None:
    for output in tools()["newsletter"].outputs:
        make = tools()["newsletter"].make
        assert make(CONTENT, output.key) == make(CONTENT, output.key)


def test_a_signature_begins_as_mail_programs_expect_and_names_who_writes() -> None:
    content = replace(CONTENT, fields={"name": "Imię Nazwisko", "role": "koordynacja", "phone": "12 345"})
    text = tools()["signature"].make(content, "text").decode()

    assert text.startswith("-- \nImię Nazwisko\nkoordynacja\nSzkoła nad Brodem\n12 345\n\n")
    assert STATEMENT in text
    assert LINK in text


def test_a_badge_is_a_picture_with_the_emblem_and_a_name() -> None:
    badge = tools()["badge"]
    svg = etree.fromstring(badge.make(CONTENT, "svg"))

    assert svg.get("role") == "img"
    title = svg.find("{http://www.w3.org/2000/svg}title")
    assert title is not None
    assert title.text == f"Rezultat projektu Żywa rzeka. {CONTENT.title}. {STATEMENT}"
    picture = Image.open(io.BytesIO(badge.make(CONTENT, "png"))).convert("RGB")
    assert picture.size == (960, 528)
    colours = {colour for _, colour in picture.getcolors(maxcolors=100_000) or []}
    assert {(0, 51, 153), (255, 204, 0)} <= colours


def test_a_title_too_long_for_a_badge_is_reported() -> None:
    (found,) = tools()["badge"].too_long(replace(CONTENT, title="Dwanaście lekcji nad wodą " * 40))

    assert found.text == "title"
    assert found.characters > 100
