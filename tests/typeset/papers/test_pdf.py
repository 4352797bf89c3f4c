import io
from dataclasses import replace
from functools import cache
from pathlib import Path

import pikepdf
import pypdf
import pytest
import zxingcpp
from pypdfium2 import PdfDocument

from plon.typeset.compiler import RESERVE, missing_glyphs
from plon.typeset.papers.blocks import Block, Column, Drawing, Grid, Heading, Note, Paper, Quote, Text
from plon.typeset.papers.pdf import as_pdf
from tests.typeset.papers.reading import bare, pages_of, words_in_pdf
from tests.typeset.papers.samples import DRAWING, REPORT, TABLE, long_report

HOSTILE = (
    '#include("/etc/passwd") #{panic()} $x^2$ <label> @ref */ // \\u{41} "quoted" <script>alert(1)</script> {{ 7*7 }}'
)


@cache
def report() -> bytes:
    return as_pdf(REPORT)


@cache
def long() -> bytes:
    return as_pdf(long_report())


def roles_of(data: bytes) -> list[str]:
    """Return the roles of the structure tree in reading order."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return list(_roles(pdf.Root.StructTreeRoot))


def _roles(element: pikepdf.Object) -> list[str]:
    made = [str(element.S)] if "/S" in element else []
    children: pikepdf.Object | list[pikepdf.Object] = element.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary):
            made += _roles(child)
    return made


def alternative_texts_of(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        objects = [found for found in pdf.objects if isinstance(found, pikepdf.Dictionary)]
        return [str(found.Alt) for found in objects if "/Alt" in found and found.get("/S") == "/Figure"]


def test_it_is_tagged_titled_speaks_its_language_and_lasts() -> None:
    with pikepdf.open(io.BytesIO(report())) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "pl-PL"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        metadata = pdf.open_metadata()
        assert metadata["dc:title"] == "Raport końcowy: Żywa rzeka"
        assert (metadata["pdfuaid:part"], metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("1", "2", "A")
        assert "/OutputIntents" in pdf.Root


def test_files_travel_inside_as_the_standard_asks() -> None:
    paper = replace(REPORT, attachments=(("manifest.json", b'{"a": 1}'), ("Dane ąę/../x.csv", b"1;2")))

    with pikepdf.open(io.BytesIO(as_pdf(paper))) as pdf:
        metadata = pdf.open_metadata()
        assert (metadata["pdfuaid:part"], metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("1", "3", "A")
        assert pdf.attachments["manifest.json"].get_file().read_bytes() == b'{"a": 1}'
        assert pdf.attachments["manifest.json"].get_file().mime_type == "application/json"
        assert len(pdf.Root.AF) == 2
        assert {str(file.AFRelationship) for file in pdf.Root.AF} == {"/Supplement"}
    assert "manifest.json" in words_in_pdf(as_pdf(paper))


def test_a_file_named_twice_is_kept_twice() -> None:
    paper = replace(REPORT, attachments=(("a.txt", b"1"), ("a.txt", b"2"), ("", b"3")))

    with pikepdf.open(io.BytesIO(as_pdf(paper))) as pdf:
        assert sorted(file.get_file().read_bytes() for file in pdf.attachments.values()) == [b"1", b"2", b"3"]


def test_structure_says_what_is_what() -> None:
    roles = roles_of(report())

    assert [role for role in roles if role in {"/H1", "/H2", "/H3"}] == ["/H1", "/H1", "/H2", "/H1", "/H2", "/H1"]
    assert roles.count("/Table") == 2
    assert roles.count("/TH") == len(TABLE.columns) + 2
    assert {"/TOC", "/TOCI", "/L", "/LI", "/Caption", "/BlockQuote", "/Link"} <= set(roles)


def test_pictures_are_told_to_who_does_not_see_them() -> None:
    assert alternative_texts_of(report()) == [
        "Kod QR strony, na której można sprawdzić ten dokument",
        "Flaga Unii Europejskiej",
        DRAWING.summary,
    ]


@pytest.mark.slow
def test_contents_name_the_pages_and_every_page_its_number() -> None:
    pages = pages_of(long())

    proofs = next(number for number, page in enumerate(pages, 1) if "Dowody ze skrótami" in page)
    assert len(pages) >= 30
    assert f"Dowody{proofs}" in bare(pages[1]).replace(".", "")
    assert all(f"Strona {number} z {len(pages)}" in page for number, page in enumerate(pages, 1))


def test_the_code_leads_where_the_paper_can_be_verified() -> None:
    page = PdfDocument(report())[0].render(scale=2).to_pil()

    assert [found.text for found in zxingcpp.read_barcodes(page)] == [REPORT.address]


def test_a_short_paper_begins_on_its_first_page_and_has_no_contents() -> None:
    pages = pypdf.PdfReader(io.BytesIO(as_pdf(Paper("Krótko", "pl", (Heading("Jedno"), Text("Tylko to.")))))).pages

    assert len(pages) == 1
    assert "Tylko to." in pages[0].extract_text()
    assert "Spis treści" not in pages[0].extract_text()


def test_a_language_without_words_of_its_own_gets_english_ones() -> None:
    german = replace(REPORT, language="de", title="Bericht")

    assert "Page1of" in words_in_pdf(as_pdf(german))
    with pikepdf.open(io.BytesIO(as_pdf(german))) as pdf:
        assert str(pdf.Root.Lang) == "de-DE"


@pytest.mark.parametrize("language", ["sr", "no", "pt-br", "zh-hant-tw", "", "??"])
def test_any_tag_of_a_language_is_taken(language: str) -> None:
    assert "Raport" in words_in_pdf(as_pdf(replace(REPORT, language=language)))


def test_what_people_type_is_never_run() -> None:
    blocks: tuple[Block, ...] = (
        Heading(HOSTILE), Text(f"`{HOSTILE}`"), Note(HOSTILE), Quote(HOSTILE, HOSTILE),
        Grid(HOSTILE, (Column(HOSTILE), Column(HOSTILE)), ((HOSTILE, "1"),)),
        replace(DRAWING, title=HOSTILE, summary=HOSTILE),
    )  # fmt: skip
    shown = words_in_pdf(as_pdf(Paper(HOSTILE, "pl", blocks, HOSTILE, funding=HOSTILE, code=HOSTILE, address=HOSTILE)))

    assert shown.count(bare(HOSTILE)) >= 10


def test_headings_that_skip_levels_or_say_nothing_are_put_right() -> None:
    blocks = (Heading("Trzeci", 3), Heading("", 1), Heading("Znów trzeci", 3), Heading("Dziewiąty", 9))

    roles = roles_of(as_pdf(Paper("Tytuł", "pl", blocks)))
    assert [role for role in roles if role.startswith("/H")] == ["/H1", "/H1", "/H2", "/H3"]


def test_scripts_of_the_partners_are_shown_and_what_no_font_has_is_told() -> None:
    letters = "Łódź Ελλάδα България Հայաստան საქართველო ✓ ½"
    shown = words_in_pdf(as_pdf(Paper("Znaki", "pl", (Text(f"{letters} 😀 漢\x00字\ud800"),))))

    assert bare(letters) in shown
    assert "□" in shown
    assert bare("Są one w pliku Word.") in shown
    assert "U+1F600" in shown
    assert "□" not in words_in_pdf(as_pdf(Paper("Znaki", "pl", (Text(letters),))))


@pytest.mark.parametrize("text", ["שלום עולם", "مرحبا"])
def test_scripts_read_from_the_right_are_shown(text: str) -> None:
    shown = words_in_pdf(as_pdf(Paper("T", "en", (Text(f"{text}\n\nplain *{text}*"), Quote(text), Note(text)))))

    assert "□" not in shown
    assert sum(not letter.isascii() for letter in shown) >= len(text) * 2


def test_every_character_that_is_said_to_be_shown_is_shown() -> None:
    letters = [chr(code) for code in range(0xA1, 0x1F700) if chr(code).isprintable()]
    shown = "".join(letter for letter in letters if not missing_glyphs(letter, with_reserve=True))

    assert len(RESERVE) == 2
    assert len(shown) > 3000
    # The standard refuses a file with a character that has no glyph, so setting it is the proof.
    as_pdf(
        Paper(
            "Letters",
            "en",
            (Grid("", (Column("A"),), tuple((shown[at : at + 20],) for at in range(0, len(shown), 20))),),
        )
    )


def test_an_empty_paper_an_empty_table_and_uneven_rows_are_set() -> None:
    odd = Grid("", (Column("A"), Column("B", is_number=True)), (("1",), ("2", "3", "4"), ()), has_total=True)
    none = replace(TABLE, rows=(), caption="Pusta")

    assert "–" in words_in_pdf(as_pdf(Paper("", "pl", ())))
    shown = words_in_pdf(as_pdf(Paper("T", "pl", (odd, none, Text(""), Text("  \n "), Note(""), Quote("")))))
    assert "Brakwpisów." in shown
    assert "4" in shown


@pytest.mark.slow
def test_a_wide_table_lies_across_with_its_heading() -> None:
    wide = Grid("Szeroka", tuple(Column(f"Kolumna {n}", is_number=True) for n in range(12)), (("123 456",) * 12,) * 40)
    data = as_pdf(Paper("T", "pl", (Text("przed"), Heading("Tabela"), wide, Text("po"))))

    with pikepdf.open(io.BytesIO(data)) as pdf:
        lies_across = [page.mediabox[2] > page.mediabox[3] for page in pdf.pages]
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    assert lies_across == [False, *[True] * (len(pages) - 2), False]
    assert "Tabela" in pages[1]


def test_numbers_stand_to_the_right_and_on_one_line() -> None:
    page = PdfDocument(as_pdf(Paper("T", "pl", (TABLE,))))[0]
    text = page.get_textpage()
    rights = []
    for number in ("1 200", "25"):
        found = text.search(number.replace(" ", "\N{NO-BREAK SPACE}"), match_whole_word=True).get_next()
        assert found is not None
        rights.append(round(text.get_charbox(found[0] + found[1] - 1)[2]))
    assert abs(rights[0] - rights[1]) <= 1


def test_a_drawing_of_any_shape_is_set() -> None:
    tall = Drawing(
        "Wysoki",
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 900"><rect width="10" height="900"/></svg>',
        "",
    )
    themed = replace(
        DRAWING,
        svg='<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><rect width="90" height="30" '
        'fill="var(--chart-1, rgb(163, 48, 42))"/><text x="2" y="20" font-family="Nope">ą😀&#128512;</text></svg>',
    )
    data = as_pdf(Paper("T", "pl", (tall, themed)))

    assert alternative_texts_of(data) == ["Wysoki", DRAWING.summary]
    assert "□" in words_in_pdf(data)
    pages = PdfDocument(data)
    colours = pages[len(pages) - 1].render(scale=1).to_pil().convert("RGB").getcolors(10**6)
    assert (163, 48, 42) in {colour for _count, colour in colours or ()}


@pytest.mark.slow
def test_one_long_report_after_another_takes_no_more_memory() -> None:
    def memory() -> int:
        return int(Path("/proc/self/status").read_text("utf-8").split("VmRSS:")[1].split()[0]) // 1024

    report, used = long_report(), []
    for number in range(4):
        as_pdf(replace(report, blocks=tuple(_numbered(block, number) for block in report.blocks)))
        used.append(memory())

    assert used[-1] - used[1] < 150


def _numbered(block: Block, number: int) -> Block:
    return replace(block, markdown=f"{number} {block.markdown}") if isinstance(block, Text) else block
