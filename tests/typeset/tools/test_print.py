import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from plon.typeset.compiler import TypesetError
from plon.typeset.tools.content import Look, Notices, Partner, Photo, ToolContent, ToolResult
from plon.typeset.tools.table import tools
from plon.typeset.tools.tool import TextTooLong, TooLong
from tests.typeset.tools.samples import CONTENT, LINK, RESULT, figures, headings, picture, text_of

PRINT = {"poster": "a3", "rollup": "pdf", "leaflet": "a5", "threefold": "a4", "sheet": "a4"}
# Width and height in mm, and how many pages.
SIZES = {
    "poster": (297, 420, 1),
    "rollup": (850, 2000, 1),
    "leaflet": (148, 210, 2),
    "threefold": (297, 210, 2),
    "sheet": (210, 297, 1),
}
ACCENTS = ("#1f5a3f", "#f2e600", "#000000")
TITLES = {
    "mt": "Tnax-il lezzjoni ħdejn l-ilma, għal għalliema",
    "el": "Δώδεκα μαθήματα δίπλα στο νερό",
    "bg": "Дванадесет урока край водата",
}
EVERY_TOOL = pytest.mark.parametrize("key", PRINT)


def made(key: str, content: ToolContent = CONTENT, output: str = "") -> bytes:
    return tools()[key].make(content, output or PRINT[key])


def codes(pdf: bytes, *, ppi: float) -> set[str]:
    """Return what a phone reads from the pages of a PDF at so many pixels per inch."""
    pages = pypdfium2.PdfDocument(pdf)
    pictures = (pages[number].render(scale=ppi / 72).to_pil() for number in range(len(pages)))
    return {code.text for page in pictures for code in zxingcpp.read_barcodes(page)}


