"""QR codes as SVG, with a title for those who don't see them."""

import io

import segno


def qr_svg(url: str, title: str = "") -> str:
    """Return a QR code of `url`; error correction level M, a quiet border of two modules."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        out, kind="svg", border=2, dark="#1d2a23", light="#ffffff", title=title or url, xmldecl=False, svgns=True
    )
    return out.getvalue().decode()
