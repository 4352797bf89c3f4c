"""Slides and press releases: files that people go on editing."""

import io
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pptx
import pypdfium2
import pytest
import zxingcpp
from PIL import Image
from pptx.oxml.ns import qn

from plon.typeset.colours import contrast
from plon.typeset.tools.content import Logo, Look, Notices, ToolContent
from plon.typeset.tools.measuring import height_of, lines_of, too_many
from plon.typeset.tools.press import release_of
from plon.typeset.tools.sentences import sentences
from plon.typeset.tools.slides import deck_of
from plon.typeset.tools.table import tools
from plon.typeset.tools.tool import TextTooLong
from tests.typeset.tools.samples import CONTENT, LINK, RESULT, headings, picture, text_of

TOLD = replace(
    CONTENT,
    fields={"place": "Bród", "date": "25 listopada 2026", "quote": "W rzece coś żyje.", "quoted": "nauczycielka"},
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10"><rect width="30" height="10" fill="#a33"/></svg>'
HOSTILE = replace(
    TOLD,
    title='</a:t><script>"&\x00\x0b\ud800\u202e',
    message="\x1b[31m <w:p/>",
    coordinator="A & B",
    contact="x<y>\x07",
    link="javascript:alert(1)",
    logos=(Logo("<&>", SVG), Logo("webp", picture(60, 90, "WEBP"))),
)
EMBLEM = "Flaga Unii Europejskiej"


@cache
def slides() -> Any:
    return pptx.Presentation(io.BytesIO(tools()["slides"].make(CONTENT, "pptx")))


@cache
def release() -> Any:
    return docx.Document(io.BytesIO(tools()["press"].make(TOLD, "docx")))


def pictures_of(page: Any) -> dict[str, bytes]:
    """Return {alternative text: picture} of a slide."""
    shapes = (shape for shape in page.shapes if shape.shape_type is not None and hasattr(shape, "image"))
    return {shape._element.nvPicPr.cNvPr.get("descr"): shape.image.blob for shape in shapes}


@pytest.mark.slow
def test_five_slides_have_real_titles_and_notes_with_what_to_say() -> None:
    made = slides()

    assert [page.shapes.title.text for page in made.slides] == [
        CONTENT.title,
        "Po co i dla kogo",
        "Co to jest i jak z tego skorzystać",
        "Skąd to wziąć",
        "Dziękujemy",
    ]
    notes = [page.notes_slide.notes_text_frame.text for page in made.slides]
    assert all(note.count("\n") >= 1 for note in notes)
    assert RESULT.how_to_use in notes[2]
    assert LINK in notes[3]
    assert made.slide_width / made.slide_height == pytest.approx(16 / 9, abs=0.001)


@pytest.mark.slow
def test_every_slide_shows_the_emblem_and_every_picture_is_described() -> None:
    for page in slides().slides:
        described = pictures_of(page)
        assert EMBLEM in described
        assert all(described)
        texts = " ".join(shape.text_frame.text for shape in page.shapes if shape.has_text_frame)
        assert CONTENT.notices.statement in texts
    emblem = next(shape for shape in slides().slides[0].shapes if shape.name == EMBLEM)
    assert emblem.height.mm >= 10
    assert emblem.width / emblem.height == pytest.approx(1.5, abs=0.01)


@pytest.mark.slow
def test_no_two_shapes_of_a_page_share_a_number_as_powerpoint_would_repair_it() -> None:
    for page in (*slides().slides, *slides().slide_layouts, slides().slide_master):
        numbers = [element.get("id") for element in page._element.iter(qn("p:cNvPr"))]
        assert len(numbers) == len(set(numbers))


@pytest.mark.slow
def test_no_logo_on_the_last_slide_is_larger_than_the_emblem() -> None:
    shapes = {shape.name: shape for shape in slides().slides[-1].shapes}
    emblem = shapes[EMBLEM]

    for name in ("Logo: Szkoły", "Logo: Río"):
        assert shapes[name].height <= emblem.height
        assert shapes[name].width <= emblem.width


@pytest.mark.slow
def test_the_code_on_a_slide_leads_to_the_result() -> None:
    described = pictures_of(slides().slides[3])
    code = next(data for alt, data in described.items() if alt.startswith("Kod QR"))

    assert [found.text for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(code)))] == [LINK]


@pytest.mark.slow
def test_slides_say_their_language_their_title_and_keep_their_letters_as_they_are() -> None:
    made = slides()

    assert made.core_properties.title == CONTENT.title
    assert made.core_properties.language == "pl-PL"
    for page in made.slides:
        runs = list(page._element.iter(qn("a:r")))
        assert {run.find(qn("a:rPr")).get("lang") for run in runs} == {"pl-PL"}
        assert list(page._element.iter(qn("a:normAutofit"), qn("a:spAutoFit"))) == []


