"""Twelve stars on a circle: tells whether a field bears them, how they stand and in which colours."""

from dataclasses import dataclass

import numpy as np

from plon.visibility.emblem.components import Floats

ANGLES = 288
STARS = 12
# Taller fields are looked at coarsely.
TALLEST = 240
# The emblem's geometry (domain.md §5.1), in parts of the field's height.
CIRCLE, STAR = 1 / 3, 1 / 18
_CIRCLES = np.linspace(0.28, 0.38, 11)


@dataclass(frozen=True, slots=True)
class Ring:
    """Stars found in a field.

    Attributes:
        score: 0 to 1: how much of what stands on the circle repeats twelve times, and how empty the rest is.
        is_round: whether they stand on a circle, though the field may have other proportions than 3:2.
        turned: by how many degrees the ring is turned, -15 to 15.
        is_upside_down: whether the stars stand on their heads; None where they are too small to tell.
        field: colour of the field, as RGB.
        star: colour of the stars, as RGB.
    """

    score: float
    is_round: bool
    turned: float
    is_upside_down: bool | None
    field: tuple[int, int, int]
    star: tuple[int, int, int]


def ring_in(field: Floats) -> Ring | None:
    """Look for the ring in the middle of `field`, a crop of height, width, RGB; None if there is nothing like it."""
    coarse = max(field.shape[0] // TALLEST, 1)
    field = field[::coarse, ::coarse]
    height, width, _channels = field.shape
    ground = _ground(field)
    away = np.sqrt(((field - ground) ** 2).sum(axis=2))
    best: Ring | None = None
    for is_round in (False, True):
        stretch = 1.0 if is_round else width / (height * 1.5)
        if is_round and abs(width / (height * 1.5) - 1) < 0.04:
            continue
        found = _measured(field, away, ground, stretch, is_round=is_round)
        if found and (best is None or found.score > best.score):
            best = found
    return best


def _ground(field: Floats) -> Floats:
    """Return the colour of the field: what its corners and edges show, a little away from the very edge."""
    height, width, _channels = field.shape
    dy, dx = max(height // 10, 1), max(width // 10, 1)
    parts = (field[dy : dy * 2, dx:-dx], field[-dy * 2 : -dy, dx:-dx], field[dy:-dy, dx : dx * 2])
    middle: Floats = np.median(np.concatenate([part.reshape(-1, 3) for part in parts]), axis=0).astype(np.float32)
    return middle


def _measured(field: Floats, away: Floats, ground: Floats, stretch: float, *, is_round: bool) -> Ring | None:
    height, width = away.shape
    middle = ((height - 1) / 2, (width - 1) / 2)
    theta = np.arange(ANGLES) * (2 * np.pi / ANGLES)
    rays = np.sin(theta) * stretch * height, -np.cos(theta) * height

    def around(radius: float) -> Floats:
        return _sampled(away, middle[0] + rays[1] * radius, middle[1] + rays[0] * radius)

    profiles = np.stack([around(radius) for radius in _CIRCLES])
    smooth = (profiles[:-2] + profiles[1:-1] + profiles[2:]) / 3
    spectra = np.fft.rfft(smooth, axis=1)
    power = np.abs(spectra) ** 2
    at = int(power[:, STARS].argmax())
    peak = float(np.percentile(smooth[at], 90))
    if peak < 40:
        return None
    twelvefold = float((power[at, STARS] + power[at, 2 * STARS] + power[at, 3 * STARS]) / (power[at, 1:60].sum() + 1))
    inside = float(np.mean([around(radius).mean() for radius in (0.0, 0.08, 0.15, 0.2)]))
    outside = _corners(away, height, width)
    turned = float(-np.angle(spectra[at, STARS]) / STARS)
    sectors = np.roll(smooth[at], -round(turned / (2 * np.pi) * ANGLES)).reshape(STARS, ANGLES // STARS)
    on, off = sectors[:, [0, 1, -1]].mean(axis=1), sectors[:, 10:15].mean(axis=1)
    seen = int((on > off + 0.25 * peak).sum())
    if seen < 10 or inside > 0.4 * peak or outside > 0.4 * peak:
        return None
    score = twelvefold * seen / STARS * (1 - inside / peak) * (1 - outside / peak)
    star, upside = _stars(field, ground, middle, stretch, float(_CIRCLES[at + 1]), turned)
    return Ring(score, is_round, float(np.degrees(turned)), upside, _rgb(ground), star)


def _corners(away: Floats, height: int, width: int) -> float:
    """Return how much stands in the corners, where the emblem shows nothing."""
    y, x = max(height // 12, 1), max(width // 12, 1)
    tall, wide = max(height // 7, 1), max(width // 7, 1)
    parts = [away[y : y + tall, x : x + wide], away[y : y + tall, -x - wide : -x],
             away[-y - tall : -y, x : x + wide], away[-y - tall : -y, -x - wide : -x]]  # fmt: skip
    return float(np.mean([part.mean() for part in parts if part.size]))


def _stars(
    field: Floats, ground: Floats, middle: tuple[float, float], stretch: float, radius: float, turned: float
) -> tuple[tuple[int, int, int], bool | None]:
    """Return the stars' colour, and whether they stand on their heads, from all twelve laid upon each other."""
    height = field.shape[0]
    steps = np.linspace(-1.0, 1.0, 15) * STAR * height
    down, across = np.meshgrid(steps, steps * stretch, indexing="ij")
    angles = turned + np.arange(STARS) * (2 * np.pi / STARS)
    patches = []
    for angle in angles:
        y = middle[0] - np.cos(angle) * radius * height + down
        x = middle[1] + np.sin(angle) * radius * stretch * height + across
        patches.append(np.stack([_sampled(field[:, :, channel], y, x) for channel in range(3)], axis=2))
    star = np.median(np.stack(patches), axis=0)
    core = star[6:9, 6:9].reshape(-1, 3)
    farthest = core[np.argmax(((core - ground) ** 2).sum(axis=1))]
    if STAR * height < 3:
        return _rgb(farthest), None
    shape = np.sqrt(((star - ground) ** 2).sum(axis=2))
    # An upright star has its point above the middle and a gap between two points beneath it.
    above, below = float(shape[1:4, 6:9].mean()), float(shape[11:14, 6:9].mean())
    return _rgb(farthest), below > above * 1.4


def _sampled(values: Floats, y: Floats, x: Floats) -> Floats:
    """Return values between pixels; beyond the edge, those of the edge."""
    height, width = values.shape
    y, x = np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)
    top, left = np.floor(y).astype(int), np.floor(x).astype(int)
    bottom, right = np.minimum(top + 1, height - 1), np.minimum(left + 1, width - 1)
    dy, dx = y - top, x - left
    upper = values[top, left] * (1 - dx) + values[top, right] * dx
    lower = values[bottom, left] * (1 - dx) + values[bottom, right] * dx
    return np.asarray(upper * (1 - dy) + lower * dy, np.float32)


def _rgb(colour: Floats) -> tuple[int, int, int]:
    red, green, blue = (round(float(value)) for value in np.clip(colour, 0, 255))
    return red, green, blue
