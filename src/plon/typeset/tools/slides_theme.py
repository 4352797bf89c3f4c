"""The ground on which slides stand: the project's colours as a theme, and layouts with our places on 16:9."""

import re
from typing import Any

from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Inches

from plon.typeset.tools import slides as deck
from plon.typeset.tools.slides import Place
from plon.typeset.tools.themes import Palette

# On every machine, and Latin, Greek and Cyrillic are in it.
FONT = "Arial"
# Positions in the library's own template: cover, title with one text, with two under headings, title alone.
COVER, ONE, TWO, TITLE_ONLY = range(4)
_KEPT = (0, 1, 4, 5)
NUMBER = Place(11.583, 6.85, 1.0, 0.4)
_FOOTER = Place(8.9, 6.85, 2.6, 0.4)
_DRAWING = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def set_up(made: Any, colours: Palette) -> None:
    """Make a presentation of the library ours: 16:9, our colours and font as its theme, four layouts."""
    made.slide_width, made.slide_height = Inches(deck.WIDTH), Inches(deck.HEIGHT)
    for layout in [one for position, one in enumerate(made.slide_layouts) if position not in _KEPT]:
        made.slide_layouts.remove(layout)
    _paint(made.slide_master, colours)
    _write(made.slide_master)
    _arrange(made)


def _paint(master: Any, colours: Palette) -> None:
    """Make colours and font those of the theme, so that everything follows when somebody changes it."""
    scheme = {
        "dk1": colours.ink, "lt1": colours.ground, "dk2": colours.head, "lt2": colours.panel,
        "accent1": colours.accent, "accent2": colours.spark, "accent3": colours.mark, "accent4": colours.on_accent,
        "accent5": colours.soft, "accent6": colours.line, "hlink": colours.mark, "folHlink": colours.soft,
    }  # fmt: skip
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    xml = theme.blob.decode("utf-8")
    for name, colour in scheme.items():
        xml = re.sub(f"<a:{name}>.*?</a:{name}>", f'<a:{name}><a:srgbClr val="{colour[1:]}"/></a:{name}>', xml)
    xml = xml.replace('<a:latin typeface="Calibri"/>', f'<a:latin typeface="{FONT}"/>')
    # The library has no call for a theme; its part is bytes.
    theme._blob = xml.replace('name="Office Theme"', 'name="Plon"').encode("utf-8")


def _write(master: Any) -> None:
    """Set titles left and bold in the headline's colour, and paragraphs without bullets, a little apart."""
    styles = master._element.find(qn("p:txStyles"))
    title = styles.find(f"{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    title.set("algn", "l")
    title.find(qn("a:defRPr")).set("b", "1")
    for colour in title.iter(qn("a:schemeClr")):
        colour.set("val", "tx2")
    body = styles.find(f"{qn('p:bodyStyle')}/{qn('a:lvl1pPr')}")
    body.set("marL", "0")
    body.set("indent", "0")
    for bullet in (body.find(qn("a:buChar")), body.find(qn("a:buFont"))):
        body.remove(bullet)
    body.find(qn("a:spcBef")).addnext(parse_xml(f"<a:buNone {_DRAWING}/>"))
    body.find(f"{qn('a:spcBef')}/{qn('a:spcPct')}").set("val", "40000")


def _arrange(made: Any) -> None:
    master = made.slide_master
    cover, one, two, bare = made.slide_layouts
    places: tuple[tuple[Any, dict[int, Place]], ...] = (
        (master, {0: deck.TITLE, 1: deck.WIDE}),
        (cover, {0: deck.COVER, 1: deck.COVER_MESSAGE}),
        (one, {0: deck.TITLE, 1: deck.WIDE}),
        (two, {0: deck.TITLE, 1: deck.LEFT_HEAD, 2: deck.LEFT, 3: deck.RIGHT_HEAD, 4: deck.RIGHT}),
        (bare, {0: deck.TITLE}),
    )
    _draw(master, Place(0, deck.FOOT, deck.WIDTH, deck.HEIGHT - deck.FOOT), '<a:srgbClr val="FFFFFF"/>')
    _draw(master, Place(0, 0, deck.WIDTH, 0.14), '<a:schemeClr val="accent1"/>')
    _draw(cover, Place(0, 0, deck.WIDTH, deck.FOOT), '<a:schemeClr val="accent1"/>')
    for page, boxes in places:
        for shape in page.placeholders:
            _place(shape, boxes)


def _place(shape: Any, boxes: dict[int, Place]) -> None:
    kind = shape.placeholder_format.type.name
    if kind == "SLIDE_NUMBER":
        put(shape, NUMBER)
        for properties in shape._element.iter(qn("a:defRPr")):
            fill = properties.find(qn("a:solidFill"))
            if fill is not None:
                properties.remove(fill)
            # The foot is white in every theme.
            properties.insert(0, parse_xml(f'<a:solidFill {_DRAWING}><a:srgbClr val="3F4743"/></a:solidFill>'))
    elif kind in {"DATE", "FOOTER"}:
        put(shape, _FOOTER)
    else:
        is_title = kind in {"TITLE", "CENTER_TITLE"}
        put(shape, boxes[0 if is_title else shape.placeholder_format.idx or 1])
        shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP
        # The library's template sets the cover in the middle.
        for level in shape._element.iter(qn("a:lvl1pPr")):
            level.set("algn", "l")


def put(shape: Any, place: Place) -> None:
    """Put a shape where it belongs."""
    shape.left, shape.top = Inches(place.x), Inches(place.y)
    shape.width, shape.height = Inches(place.width), Inches(place.height)


def _draw(page: Any, place: Place, fill: str) -> None:
    """Draw an area behind all else; the library draws on slides only, its tree of shapes on layouts too."""
    tree = page.shapes._spTree
    number = max(int(found) for found in tree.xpath("//p:cNvPr/@id")) + 1
    area = tree.add_autoshape(number, f"Area {number}", "rect", *(Inches(side) for side in sides(place)))
    for style in area.findall(qn("p:style")):
        area.remove(style)
    area.spPr.append(parse_xml(f"<a:solidFill {_DRAWING}>{fill}</a:solidFill>"))
    area.spPr.append(parse_xml(f"<a:ln {_DRAWING}><a:noFill/></a:ln>"))
    tree.remove(area)
    # The first two entries of a tree are its own properties.
    tree.insert(2, area)


def sides(place: Place) -> tuple[float, float, float, float]:
    """Return left, top, width and height in inches."""
    return place.x, place.y, place.width, place.height
