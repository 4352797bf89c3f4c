"""The QR code of a link, to be put on what is made elsewhere."""

import io
from dataclasses import dataclass

from plon.shortlinks.models import ShortLink
from plon.typeset.qr import qr_svg

# What a printer or a page takes: about so many pixels wide.
PIXELS = {"small": 300, "medium": 800, "large": 2000}
BORDER = 4


@dataclass(frozen=True, slots=True)
class Code:
    """A file with a QR code."""

    content: bytes
    media_type: str
    name: str


def code_of(link: ShortLink, kind: str) -> Code | None:
    """Return the code as "svg", or as PNG "small", "medium" or "large"; None for anything else."""
    if kind == "svg":
        return Code(qr_svg(link.address).encode(), "image/svg+xml", f"qr-{link.code}.svg")
    if kind not in PIXELS:
        return None
    return Code(_png(link.address, PIXELS[kind]), "image/png", f"qr-{link.code}-{kind}.png")


def _png(address: str, pixels: int) -> bytes:
    import segno

    code, made = segno.make(address, error="m", micro=False), io.BytesIO()
    scale = max(1, pixels // code.symbol_size(border=BORDER)[0])
    code.save(made, kind="png", scale=scale, border=BORDER)
    return made.getvalue()
