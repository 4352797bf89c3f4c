"""Photos of the example world: landscapes drawn at run time, so that nobody is shown and nobody's licence is needed."""

import hashlib
import io
import math
import random

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1200, 800
# Sky above and below, three hills from far to near, water.
SEASONS = (
    ((181, 208, 222), (244, 232, 204), ((133, 160, 140), (101, 138, 106), (66, 105, 78)), (120, 162, 178)),
    ((214, 188, 160), (247, 226, 190), ((168, 146, 104), (150, 112, 62), (110, 84, 50)), (132, 148, 150)),
    ((198, 222, 232), (250, 246, 236), ((158, 186, 138), (124, 168, 104), (84, 138, 80)), (108, 164, 190)),
)


def draw_landscape(title: str) -> bytes:
    """Return a JPEG of a river between hills, 1200 x 800 pixels; the same title gives the same picture."""
    chance = random.Random(hashlib.sha256(title.encode()).digest())  # noqa: S311  a picture, no secret
    top, low, hills, water = SEASONS[chance.randrange(len(SEASONS))]
    image = Image.new("RGB", (WIDTH, HEIGHT))
    draw = ImageDraw.Draw(image)
    horizon = HEIGHT // 2
    for line in range(HEIGHT):
        share = min(line / horizon, 1)
        draw.line([(0, line), (WIDTH, line)], tuple(int(a + (b - a) * share) for a, b in zip(top, low, strict=True)))
    for number, colour in enumerate(hills):
        base, height = horizon + number * 70 - 40, chance.randint(35, 75)
        shift, length = chance.uniform(0, 6.3), chance.randint(160, 320)
        ridge = [(x, base - height * math.sin(x / length + shift)) for x in range(0, WIDTH + 20, 20)]
        draw.polygon([*ridge, (WIDTH, HEIGHT), (0, HEIGHT)], fill=colour)
    middle, bend = chance.randint(480, 720), chance.choice((-1, 1))
    left, right = [], []
    for y in range(horizon + 90, HEIGHT + 1, 10):
        near = (y - horizon - 90) / (HEIGHT - horizon - 90)
        centre = middle + bend * 140 * math.sin(near * 3.4)
        left.append((centre - 12 - 190 * near, y))
        right.append((centre + 12 + 190 * near, y))
    draw.polygon([*left, *reversed(right)], fill=water)
    made = io.BytesIO()
    image.save(made, "JPEG", quality=82)
    return made.getvalue()
