"""Looks for the emblem in a picture: fields of blue first, then fields of any colour."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from plon.visibility.emblem.components import Bools, Boxes, Floats, areas_of_like_colour, areas_of_mask
from plon.visibility.emblem.ring import Ring, ring_in
from plon.visibility.emblem.stars import rings_of_stars

# A longer side is looked at smaller: what matters is then still large enough, and time stays bounded.
LONGEST_SIDE = 2400
LONGEST_SIDE_ANY_COLOUR = 1600
SMALLEST, MOST_FIELDS = 12, 400
SURE, POSSIBLE = 0.55, 0.35


@dataclass(frozen=True, slots=True)
class Sighting:
    """An emblem, or something that may be one.

    Attributes:
        box: left, top, width, height in pixels of the picture given.
        score: 0 to 1; from `SURE` on it is an emblem.
        ring: how the stars stand and in which colours.
        has_field: whether the blue rectangle has edges of its own; without them its proportions can't be judged.
        is_on_side: whether it lies on its side.
    """

    box: tuple[float, float, float, float]
    score: float
    ring: Ring
    has_field: bool = True
    is_on_side: bool = False

    @property
    def is_sure(self) -> bool:
        return self.score >= SURE

    @property
    def ratio(self) -> float:
        """Width to height; 1.5 is right."""
        return self.box[3] / self.box[2] if self.is_on_side else self.box[2] / self.box[3]

    @property
    def height(self) -> float:
        return self.box[2] if self.is_on_side else self.box[3]


def emblems_in(picture: Image.Image, *, thorough: bool = True) -> list[Sighting]:
    """Return the emblems in a picture, best first; none overlaps another.

    Args:
        picture: of any mode and size.
        thorough: look for recoloured ones and for stars without a field, too, if there is none in blue.
    """
    rgb = _on_white(picture)
    pixels, scale = _pixels(rgb, LONGEST_SIDE)
    found = _borne_by(_fields(areas_of_mask(_blue(pixels))), pixels, scale)
    if thorough and not any(each.is_sure for each in found):
        found += [
            Sighting(
                (box[0] / scale, box[1] / scale, box[2] / scale, box[3] / scale), ring.score, ring, has_field=False
            )
            for box, ring in rings_of_stars(pixels)
        ]
    if thorough and not any(each.is_sure for each in found):
        if max(rgb.size) > LONGEST_SIDE_ANY_COLOUR:
            pixels, scale = _pixels(rgb, LONGEST_SIDE_ANY_COLOUR)
        for tolerance in (14.0, 36.0):
            found += _borne_by(_fields(areas_of_like_colour(pixels, tolerance)), pixels, scale)
    return _without_overlaps(found)


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        ground = Image.new("RGBA", picture.size, "white")
        return Image.alpha_composite(ground, picture.convert("RGBA")).convert("RGB")
    return picture.convert("RGB")


def _pixels(rgb: Image.Image, longest: int) -> tuple[Floats, float]:
    scale = min(longest / max(rgb.size), 1.0)
    if scale < 1:
        rgb = rgb.resize((max(round(rgb.width * scale), 1), max(round(rgb.height * scale), 1)), Image.Resampling.BOX)
    return np.asarray(rgb, np.float32), scale


def _blue(pixels: Floats) -> Bools:
    """Return where it is blue, as print, screens and JPEG change it: #003399 and its neighbours, dark to bright."""
    red, green, blue = pixels[:, :, 0], pixels[:, :, 1], pixels[:, :, 2]
    return np.asarray((blue > 70) & (blue - red > 35) & (blue - green > 22) & (blue - red * 1.25 > 12))


def _fields(areas: Boxes) -> Boxes:
    """Keep what may be a field: large enough, about as wide as a flag, filled. The largest ones at most."""
    wide, tall = areas.right - areas.left, areas.bottom - areas.top
    kept = (tall >= SMALLEST) & (wide >= SMALLEST) & (wide > tall * 0.55) & (wide < tall * 3.4)
    areas = areas.where(kept & (areas.area > wide * tall * 0.42))
    if len(areas) > MOST_FIELDS:
        order = np.zeros(len(areas), bool)
        order[np.argsort(-areas.area)[:MOST_FIELDS]] = True
        areas = areas.where(order)
    return areas


def _borne_by(fields: Boxes, pixels: Floats, scale: float) -> list[Sighting]:
    found = []
    for left, top, right, bottom in zip(
        fields.left.tolist(), fields.top.tolist(), fields.right.tolist(), fields.bottom.tolist(), strict=True
    ):
        field = pixels[top:bottom, left:right]
        is_on_side = bottom - top > (right - left) * 1.2
        ring = ring_in(np.rot90(field) if is_on_side else field)
        if ring and ring.score >= POSSIBLE:
            box = (left / scale, top / scale, (right - left) / scale, (bottom - top) / scale)
            found.append(Sighting(box, ring.score, ring, is_on_side=is_on_side))
    return found


def _without_overlaps(found: list[Sighting]) -> list[Sighting]:
    kept: list[Sighting] = []
    for each in sorted(found, key=lambda sighting: -sighting.score):
        if not any(_overlap(each.box, other.box) for other in kept):
            kept.append(each)
    return kept


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    down = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    return across > 0 and down > 0
