"""Pictures for documents that can't draw: emblem and QR code as PNG, logos in a format that offices know."""

import base64
import functools
import io

import segno
from PIL import Image, ImageDraw

from plon.typeset.compiler import compile_document
from plon.typeset.emblem import BLUE, HEIGHT, WIDTH, YELLOW, star_centres, star_points

# Drawn larger and made smaller, which smooths the edges.
_FINER = 4


@functools.lru_cache(maxsize=8)
def emblem_png(height: int) -> bytes:
    """Return the emblem as PNG, `height` pixels high, from the same geometry as everywhere."""
    scale = height * _FINER / HEIGHT
    picture = Image.new("RGB", (round(WIDTH * scale), round(HEIGHT * scale)), BLUE)
    pen = ImageDraw.Draw(picture)
    for x, y in star_centres():
        pen.polygon([(px * scale, py * scale) for px, py in star_points(x, y)], fill=YELLOW)
    return _png(picture.resize((round(height * WIDTH / HEIGHT), height), Image.Resampling.LANCZOS))


@functools.lru_cache(maxsize=16)
def qr_png(address: str, *, scale: int = 12) -> bytes:
    """Return a QR code of `address` with the quiet zone of four modules that scanners ask for (ISO/IEC 18004)."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="png", scale=scale, border=4, dark="#000000")
    return out.getvalue()


def office_picture(data: bytes) -> bytes:
    """Return a picture that offices open: PNG and JPEG as they are, WebP and SVG drawn as PNG.

    Raises:
        ValueError: it is no picture.
        TypesetError: an SVG that can't be drawn.
    """
    if data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return data
    if b"<svg" in data[:2000]:
        return compile_document("tools/picture", {"picture_svg": data.decode("utf-8")}, output="png", ppi=144)
    try:
        with Image.open(io.BytesIO(data)) as picture:
            return _png(picture.convert("RGBA"))
    except OSError as refusal:
        raise ValueError("not a picture") from refusal


def picture_size(data: bytes) -> tuple[int, int]:
    """Return width and height in pixels."""
    with Image.open(io.BytesIO(data)) as picture:
        return picture.size


def data_address(data: bytes, media_type: str = "image/png") -> str:
    """Return the address that carries a picture in itself, so that nothing is fetched from anywhere."""
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
