"""Cards for social networks: the message as the hook, in the three shapes that networks show, one point a pixel."""

from dataclasses import dataclass, replace

from plon.typeset.tools.content import ToolContent
from plon.typeset.tools.data import Prepared, prepared
from plon.typeset.tools.fitting import preview as shown
from plon.typeset.tools.fitting import render, too_long
from plon.typeset.tools.tool import Output, Preview, Tool, TooLong

# One point of the template is one pixel of the picture.
PPI = 72
MM = 25.4 / PPI
# The emblem's part of a picture's height, so that it can be told in a feed.
EMBLEM_SHARE = 12
PREVIEW_PPI = 48


@dataclass(frozen=True, slots=True)
class Shape:
    """A picture in pixels, the box of its photo, the width of its funding strip, and what the network's own signs
    cover at the top and at the bottom (stories: about an eighth and a fifth).
    """

    width: int
    height: int
    photo: tuple[int, int]
    strip: int
    covered: tuple[int, int] = (0, 0)


SHAPES = {
    "wide": Shape(1200, 630, (420, 520), 720),
    "square": Shape(1080, 1080, (1080, 440), 956),
    "tall": Shape(1080, 1920, (1080, 620), 920, (270, 380)),
}


def make(content: ToolContent, output: str) -> bytes:
    """Return one card as PNG.

    Raises:
        KeyError: no such shape.
        TextTooLong: a text has no room.
        TypesetError: the compiler refused.
    """
    return render("cards", _prepared(content, output), "png", ppi=PPI)[0]


def preview(content: ToolContent) -> Preview:
    """Return the three cards, smaller, with what is too long running over.

    Raises:
        TypesetError: the compiler refused.
    """
    return Preview(
        pages=tuple(page for key in SHAPES for page in shown("cards", _prepared(content, key), ppi=PREVIEW_PPI).pages)
    )


def find_too_long(content: ToolContent) -> tuple[TooLong, ...]:
    """Return what has no room on one of the cards, each text once, as the narrowest card says.

    Raises:
        TypesetError: the compiler refused.
    """
    found: dict[str, int] = {}
    for key in SHAPES:
        for text in too_long("cards", _prepared(content, key)):
            found[text.text] = max(found.get(text.text, 0), text.characters)
    return tuple(TooLong(text, characters) for text, characters in found.items())


def _prepared(content: ToolContent, key: str) -> Prepared:
    shape = SHAPES[key]
    width, height = shape.photo
    return prepared(
        # One logo at most, and none beside the large emblem of the tall card: a card is as wide as a thumb.
        replace(content, logos=() if key == "tall" else content.logos[:1]),
        strip_mm=shape.strip * MM,
        photo_mm=(width * MM, height * MM),
        # A hair more, so that rounding takes nothing away.
        smallest_mm=shape.height / EMBLEM_SHARE * MM * 1.01,
        ppi=PPI,
        more={
            "card": {
                "shape": key,
                "width": shape.width,
                "height": shape.height,
                "photo": {"width": width, "height": height},
                "covered": {"top": shape.covered[0], "bottom": shape.covered[1]},
            },
        },
    )


TOOL = Tool(
    key="cards",
    outputs=tuple(Output(key, "png", "image/png") for key in SHAPES),
    texts=("title", "message"),
    make=make,
    preview=preview,
    too_long=find_too_long,
)
