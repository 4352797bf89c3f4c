"""The colours of a theme where paper stays light: people sign on it, or it is a sticker."""

from dataclasses import asdict

from plon.typeset.tools.content import Look
from plon.typeset.tools.themes import palette


def paper_palette(look: Look) -> dict[str, str]:
    """Return the palette of the look, that of the white theme in its accent where the look colours the whole page."""
    return asdict(palette(Look("clear", look.accent) if look.theme == "bold" else look))
