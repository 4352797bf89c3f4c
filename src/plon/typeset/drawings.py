"""A picture that was drawn as SVG elsewhere, as pixels."""

from plon.typeset.compiler import compile_document
from plon.typeset.papers.drawings import drawing_for_print

# A chart on a sheet is 640 units wide; twice that many pixels are sharp on screens and in slides.
PPI = 144.0


def as_png(svg: str, *, ppi: float = PPI) -> bytes:
    """Return a PNG of an SVG that stands alone, such as `Chart.svg(standalone=True, with_title=True)`; white ground.

    Raises:
        TypesetError: it is no SVG.
    """
    return compile_document("drawing", {"drawing_svg": drawing_for_print(svg)}, output="png", ppi=ppi)
