"""QR codes as SVG, with a title for those who don't see them."""

import functools
import io

import segno


# A kit shows the same code on a dozen files.
@functools.lru_cache(maxsize=64)
def qr_svg(url: str, title: str = "", *, is_scalable: bool = False, border: int = 2) -> str:
    """Return a QR code of `url`; error correction level M, a quiet border of two modules or as many as asked.

    A scalable one has no size of its own: it takes that of the page around it.
    """
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        out,
        kind="svg",
        border=border,
        dark="#1d2a23",
        light="#ffffff",
        title=title or url,
        xmldecl=False,
        svgns=True,
        omitsize=is_scalable,
    )
    return out.getvalue().decode()


def qr_png(url: str, pixels: int, *, border: int = 4) -> bytes:
    """Return a QR code of `url` as PNG, at most so many pixels wide, with whole pixels for each module."""
    code, out = segno.make(url, error="m", micro=False), io.BytesIO()
    scale = max(1, pixels // code.symbol_size(border=border)[0])
    code.save(out, kind="png", scale=scale, border=border)
    return out.getvalue()