@EVERY_TOOL
def test_a_pdf_is_tagged_titled_archivable_and_has_the_size_of_its_paper(key: str, tmp_path: Path) -> None:
    pdf = made(key)

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        width, height = (round(float(side) * 25.4 / 72) for side in opened.pages[0].mediabox[2:])
        assert (width, height, len(opened.pages)) == SIZES[key]
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.Lang) == "pl"
        metadata = opened.open_metadata()
        assert metadata["dc:title"] == CONTENT.title
        assert (metadata["pdfuaid:part"], metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("1", "2", "A")
    assert headings(pdf)[0] == "H1"
    assert set(headings(pdf)) <= {"H1", "H2"}
    if shutil.which("qpdf"):
        path = tmp_path / "made.pdf"
        path.write_bytes(pdf)
        assert subprocess.run(["qpdf", "--check", path], capture_output=True, check=False).returncode == 0


@EVERY_TOOL
def test_every_word_of_its_texts_stands_on_it(key: str, tmp_path: Path) -> None:
    words = text_of(made(key), tmp_path)

    kept = {key: getattr(RESULT, key) for key in tools()[key].texts if hasattr(RESULT, key)}
    if "message" in tools()[key].texts:
        kept["message"] = CONTENT.message
    kept |= {"statement": CONTENT.notices.statement, "disclaimer": CONTENT.notices.disclaimer}
    kept |= {"number": CONTENT.notices.project_number, "licence": CONTENT.notices.licence_notice}
    squeezed = words.replace(" ", "").replace("-", "")
    missing = {
        name: word for name, text in kept.items() for word in text.split() if word.replace("-", "") not in squeezed
    }
    assert missing == {}


@EVERY_TOOL
def test_its_code_leads_to_the_link(key: str) -> None:
    assert codes(made(key), ppi=40 if key == "rollup" else 150) == {LINK}


def test_the_posters_code_is_read_from_two_metres() -> None:
    # A phone of 12 megapixels sees 2.6 m of a wall from 2 m with its 4,000 pixels: 39 pixels per inch.
    assert codes(made("poster"), ppi=39) == {LINK}


@EVERY_TOOL
def test_the_emblem_is_at_least_one_centimetre_and_no_logo_outdoes_it(key: str) -> None:
    drawn = figures(made(key))

    width, height = drawn["Flaga Unii Europejskiej"]
    assert height >= 10 - 0.01
    assert width == pytest.approx(height * 1.5, rel=0.01)
    for name in ("Logo: Szkoły", "Logo: Río"):
        assert drawn[name][0] <= width + 0.01
        assert drawn[name][1] <= height + 0.01
    assert f"Kod QR: {LINK.removeprefix('https://')}" in drawn
    if key != "sheet":
        assert CONTENT.photo is not None
        assert CONTENT.photo.alt in drawn


@pytest.mark.parametrize("theme", ["harvest", "clear", "bold"])
@pytest.mark.parametrize("accent", ACCENTS)
@pytest.mark.parametrize("language", TITLES)
def test_every_theme_takes_every_accent_and_script(theme: str, accent: str, language: str, tmp_path: Path) -> None:
    content = replace(
        CONTENT, language=language, title=TITLES[language], message="", look=Look(theme, accent), photo=None, logos=(),
        results=(replace(RESULT, title=TITLES[language]),),
    )  # fmt: skip

    pdf = made("leaflet", content)

    assert str(pikepdf.open(io.BytesIO(pdf)).Root.Lang) == language
    assert TITLES[language].split()[1] in text_of(pdf, tmp_path)


@EVERY_TOOL
def test_a_text_without_room_is_reported_with_its_excess_and_nothing_is_made(key: str) -> None:
    long = replace(CONTENT, results=(replace(RESULT, summary="Bardzo długi opis rezultatu. " * 160),))

    (told,) = tools()[key].too_long(long)

    assert told.text == "summary"
    assert 500 < told.characters < 4640
    with pytest.raises(TextTooLong) as refused:
        made(key, long)
    assert refused.value.texts == (told,)
    # It is shown all the same, so that the person sees it.
    assert len(tools()[key].preview(long).pages) == SIZES[key][2]


@pytest.mark.slow
@EVERY_TOOL
def test_what_is_shorter_by_what_was_told_fits(key: str) -> None:
    summary = "Bardzo długi opis rezultatu. " * 160
    told = tools()[key].too_long(replace(CONTENT, results=(replace(RESULT, summary=summary),)))[0].characters

    def over(less: int) -> tuple[TooLong, ...]:
        result = replace(RESULT, summary=summary[: len(summary) - less])
        return tools()[key].too_long(replace(CONTENT, results=(result,)))

    assert over(told) == ()
    assert over(round(told * 0.75)) != ()


@EVERY_TOOL
def test_a_long_message_or_a_long_word_is_no_accident(key: str) -> None:
    content = replace(
        CONTENT, message="Przeprowadź z klasą zajęcia terenowe bez laboratorium i bez kosztów " * 2,
        title="Dziewięćsetdziewięćdziesięciodziewięcionarodowościowego podręcznika",
    )  # fmt: skip

    assert tools()[key].too_long(content) == ()


@EVERY_TOOL
def test_absent_texts_are_no_accident(key: str, tmp_path: Path) -> None:
    bare = ToolContent("en", "Open map", (ToolResult("Open map"),), "", Notices())

    words = text_of(made(key, bare), tmp_path)

    assert "Open map" in words
    assert "For whom" not in words
    assert "Partners" not in words
    assert "Scan" not in words


@EVERY_TOOL
def test_several_results_are_all_listed(key: str, tmp_path: Path) -> None:
    titles = [f"Rezultat {name}" for name in ("pierwszy", "drugi", "trzeci", "czwarty")]
    content = replace(CONTENT, results=tuple(ToolResult(title, summary="Krótki opis.", link=LINK) for title in titles))

    words = text_of(made(key, content), tmp_path)

    assert [title for title in titles if title not in words] == []


def test_many_partners_stand_on_the_poster(tmp_path: Path) -> None:
    partners = tuple(Partner(f"Szkoła nr {number}", "Polska") for number in range(1, 13))

    words = text_of(made("poster", replace(CONTENT, partners=partners)), tmp_path)

    assert all(partner.name in words for partner in partners)


@EVERY_TOOL
def test_more_partners_and_logos_than_there_is_room_for_keep_the_page_whole(key: str, tmp_path: Path) -> None:
    partners = tuple(
        Partner(f"Zespół Szkół Ogólnokształcących i Zawodowych nr {number} w Zielonym Brodzie", "Polska", number == 3)
        for number in range(1, 21)
    )
    pdf = made(key, replace(CONTENT, partners=partners, logos=CONTENT.logos * 4))

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert len(opened.pages) == SIZES[key][2]
    # Those without room are counted behind the coordinator.
    words = text_of(pdf, tmp_path)
    assert "nr 3 w" in words
    assert "nr 17 w" in words or "+ 19" in words


def test_words_are_never_taken_for_markup(tmp_path: Path) -> None:
    nasty = '#panic("boom") ] $x$ \\ *bold* `raw` "quoted"'

    assert nasty in text_of(made("leaflet", replace(CONTENT, message=nasty)), tmp_path)


def test_the_screen_picture_of_the_poster_is_as_tall_as_screens() -> None:
    screen = Image.open(io.BytesIO(made("poster", output="screen")))

    assert screen.height == pytest.approx(2160, abs=2)


def test_an_unknown_output_is_refused() -> None:
    with pytest.raises(KeyError):
        made("leaflet", output="a6")


@pytest.mark.parametrize(
    ("key", "output", "points"), [("leaflet", "a5", 9), ("threefold", "a4", 9), ("poster", "a1", 24)]
)
def test_no_text_is_smaller_than_can_be_read(key: str, output: str, points: float) -> None:
    with pikepdf.open(io.BytesIO(made(key, output=output))) as pdf:
        sizes = [
            float(instruction.operands[1])
            for page in pdf.pages
            for instruction in pikepdf.parse_content_stream(page)
            if str(instruction.operator) == "Tf"
        ]
    assert min(sizes) >= points


def test_the_lower_part_of_a_rollup_holds_nothing_to_read() -> None:
    page = pypdfium2.PdfDocument(made("rollup"))[0]

    low = 300 / 25.4 * 72
    assert page.get_textpage().get_text_bounded(bottom=0, top=low).strip() == ""


def test_a_photo_is_made_no_larger_than_print_needs() -> None:
    content = replace(CONTENT, photo=Photo(picture(3600, 2400, "JPEG"), "Rzeka"))

    assert len(made("leaflet", content)) < 700_000


def test_what_a_camera_wrote_into_a_photo_is_not_printed() -> None:
    told = Image.Exif()
    told[0x010F] = "Kamera Anny"
    out = io.BytesIO()
    Image.new("RGB", (600, 400), "#888888").save(out, "JPEG", exif=told)
    photo = Photo(out.getvalue(), "Rzeka")
    assert b"Kamera Anny" in photo.data

    with pikepdf.open(io.BytesIO(made("leaflet", replace(CONTENT, photo=photo)))) as pdf:
        streams = [thing.read_raw_bytes() for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]
    assert any(stream.startswith(b"\xff\xd8") for stream in streams)
    assert not any(b"Kamera Anny" in stream for stream in streams)


@pytest.mark.parametrize("data", [b"", b"no picture", picture(60, 40)[:200], picture(600, 400, "JPEG")[:900]])
def test_a_picture_that_cannot_be_read_is_told(data: bytes) -> None:
    with pytest.raises(TypesetError, match="Rzeka"):
        made("leaflet", replace(CONTENT, photo=Photo(data, "Rzeka")))


@pytest.mark.parametrize("size", [(1, 1), (4000, 7), (7, 4000), (1601, 1067), (1067, 1601)])
def test_photos_of_every_shape_fill_their_box(size: tuple[int, int]) -> None:
    content = replace(CONTENT, photo=Photo(picture(*size, "JPEG"), "Rzeka"))

    assert all(pages.pages for pages in (tools()[key].preview(content) for key in ("leaflet", "poster")))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "CMYK", "1"])
def test_photos_of_every_kind_are_printed(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (60, 40)).save(out, "TIFF" if mode == "CMYK" else "PNG")

    assert made("leaflet", replace(CONTENT, photo=Photo(out.getvalue(), "Rzeka"))).startswith(b"%PDF")