@pytest.mark.slow
@pytest.mark.parametrize(("theme", "accent"), [("harvest", "#f2e600"), ("clear", "#1f5a3f"), ("bold", "#000000")])
def test_words_on_slides_can_be_read_whatever_the_accent(theme: str, accent: str) -> None:
    data = tools()["slides"].make(replace(CONTENT, look=Look(theme, accent), photo=None), "pptx")
    xml = zipfile.ZipFile(io.BytesIO(data)).read("ppt/theme/theme1.xml").decode()
    colours = {name: f"#{value}" for name, value in re.findall(r'<a:(\w+)><a:srgbClr val="(\w{6})"/></a:', xml)}

    assert contrast(colours["dk1"], colours["lt1"]) >= 4.5
    assert contrast(colours["dk2"], colours["lt1"]) >= 3
    assert contrast(colours["accent4"], colours["accent1"]) >= 4.5
    assert contrast(colours["accent3"], colours["lt1"]) >= 4.5


def test_texts_without_room_on_a_slide_are_reported_and_nothing_is_made() -> None:
    long = replace(CONTENT, results=(replace(RESULT, summary="Zdanie o rzece i wodzie. " * 100),))

    (found,) = tools()["slides"].too_long(long)
    assert found.text == "summary"
    assert 1000 < found.characters < 2500
    with pytest.raises(TextTooLong):
        tools()["slides"].make(long, "pptx")


def test_what_remains_after_shortening_as_much_as_was_said_has_room() -> None:
    text = "Zdanie o rzece i wodzie. " * 100
    over = too_many([text], 400, 280, 16)

    assert too_many([text[: -over - 20]], 400, 280, 16) <= 20


def test_more_width_never_means_more_lines() -> None:
    counted = [lines_of(RESULT.problem, width, 16) for width in range(40, 600, 20)]

    assert counted == sorted(counted, reverse=True)
    assert height_of([RESULT.problem], 600, 16) < height_of([RESULT.problem], 600, 24)


def test_two_results_have_their_own_slides() -> None:
    content = replace(CONTENT, results=(RESULT, replace(RESULT, title="Mapa wód")))

    titles = [slide.title for slide in deck_of(content)]
    assert len(titles) == 7
    assert titles[3] == "Po co i dla kogo: Mapa wód"


@pytest.mark.slow
def test_a_slide_that_would_say_nothing_is_left_out() -> None:
    bare = ToolContent("en", "", (), "", Notices())

    assert [slide.kind for slide in deck_of(bare)] == ["cover", "get", "thanks"]
    assert tools()["slides"].make(bare, "pptx").startswith(b"PK")
    assert tools()["press"].make(bare, "docx").startswith(b"PK")
    assert tools()["slides"].make(bare, "pdf").startswith(b"%PDF")
    assert tools()["press"].make(bare, "pdf").startswith(b"%PDF")


@pytest.mark.slow
def test_a_release_has_real_headings_and_says_the_most_important_first() -> None:
    made = release()

    named = [(part.style.name, part.text) for part in made.paragraphs if part.style.name.startswith("Heading")]
    assert named[0] == ("Heading 1", TOLD.title)
    assert ("Heading 2", "O projekcie") in named
    texts = [part.text for part in made.paragraphs]
    assert texts.index(TOLD.message) < texts.index("„W rzece coś żyje.”") < texts.index("KONIEC")
    assert "Bród, 25 listopada 2026" in texts[0]
    assert TOLD.coordinator in made.sections[0].header.paragraphs[0].text


@pytest.mark.slow
def test_a_release_says_its_language_and_describes_its_pictures() -> None:
    made = release()

    assert made.core_properties.language == "pl-PL"
    default = made.styles.element.find(f".//{docx.oxml.ns.qn('w:rPrDefault')}//{docx.oxml.ns.qn('w:lang')}")
    assert default.get(docx.oxml.ns.qn("w:val")) == "pl-PL"
    shapes = {shape._inline.docPr.get("descr"): shape for shape in made.inline_shapes}
    assert set(shapes) == {EMBLEM, "Logo: Szkoły", "Logo: Río"}
    assert shapes[EMBLEM].height.mm >= 10
    assert all(shape.height <= shapes[EMBLEM].height for shape in shapes.values())
    words = "\n".join(part.text for part in made.paragraphs)
    assert CONTENT.notices.statement in words
    assert CONTENT.notices.disclaimer in words
    assert CONTENT.notices.project_number in words


