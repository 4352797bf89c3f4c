import io
import shutil
import subprocess
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
    PosterMessage,
    PosterResult,
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


def test_what_does_not_fit_is_counted_not_cut(tmp_path: Path) -> None:
    many = PlanPoster(
        "pl", project_title="X", groups=tuple(PosterGroup(f"G{i}", "Nauczyciele " * 20) for i in range(60))
    )

    words = words_of(render_poster(many, paper="A3", landscape=True), tmp_path)

    shown = words.count("Nauczyciele " * 19)
    hidden = int(words.split("+ ")[1].split()[0])
    assert "w planie" in words
    assert 0 < hidden < 60
    assert shown < 60


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
