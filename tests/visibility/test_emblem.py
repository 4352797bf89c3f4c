"""The emblem is found by its geometry, and nothing else is taken for it."""

import io
import math
import random

import pytest
from PIL import Image, ImageDraw

from plon.visibility.emblem.finding import emblems_in
from plon.visibility.measuring.made import Leaflet, emblem_png

LEAFLET = Leaflet("en", "", "", "")


def page(emblem: Image.Image, ground: str = "white") -> Image.Image:
    sheet = Image.new("RGB", (420, 300), ground)
    ImageDraw.Draw(sheet).text((150, 110), "Co-funded by\nthe European Union", fill="black")
    sheet.paste(emblem, (40, 100))
    return sheet


def emblem(height: int, width: int = 0, field: str = "#003399") -> Image.Image:
    drawn = Image.open(io.BytesIO(emblem_png(Leaflet("en", "", "", "", field=field), 240)))
    return drawn.resize((width or height * 3 // 2, height), Image.Resampling.LANCZOS)


def jpeg(picture: Image.Image, quality: int) -> Image.Image:
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=quality)
    return Image.open(io.BytesIO(kept.getvalue()))


@pytest.mark.parametrize("height", [20, 40, 90])
@pytest.mark.parametrize("quality", [50, 90])
def test_it_is_found_small_and_in_bad_pictures(height: int, quality: int) -> None:
    (found,) = emblems_in(jpeg(page(emblem(height)), quality))
    assert found.is_sure
    assert found.height == pytest.approx(height, abs=1)
    assert found.ratio == pytest.approx(1.5, abs=0.1)


@pytest.mark.parametrize("ground", ["#3fa34d", "#003399"])
def test_it_is_found_on_coloured_ground_even_of_its_own_blue(ground: str) -> None:
    (found,) = emblems_in(page(emblem(60), ground))
    assert found.is_sure
    assert found.has_field == (ground != "#003399")


def test_stretched_recoloured_and_turned_ones_are_seen_as_such() -> None:
    (stretched,) = emblems_in(page(emblem(60, 120)))
    (red,) = emblems_in(page(emblem(60, field="#b3001b")))
    (flipped,) = emblems_in(page(emblem(80).transpose(Image.Transpose.FLIP_TOP_BOTTOM)))
    (on_side,) = emblems_in(page(emblem(60).transpose(Image.Transpose.ROTATE_90)))
    assert stretched.ratio == pytest.approx(2, abs=0.1)
    assert red.ring.field == (179, 0, 27)
    assert flipped.ring.is_upside_down
    assert on_side.is_on_side


def dots(count: int) -> Image.Image:
    field = Image.new("RGB", (150, 100), "#003399")
    draw = ImageDraw.Draw(field)
    for hour in range(count):
        x, y = 75 + 33 * math.sin(math.tau * hour / count), 50 - 33 * math.cos(math.tau * hour / count)
        draw.ellipse((x - 4, y - 4, x + 4, y + 4), fill="#FFCC00")
    return field


def night_sky() -> Image.Image:
    field, chance = Image.new("RGB", (150, 100), "#001a66"), random.Random(5)  # noqa: S311  a picture, no secret
    for _star in range(50):
        ImageDraw.Draw(field).point((chance.randrange(150), chance.randrange(100)), fill="white")
    return field


def tricolour() -> Image.Image:
    field = Image.new("RGB", (150, 100), "white")
    ImageDraw.Draw(field).rectangle((0, 0, 50, 100), fill="#002395")
    ImageDraw.Draw(field).rectangle((100, 0, 150, 100), fill="#ED2939")
    return field


@pytest.mark.parametrize(
    "other",
    [
        Image.new("RGB", (150, 100), "#003399"),
        night_sky(),
        tricolour(),
        *(dots(count) for count in (6, 8, 10, 11, 13, 16)),
    ],
)
def test_nothing_else_is_taken_for_it(other: Image.Image) -> None:
    assert [each for each in emblems_in(page(other)) if each.is_sure] == []