def test_the_quote_stands_in_the_marks_of_its_language() -> None:
    quotes = {language: release_of(replace(TOLD, language=language)).quote for language in ("pl", "de", "fr", "en")}

    assert quotes == {
        "pl": "„W rzece coś żyje.”",
        "de": "„W rzece coś żyje.“",
        "fr": "« W rzece coś żyje. »",
        "en": "“W rzece coś żyje.”",
    }


@pytest.mark.slow
@pytest.mark.parametrize("key", ["slides", "press"])
def test_a_pdf_is_tagged_titled_and_archivable_and_says_the_same(key: str, tmp_path: Path) -> None:
    pdf = tools()[key].make(TOLD, "pdf")

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        meta = opened.open_metadata()
        assert meta["pdfuaid:part"] == "1"
        assert meta["pdfaid:part"] == "2"
        assert str(opened.Root.Lang).startswith("pl")
    assert headings(pdf)[0] == "H1"
    said = text_of(pdf, tmp_path)
    for text in (TOLD.title, TOLD.message, TOLD.notices.statement, RESULT.how_to_use):
        assert " ".join(text.split()) in said.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.slow
def test_hostile_words_and_logos_of_any_kind_give_files_that_open() -> None:
    made = pptx.Presentation(io.BytesIO(tools()["slides"].make(HOSTILE, "pptx")))
    written = docx.Document(io.BytesIO(tools()["press"].make(HOSTILE, "docx")))

    assert made.slides[0].shapes.title.text == '</a:t><script>"&'
    assert written.paragraphs[1].text == '</a:t><script>"&'
    assert len(pictures_of(made.slides[-1])) == 3
    data = tools()["slides"].make(HOSTILE, "pptx")
    links = [name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if name.endswith(".rels")]
    assert not any(b"javascript" in zipfile.ZipFile(io.BytesIO(data)).read(name) for name in links)


@pytest.mark.slow
@pytest.mark.parametrize("key", ["slides", "press"])
def test_libreoffice_opens_it_and_shows_every_word(key: str, tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("soffice is not here (Debian: libreoffice-impress, libreoffice-writer)")
    ending = {"slides": "pptx", "press": "docx"}[key]
    source = tmp_path / f"made.{ending}"
    source.write_bytes(tools()[key].make(TOLD, ending))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    shown = Counter(text_of((tmp_path / "made.pdf").read_bytes(), tmp_path).split())
    written = Counter(" ".join(_texts(source)).split())
    assert written - shown == Counter()
    if key == "slides":
        assert codes_of((tmp_path / "made.pdf").read_bytes()) == {LINK}


@pytest.mark.slow
def test_the_code_on_the_pdf_leads_to_the_result() -> None:
    assert codes_of(tools()["slides"].make(CONTENT, "pdf")) == {LINK}


def codes_of(pdf: bytes) -> set[str]:
    """Return what a phone reads from the pages of a PDF, drawn as a projector shows them."""
    pages = pypdfium2.PdfDocument(pdf)
    pictures = (pages[number].render(scale=1.5).to_pil() for number in range(len(pages)))
    return {code.text for page in pictures for code in zxingcpp.read_barcodes(page)}


def _texts(path: Path) -> list[str]:
    """Return the texts that a file says on its pages."""
    if path.suffix == ".docx":
        return [part.text for part in docx.Document(str(path)).paragraphs]
    frames = (s.text_frame for page in pptx.Presentation(str(path)).slides for s in page.shapes if s.has_text_frame)
    return [frame.text for frame in frames if "‹#›" not in frame.text]


@pytest.mark.parametrize("language", ["en", "pl", "de", "el", "bg", "lt", "uk"])
def test_sentences_are_there_in_the_language(language: str) -> None:
    english = sentences("en")
    own = {"why_title", "what_title", "get_title", "thanks", "press_release", "about", "more", "ends", "see"}

    assert language == "en" or all(sentences(language)[key] != english[key] for key in own)
    assert "{text}" in sentences(language)["quotation"]


@pytest.mark.parametrize(
    ("language", "written", "shown"),
    [
        ("pl", "2026-11-25", "25 listopada 2026"),
        ("de", "2026-11-25", "25. November 2026"),
        ("pl", "dzień wody", "dzień wody"),
        ("xx", "2026-11-25", "2026-11-25"),
    ],
)
def test_a_bare_date_is_written_out_in_the_language_of_the_release(language: str, written: str, shown: str) -> None:
    content = replace(TOLD, language=language, fields={"date": written})

    assert release_of(content).dateline == shown


def test_small_print_without_room_on_the_last_slide_is_reported() -> None:
    long = replace(CONTENT, notices=replace(CONTENT.notices, disclaimer="Wyrażone poglądy są poglądami autorów. " * 60))

    assert [found.text for found in tools()["slides"].too_long(long)] == ["disclaimer"]
