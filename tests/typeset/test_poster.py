import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from plon.typeset.compiler import missing_glyphs
from plon.typeset.poster import (
    PAPERS,
    PlanPoster,
    PosterActivity,
    PosterGroup,
    PosterIndicator,
    PosterLogo,
    PosterMessage,
    PosterResult,
    PosterUse,
    count_sheets,
    render_poster,
)

PLAN = PlanPoster(
    language="pl",
    project_title="Żywa rzeka",
    project_number="2024-1-XX99-KA210-SCH-000000001",
    results=(PosterResult("R1", "Dwanaście lekcji nad wodą"),),
    groups=(PosterGroup("G1", "Nauczyciele przyrody"),),
    messages=(PosterMessage("R1", "G1", "Masz gotową lekcję na jutro."),),
    activities=(PosterActivity("D1", "Warsztaty", "spotkania", ("R1",), ("G1",), "wrzesień 2025", "Szkoła"),),
    indicators=(PosterIndicator("Szkoły, które uczą", "0", "25"),),
    statement="Dofinansowane przez Unię Europejską",
    disclaimer="Wyrażone poglądy są opiniami autorów.",
)


def words_of(pdf: bytes, folder: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not here (Debian: poppler-utils)")
    path = folder / "poster.pdf"
    path.write_bytes(pdf)
    answer = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True)
    return " ".join(answer.stdout.split())


@pytest.mark.parametrize("paper", ["A3", "A2", "A1", "A0"])
@pytest.mark.parametrize("landscape", [True, False])
def test_the_sheet_has_the_size_of_its_paper_and_is_one_page(paper: str, landscape: bool) -> None:  # noqa: FBT001  parametrised
    with pikepdf.open(io.BytesIO(render_poster(PLAN, paper=paper, landscape=landscape))) as pdf:
        assert len(pdf.pages) == 1
        width, height = (float(side) * 25.4 / 72 for side in pdf.pages[0].mediabox[2:])
    short, long = PAPERS[paper]
    assert (round(width), round(height)) == ((long, short) if landscape else (short, long))


