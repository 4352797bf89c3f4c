import io

import pikepdf
import pytest
from PIL import Image

from plon.typeset.emblem import BORDER, emblem_svg
from plon.typeset.emblem_files import emblem_file, two_lines

POLISH = "Dofinansowane przez Unię Europejską"
GREEK = "Με τη συγχρηματοδότηση της Ευρωπαϊκής Ένωσης"


def test_the_border_is_a_twentyfifth_of_the_height_and_stands_outside() -> None:
    assert pytest.approx(180 / 25) == BORDER
    assert 'viewBox="-7.2 -7.2 284.4 194.4"' in emblem_svg(border=True)
    assert 'viewBox="0 0 270 180"' in emblem_svg()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Co-funded by the European Union", ["Co-funded by the", "European Union"]),
        ("Dofinansowane przez Unię Europejską", ["Dofinansowane przez", "Unię Europejską"]),
        ("Sfinansowane", ["Sfinansowane"]),
    ],
)
def test_a_statement_stands_in_two_even_lines(text: str, lines: list[str]) -> None:
    assert two_lines(text) == lines


def solid_colours(picture: Image.Image) -> set[bytes]:
    """Return the colours of every pixel that is not transparent, as RGB."""
    raw = picture.tobytes()
    return {raw[at : at + 3] for at in range(0, len(raw), 4) if raw[at + 3] == 255}


def test_the_file_that_mends_a_missing_emblem_has_its_colours_and_no_ground() -> None:
    beside = Image.open(io.BytesIO(emblem_file(POLISH, "pl", output="png")))
    beneath = Image.open(io.BytesIO(emblem_file(POLISH, "pl", layout="vertical", output="png")))

    assert beside.mode == "RGBA"
    assert beside.height == pytest.approx(20 / 25.4 * 300, abs=1)
    assert beside.getpixel((40, 20)) == (0, 51, 153, 255)
    assert beside.crop((beside.width - 1, 0, beside.width, 1)).tobytes()[3] == 0
    assert beneath.height > beneath.width / 2
    assert {b"\xff\xcc\x00", b"\x00\x33\x99"} <= solid_colours(beside)


def test_on_dark_ground_the_statement_is_white_and_the_emblem_bordered() -> None:
    picture = Image.open(io.BytesIO(emblem_file("Funded by the European Union", "en", mode="negative", output="png")))

    assert picture.getpixel((2, 2)) == (255, 255, 255, 255)
    right = picture.crop((picture.width // 2, 0, picture.width, picture.height))
    assert solid_colours(right) == {b"\xff\xff\xff"}


def test_letters_are_outlines_and_the_document_is_titled() -> None:
    drawn = emblem_file(GREEK, "el", output="svg").decode()
    assert "<text" not in drawn
    assert drawn.startswith("<svg")
    with pikepdf.open(io.BytesIO(emblem_file(GREEK, "el", output="pdf"))) as pdf:
        assert pdf.open_metadata()["dc:title"] == GREEK
        assert str(pdf.Root.Lang) == "el"
