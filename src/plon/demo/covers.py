"""Covers of example results: calm patterns drawn from their title, so that no picture needs a licence."""

import hashlib
import io
import random

from PIL import Image, ImageDraw

PALETTES = (
    ("#1f4d3a", "#e3b95b", "#faf6ec", "#7fa37f"),
    ("#2f5d62", "#f0d9a7", "#fbf7ef", "#a7c4a0"),
    ("#6b4f2a", "#e9c46a", "#fdf8ee", "#c9a66b"),
)
WIDTH, HEIGHT = 1200, 800


def draw_cover(title: str) -> bytes:
    """Return a PNG of 1200 x 800 pixels: fields in rows, as seen from above. The same title gives the same cover."""
    chance = random.Random(hashlib.sha256(title.encode()).digest())  # noqa: S311  a pattern, no secret
    ground, grain, paper, leaf = chance.choice(PALETTES)
    image = Image.new("RGB", (WIDTH, HEIGHT), paper)
    draw = ImageDraw.Draw(image)
    top = 0
    while top < HEIGHT:
        depth = chance.randint(90, 190)
        _draw_field(draw, top, depth, chance.choice((ground, grain, leaf)), paper, chance)
        top += depth + 14
    radius = chance.randint(70, 120)
    x, y = chance.randint(150, WIDTH - 150), chance.randint(120, 300)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=grain, outline=paper, width=10)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _draw_field(
    draw: ImageDraw.ImageDraw, top: int, depth: int, colour: str, paper: str, chance: random.Random
) -> None:
    slope = chance.randint(-60, 60)
    corners = [(0, top), (WIDTH, top + slope), (WIDTH, top + slope + depth), (0, top + depth)]
    draw.polygon(corners, fill=colour)
    step = chance.choice((24, 36, 48))
    lean = chance.randint(-80, 80)
    for x in range(-100, WIDTH + 100, step):
        draw.line([(x, top + slope * x / WIDTH), (x + lean, top + depth + slope * x / WIDTH)], fill=paper, width=2)
