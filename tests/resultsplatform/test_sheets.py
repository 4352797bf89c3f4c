"""What is typed into the platform, as values: names of files, descriptions, what changes and what does not."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plon.resultsplatform.checking import remarks_on, remarks_on_book
from plon.resultsplatform.enums import Weight
from plon.resultsplatform.platform import MB
from plon.resultsplatform.sheets import Book, FileLine, LinkLine, Sheet, description_of, prose, safe_name

FILE = FileLine("01-1-lessons.pdf", "Lessons.pdf", 2 * MB, "a" * 64, "results/x/Lessons.pdf", "Polish")
SHEET = Sheet(
    number=1, key="r7k2mq4", title="Sensory walks", description="Twelve lessons beside a river. " * 10,
    text_language="en", category="Handbook", category_code="handbook", languages=("Polish", "English"),
    licence="CC BY 4.0", address="https://example.org/r7k2mq4", files=(FILE,),
    links=(LinkLine("https://example.org/walks", "", "living", "works"),),
    cover=FileLine("01-cover.jpg", "cover.jpg", 0, "", "covers/a.jpg"),
)  # fmt: skip
BOOK = Book("Living river", "2024-1-PL01-KA210-SCH-000000001", "", "", None, True, (SHEET,))


def codes(sheet: Sheet) -> list[tuple[str, str]]:
    return [(remark.code, remark.weight.value) for remark in remarks_on(sheet)]


@pytest.mark.parametrize(
    ("name", "title", "expected"),
    [
        ("Scenariusze lekcji żółte.PDF", "", "03-2-scenariusze-lekcji-zolte.pdf"),
        ("a.docx", "Zajęcia nad rzeką / część 2", "03-2-zajecia-nad-rzeka-czesc-2.docx"),
        ("🐟🐟.zip", "", "03-2-file.zip"),
        ("../../etc/passwd", "", "03-2-passwd"),
        ("archive.tar.gz", "", "03-2-archivetar.gz"),
        ("ملف.pdf", "", "03-2-file.pdf"),
    ],
)
def test_names_are_short_numbered_and_plain(name: str, title: str, expected: str) -> None:
    assert safe_name(3, 2, name, title) == expected


@given(st.text(max_size=300), st.text(max_size=300))
def test_no_name_can_harm(name: str, title: str) -> None:
    made = safe_name(1, 1, name, title)
    assert made.startswith("01-1-")
    assert len(made) <= 80
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-._")
    assert ".." not in made


def test_description_is_plain_paragraphs_with_headings() -> None:
    said = description_of([("", "Twelve **lessons**.\n\nBeside a river."), ("For whom", "Teachers"), ("Needs", " ")])
    assert said == "Twelve lessons.\n\nBeside a river.\n\nFor whom: Teachers"


def test_markup_of_pages_does_not_come_along() -> None:
    assert prose("<script>alert(1)</script> & more") == "<script>alert(1)</script> & more"


def test_good_sheet_has_nothing_to_mend() -> None:
    assert codes(SHEET) == []
    assert remarks_on_book(BOOK) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"description": ""}, ("no-description", "refused")),
        ({"text_language": "pl"}, ("no-english", "sent_back")),
        ({"description": "Lessons."}, ("thin", "sent_back")),
        ({"category": ""}, ("no-category", "refused")),
        ({"languages": ()}, ("no-language", "look")),
        ({"files": (), "links": ()}, ("nothing", "sent_back")),
        ({"files": (replace(FILE, size=100 * MB + 1),)}, ("large", "refused")),
        ({"files": (replace(FILE, name="01-1-game.h5p"),)}, ("format", "look")),
        ({"links": (LinkLine("https://a.example", "", "broken", ""),)}, ("broken", "sent_back")),
        ({"links": (LinkLine("https://a.example", "", "unsafe", ""),)}, ("unsafe", "sent_back")),
        ({"cover": None}, ("no-cover", "look")),
    ],
)
def test_each_rule_speaks_of_its_own(change: dict[str, object], code: tuple[str, str]) -> None:
    assert codes(replace(SHEET, **change)) == [code]  # type: ignore[arg-type]


def test_exactly_100_mb_is_taken() -> None:
    assert codes(replace(SHEET, files=(replace(FILE, size=100 * MB),))) == []


def test_what_is_refused_comes_first() -> None:
    weights = [remark.weight for remark in remarks_on(replace(SHEET, category="", languages=(), text_language="pl"))]
    assert weights == [Weight.REFUSED, Weight.SENT_BACK, Weight.LOOK]


def test_logo_and_website_of_the_project_are_looked_at() -> None:
    logo = FileLine("logo.png", "logo.png", MB + 1, "", "toolkit-logos/logo.png")
    book = replace(BOOK, logo=logo, website="https://river.example", website_health="broken", number="")
    assert [remark.code for remark in remarks_on_book(book)] == ["large-logo", "website", "no-number"]


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Other"}, {"description": "Other"}, {"category_code": "video"}, {"languages": ()}, {"links": ()},
        {"files": (replace(FILE, sha256="b" * 64),)}, {"cover": None}, {"text_language": "pl"},
    ],
)  # fmt: skip
def test_print_changes_with_what_is_typed(change: dict[str, object]) -> None:
    assert replace(SHEET, **change).print != SHEET.print  # type: ignore[arg-type]
    assert replace(BOOK, sheets=(replace(SHEET, **change),)).print != BOOK.print  # type: ignore[arg-type]


def test_print_does_not_change_with_the_place_in_the_list_or_the_state_of_a_link() -> None:
    moved = replace(SHEET, number=7, files=(replace(FILE, name="07-1-lessons.pdf"),))
    assert moved.print == SHEET.print
    assert replace(SHEET, links=(LinkLine("https://example.org/walks", "", "broken", ""),)).print == SHEET.print
