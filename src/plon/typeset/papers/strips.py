"""A chart that is taller than a page, as several pictures one above the other, cut where nothing stands."""

import copy
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from lxml import etree

_SVG = "{http://www.w3.org/2000/svg}"
_NOT_DRAWN = {f"{_SVG}title", f"{_SVG}desc", f"{_SVG}defs"}
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
# A cut lies in the last quarter of the room, where the gap between two things is widest.
_LATEST_PART = 0.75
# A drawing that would fill more pages than these is none to be read.
_MOST = 12

Extent = tuple[float, float]


def strips(svg: str, most: float) -> list[str]:
    """Return the drawing, or where its height is more than `most` times its width, its parts from the top down.

    A drawing with anything whose height can't be told stays in one piece.
    """
    try:
        root = etree.fromstring(svg.encode())
        left, top, width, height = map(float, (root.get("viewBox") or "").replace(",", " ").split())
        if not most * width < height < most * width * _MOST:
            return [svg]
        extents = {element: _extent(element) for element in root if element.tag not in _NOT_DRAWN}
    except (etree.XMLSyntaxError, ValueError, TypeError):
        return [svg]
    # What runs all along, such as the ground or the line of an axis, is in every part.
    short = {one: extent for one, extent in extents.items() if extent and extent[1] - extent[0] < most * width / 4}
    edges = [top, *_cuts(list(_merged(short.values())), top, top + height, most * width), top + height]
    return [_part(root, short, (left, upper, width, lower - upper)) for upper, lower in pairwise(edges)]


def _cuts(merged: list[Extent], top: float, bottom: float, room: float) -> Iterator[float]:
    while bottom - top > room:
        gaps = [
            (below[0] - above[1], (above[1] + below[0]) / 2)
            for above, below in pairwise(merged)
            if top + room * _LATEST_PART < (above[1] + below[0]) / 2 <= top + room
        ]
        top = max(gaps)[1] if gaps else top + room
        yield top


def _merged(extents: Iterable[Extent]) -> Iterator[Extent]:
    """Yield what is drawn from the top down, things side by side as one."""
    together: Extent | None = None
    for upper, lower in sorted(extents):
        if together is None or upper > together[1]:
            if together is not None:
                yield together
            together = (upper, lower)
        together = (together[0], max(together[1], lower))
    if together is not None:
        yield together


def _part(root: etree._Element, short: Mapping[etree._Element, Extent], view: tuple[float, float, float, float]) -> str:
    made = copy.copy(root)
    for child in list(made):
        made.remove(child)
    _left, upper, width, height = view
    for element in root:
        extent = short.get(element)
        if extent is None or upper <= (extent[0] + extent[1]) / 2 < upper + height:
            made.append(copy.deepcopy(element))
    made.set("viewBox", " ".join(f"{number:g}" for number in view))
    made.set("width", f"{width:g}")
    made.set("height", f"{height:g}")
    return etree.tostring(made, encoding="unicode")


def _extent(element: etree._Element) -> Extent | None:
    """Return from where to where an element stands; None for the ground, which is everywhere.

    Raises:
        ValueError: it can't be told.
    """
    if element.get("transform"):
        raise ValueError(element.tag)
    match str(element.tag).removeprefix(_SVG):
        case "rect":
            if (element.get("height") or "").endswith("%"):
                return None
            upper = _number(element, "y")
            return upper, upper + _number(element, "height")
        case "text":
            foot, size = _number(element, "y"), _number(element, "font-size")
            return foot - size, foot + size * 0.3
        case "line":
            upper, lower = sorted((_number(element, "y1"), _number(element, "y2")))
            return upper, lower
        case "circle":
            middle, radius = _number(element, "cy"), _number(element, "r")
            return middle - radius, middle + radius
        case "polygon" | "polyline":
            heights = [float(number) for number in _NUMBER.findall(element.get("points") or "")][1::2]
            return min(heights), max(heights)
    raise ValueError(element.tag)


def _number(element: etree._Element, name: str) -> float:
    return float(element.get(name) or 0)
