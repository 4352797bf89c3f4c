"""Twelve stars without a field of their own: an emblem on a ground of its own blue, or of one colour, unlined."""

import numpy as np

from plon.visibility.emblem.components import Bools, Boxes, Floats, areas_of_mask
from plon.visibility.emblem.ring import CIRCLE, Ring

STARS, MOST_BLOBS = 12, 1500
SMALLEST_STAR, LARGEST_STAR = 2, 160
# The circle's width in widths of a star, with room for blur.
_NEAR = 12


def rings_of_stars(pixels: Floats) -> list[tuple[tuple[float, float, float, float], Ring]]:
    """Return (box that the emblem's geometry gives, ring) of circles of twelve like blobs."""
    found: list[tuple[tuple[float, float, float, float], Ring]] = []
    for mask in _masks(pixels):
        for x, y, radius in _circles(areas_of_mask(mask)):
            height = radius / CIRCLE
            box = (x - height * 0.75, y - height / 2, height * 1.5, height)
            found.append((box, _ring(pixels, x, y, radius)))
    return found


def _masks(pixels: Floats) -> tuple[Bools, ...]:
    red, green, blue = pixels[:, :, 0], pixels[:, :, 1], pixels[:, :, 2]
    yellow = (red > 115) & (green > 100) & (blue < green * 0.9)
    return yellow, pixels.min(axis=2) > 190, pixels.max(axis=2) < 90


def _circles(blobs: Boxes) -> list[tuple[float, float, float]]:
    wide, tall = blobs.right - blobs.left, blobs.bottom - blobs.top
    size = (wide + tall) / 2
    kept = (size >= SMALLEST_STAR) & (size <= LARGEST_STAR) & (np.abs(wide - tall) <= np.maximum(size * 0.35, 2.1))
    blobs, size = blobs.where(kept), size[kept]
    if len(blobs) < STARS or len(blobs) > MOST_BLOBS:
        return []
    x, y = (blobs.left + blobs.right - 1) / 2, (blobs.top + blobs.bottom - 1) / 2
    apart = np.hypot(x[:, None] - x[None, :], y[:, None] - y[None, :])
    alike = np.abs(size[:, None] - size[None, :]) <= np.maximum(size[:, None] * 0.35, 2.1)
    near = alike & (apart <= size[:, None] * _NEAR)
    found: list[tuple[float, float, float]] = []
    for row in near[near.sum(axis=1) == STARS]:
        circle = _fitted(x[row], y[row], float(size[row].mean()))
        if circle and not any(np.hypot(circle[0] - o[0], circle[1] - o[1]) < circle[2] for o in found):
            found.append(circle)
    return found


def _fitted(x: Floats, y: Floats, size: float) -> tuple[float, float, float] | None:
    """Return centre and radius if the points stand as the hours on a clock, else None."""
    middle_x, middle_y = float(x.mean()), float(y.mean())
    radii = np.hypot(x - middle_x, y - middle_y)
    radius = float(radii.mean())
    if np.abs(radii - radius).max() > max(radius * 0.1, 1.0) or not 2.2 <= radius / size <= 6.5:
        return None
    hours = np.degrees(np.arctan2(x - middle_x, middle_y - y)) / 30
    rounded = np.round(hours).astype(int) % STARS
    off = float(np.abs(hours - np.round(hours)).max())
    return (middle_x, middle_y, radius) if len(set(rounded.tolist())) == STARS and off < 0.25 else None


def _ring(pixels: Floats, x: float, y: float, radius: float) -> Ring:
    middle = pixels[int(y) : int(y) + 1, int(x) : int(x) + 1].reshape(-1, 3).mean(axis=0)
    star = pixels[max(round(y - radius), 0), min(round(x), pixels.shape[1] - 1)]
    return Ring(0.8, is_round=True, turned=0.0, is_upside_down=None, field=_rgb(middle), star=_rgb(star))


def _rgb(colour: Floats) -> tuple[int, int, int]:
    red, green, blue = (round(float(value)) for value in colour)
    return red, green, blue