def test_the_pdf_is_tagged_titled_and_speaks_its_language() -> None:
    with pikepdf.open(io.BytesIO(render_poster(PLAN, paper="A3", landscape=True))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "pl"
        assert pdf.open_metadata()["dc:title"] == "Żywa rzeka"
        assert pdf.open_metadata()["pdfuaid:part"] == "1"


def test_the_plan_stands_on_the_sheet_in_order(tmp_path: Path) -> None:
    words = words_of(render_poster(PLAN, paper="A3", landscape=False), tmp_path)

    assert "Dwanaście lekcji nad wodą" in words
    assert "Dofinansowane przez" in words
    order = [words.index(f" {box}") for box in ("Rezultaty", "Dlaczego", "Narzędzia", "Po czym poznamy")]
    assert order == sorted(order)


def test_a_blank_poster_asks_in_both_languages(tmp_path: Path) -> None:
    polish = words_of(render_poster(PlanPoster("pl"), paper="A3", landscape=True), tmp_path)
    english = words_of(render_poster(PlanPoster("en"), paper="A3", landscape=True), tmp_path)

    assert "Kto konkretnie mógłby z tego korzystać?" in polish
    assert "Who exactly could use it?" in english


def test_what_does_not_fit_goes_on_to_the_next_sheet(tmp_path: Path) -> None:
    many = PlanPoster(
        "pl", project_title="X", groups=tuple(PosterGroup(f"G{i}", "Nauczyciele " * 20) for i in range(60))
    )

    pdf = render_poster(many, paper="A3", landscape=True)
    words = words_of(pdf, tmp_path)

    assert words.count("Nauczyciele") == 60 * 20
    assert "na następnym arkuszu" in words
    assert "Grupy docelowe (ciąg dalszy)" in words
    assert len(pikepdf.open(io.BytesIO(pdf)).pages) == count_sheets(many, paper="A3", landscape=True) > 1


def test_gaps_are_marked_but_never_push_the_plan_away(tmp_path: Path) -> None:
    marked = replace(PLAN, gaps={"uses": ("Nikt się nie opiekuje",), "groups": ("Za mało",)})
    full = replace(marked, groups=tuple(PosterGroup(f"G{i}", "Nauczyciele przyrody") for i in range(9)),
                   gaps={"groups": ("Za mało",) * 30})  # fmt: skip

    assert "Nikt się nie opiekuje" in words_of(render_poster(marked, paper="A3", landscape=True), tmp_path)
    assert count_sheets(full, paper="A3", landscape=True) == 1
    assert "Za mało" not in words_of(render_poster(full, paper="A3", landscape=True), tmp_path)


def test_what_stays_is_a_box_of_its_own(tmp_path: Path) -> None:
    words = words_of(
        render_poster(
            replace(PLAN, uses=(PosterUse("R1", "w codziennej pracy", "szkoła"),)), paper="A3", landscape=True
        ),
        tmp_path,
    )

    assert "Co zostaje" in words
    assert "codziennej" in words


def smallest_points(pdf: bytes) -> float:
    """Return the size of the smallest text of the plan's boxes: all of the sheet but its foot."""
    return min(
        float(instruction.operands[1])
        for page in pikepdf.open(io.BytesIO(pdf)).pages
        for instruction in pikepdf.parse_content_stream(page)
        if str(instruction.operator) == "Tf"
    )


@pytest.mark.parametrize("landscape", [True, False])
def test_a1_is_read_from_two_metres(landscape: bool) -> None:  # noqa: FBT001  parametrised
    crowded = replace(
        PLAN, disclaimer="", statement="", printed_on="",
        groups=tuple(PosterGroup(f"G{i}", "Nauczyciele przyrody w szkołach", "240 · regionalny") for i in range(40)),
    )  # fmt: skip

    # The labels are 0.72 of 20 points; names are 20, notes 16.
    assert smallest_points(render_poster(crowded, paper="A1", landscape=landscape)) >= 14


def test_no_logo_is_larger_than_the_emblem(tmp_path: Path) -> None:
    made = io.BytesIO()
    Image.new("RGB", (300, 900), (200, 30, 30)).save(made, "PNG")
    sheet = render_poster(replace(PLAN, logos=(PosterLogo("Szkoła", made.getvalue()),)), paper="A3", landscape=True,
                          output="png")  # fmt: skip

    picture = Image.open(io.BytesIO(sheet)).convert("RGB")
    emblem, logo = (rows_of(picture, colour) for colour in ((0, 51, 153), (200, 30, 30)))
    assert 0 < logo <= emblem


def rows_of(picture: Image.Image, colour: tuple[int, int, int]) -> int:
    """Return how many rows of pixels at the foot hold a long run of a colour."""
    width, height = picture.size
    pixels = picture.load()
    assert pixels is not None
    return sum(sum(pixels[x, y] == colour for x in range(0, width, 2)) >= 8 for y in range(int(height * 0.9), height))


def test_words_are_never_taken_for_markup(tmp_path: Path) -> None:
    nasty = '#panic("boom") ] $x$ \\ *bold* `raw` "quoted"'
    poster = PlanPoster("en", project_title=nasty, groups=(PosterGroup("G1", nasty),))

    assert nasty in words_of(render_poster(poster, paper="A3", landscape=True), tmp_path)


def test_letters_of_europe_are_shown_and_emoji_are_replaced(tmp_path: Path) -> None:
    poster = PlanPoster("en", groups=(PosterGroup("G1", "Łódź Ελλάδα България Türkiye 🌾 中\x07"),))

    words = words_of(render_poster(poster, paper="A3", landscape=True), tmp_path)

    assert "Łódź Ελλάδα България Türkiye" in words
    assert missing_glyphs("zażółć 🌾") == {"🌾"}


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert render_poster(PLAN, paper="A3", landscape=True) == render_poster(PLAN, paper="A3", landscape=True)


def test_the_picture_is_about_2500_pixels_long_whatever_the_paper() -> None:
    sizes = {
        Image.open(io.BytesIO(render_poster(PLAN, paper=paper, landscape=True, output="png"))).size[0]
        for paper in ("A3", "A1")
    }
    assert all(abs(size - 2500) <= 3 for size in sizes)
