"""Charts become pixels with the same typesetter as everything else."""

import io

import pytest
from PIL import Image

from plon import charts
from plon.charts import Row, Words
from plon.typeset.compiler import TypesetError
from plon.typeset.drawings import as_png


def test_a_chart_is_drawn_as_large_as_it_says() -> None:
    words = Words("Answers", "Two rows.", ("what", "people", "others"), "Nothing.")
    chart = charts.stacked(words, ["people", "others"], [Row("بعد 🙂", (1, 2)), Row("b", (2**63, 0))])

    picture = Image.open(io.BytesIO(as_png(chart.svg(standalone=True, with_title=True))))

    # 640 units at one and a half pixels each, and a margin of 8 points around.
    assert 960 <= picture.width <= 1320
    assert len(picture.convert("RGB").getcolors(100_000) or []) > 20


def test_what_is_no_svg_is_refused() -> None:
    with pytest.raises(TypesetError):
        as_png("<p>no</p>")
