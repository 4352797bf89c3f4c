import io
import shutil
import subprocess
import zipfile
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENTATION
from docx.oxml.ns import qn
from PIL import Image

from plon.typeset.papers.blocks import Column, Drawing, Grid, Heading, Note, Paper, Quote, Text
from plon.typeset.papers.docx import as_docx
from tests.typeset.papers.reading import bare, texts_of, words_in_docx, words_in_pdf
from tests.typeset.papers.samples import DRAWING, REPORT, TABLE

PORTRAIT, LANDSCAPE = WD_ORIENTATION.PORTRAIT, WD_ORIENTATION.LANDSCAPE


def opened(paper: Paper) -> DocxDocument:
    return docx.Document(io.BytesIO(as_docx(paper)))


@cache
def report() -> DocxDocument:
    return opened(REPORT)


def styled(document: DocxDocument, style: str) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style and paragraph.style.name == style]


def test_headings_lists_and_notes_have_styles_of_their_own() -> None:
    assert styled(report(), "Title") == ["Raport końcowy: Żywa rzeka"]
    assert styled(report(), "Heading 1") == ["Podsumowanie", "Zasięg", "Na koniec"]
    assert styled(report(), "Heading 2") == ["Wskaźniki", "Wydarzenia"]
    assert styled(report(), "List Bullet") == ["raz", "dwa"]
    assert styled(report(), "List Number") == ["krok", "skok"]
    assert styled(report(), "Quote") == ["W tej rzece coś żyje!"]
    assert styled(report(), "Note warning") == ["Uwaga: Trzech partnerów jeszcze nie odpowiedziało."]


def test_it_knows_its_language_title_and_nobody_else() -> None:
    properties = report().core_properties

    assert (properties.title, properties.language) == ("Raport końcowy: Żywa rzeka", "pl-PL")
    assert (properties.author, properties.comments, properties.keywords, properties.last_modified_by) == (
        "Plon",
        "",
        "",
        "",
    )
    spoken = [element.get(qn("w:val")) for element in report().styles.element.iter(qn("w:lang"))]
    assert spoken == ["pl-PL"]


def test_tables_repeat_their_heads_and_keep_rows_whole() -> None:
    table = report().tables[0]

    assert [cell.text for cell in table.rows[0].cells] == ["Wskaźnik", "Cel", "Wykonanie"]
    assert [[cell.text for cell in row.cells] for row in table.rows[1:]] == [list(row) for row in TABLE.rows]
    marked = [row._tr.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None for row in table.rows]
    assert marked == [True, False, False, False]
    assert all(row._tr.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None for row in table.rows)
    assert [cell.paragraphs[0].style.name for cell in table.rows[1].cells] == ["Cell", "Cell figure", "Cell figure"]
    assert table.rows[3].cells[0].paragraphs[0].runs[0].bold


def test_pictures_have_words_and_are_sharp() -> None:
    shapes = report().inline_shapes
    described = [shape._inline.docPr.get("descr") for shape in shapes]

    assert described == [
        "Kod QR strony, na której można sprawdzić ten dokument", "Flaga Unii Europejskiej", DRAWING.summary,
    ]  # fmt: skip
    assert shapes[2].width.mm == pytest.approx(170, abs=0.1)
    parts = [part for part in report().part.package.iter_parts() if part.content_type == "image/png"]
    assert max(Image.open(io.BytesIO(part.blob)).width for part in parts) >= 1200


def test_contents_lead_to_every_heading() -> None:
    body = report().element.body
    marks = {mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))}
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))]

    assert len(links) == len(set(links)) == 5
    assert set(links) <= marks
    fields = [field.text.strip() for field in body.iter(qn("w:instrText"))]
    assert fields == [r'TOC \o "1-2" \h \z \u']
    assert [kind.get(qn("w:fldCharType")) for kind in body.iter(qn("w:fldChar"))] == ["begin", "separate", "end"]


def test_the_foot_counts_pages() -> None:
    foot = report().sections[0].footer.paragraphs[0]

    assert foot.text.endswith("Strona 1 z 1")
    assert [field.text for field in foot._p.iter(qn("w:instrText"))] == [" PAGE ", " NUMPAGES "]


def test_every_numbered_list_counts_from_its_own_first_number() -> None:
    document = opened(Paper("T", "pl", (Text("1. a\n2. b\n\nx\n\n7. c\n8. d\n   1. e"),)))
    numbers = [number.get(qn("w:val")) for number in document.element.body.iter(qn("w:numId"))]

    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]
    numbering = document.part.numbering_part.element
    anew = (number.lvlOverride_lst[0] for number in numbering.num_lst if number.lvlOverride_lst)
    starts = [override.find(qn("w:startOverride")).get(qn("w:val")) for override in anew]
    assert starts == ["1", "7", "1"]


def test_what_people_type_is_kept_and_harms_nothing() -> None:
    hostile = '</w:t><script>alert(1)</script> {{ x }} & "\x00\x0b\ud800\ufffe\u202e\r\nnowy wiersz 😀 مرحبا'
    columns = (Column(hostile), Column("B"))
    blocks = (Heading(hostile), Note(hostile), Quote(hostile, hostile), Grid(hostile, columns, ((hostile, hostile),)))
    paper = Paper(hostile, "pl", (*blocks, Text("[zły](javascript:alert(1)) [poczta](mailto:a@example.org)")), hostile)
    data = as_docx(paper)

    shown = words_in_docx(data)
    assert shown.count(bare("</w:t><script>alert(1)</script> {{ x }}")) == 10
    assert shown.count("😀مرحبا") == 10
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        links = archive.read("word/_rels/document.xml.rels")
    assert b"javascript" not in links
    assert b"mailto:a@example.org" in links


def test_a_text_read_from_the_right_is_marked_so() -> None:
    document = opened(Paper("T", "en", (Text("שלום עולם"), Text("Hello שלום"), Quote("مرحبا"))))

    turned = [p.text for p in document.paragraphs if p._p.pPr is not None and p._p.pPr.find(qn("w:bidi")) is not None]
    assert turned == ["שלום עולם", "مرحبا"]


def test_a_wide_table_lies_across() -> None:
    wide = Grid("Szeroka", tuple(Column(f"Kolumna {n}", is_number=True) for n in range(12)), (("1",) * 12,))
    sections = opened(Paper("T", "pl", (Text("a"), wide, Text("b")))).sections

    assert [section.orientation for section in sections] == [PORTRAIT, LANDSCAPE, PORTRAIT]


def test_a_picture_that_is_none_is_refused_and_an_empty_table_says_so() -> None:
    assert "Brak wpisów." in [p.text for p in opened(Paper("T", "pl", (replace(TABLE, rows=()),))).paragraphs]
    assert styled(opened(Paper("", "pl", (Drawing("Bez liczb", DRAWING.svg, ""),))), "Caption") == ["Bez liczb"]


@pytest.mark.slow
def test_libreoffice_opens_it_and_shows_every_word(tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("soffice is not here (Debian: libreoffice-writer)")
    source = tmp_path / "made.docx"
    source.write_bytes(as_docx(REPORT))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(source)],
        check=True,
        capture_output=True,
        timeout=120,
    )
    shown = words_in_pdf((tmp_path / "made.pdf").read_bytes())
    assert [text for text in texts_of(REPORT) if bare(text) not in shown] == []
    assert Counter(shown)["□"] == 0
