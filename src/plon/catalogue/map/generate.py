"""Make `europe.json`, the outlines of the map: ``python -m plon.catalogue.map.generate countries-50m.json``.

The file comes from the npm package world-atlas 2.0.2 (Natural Earth 1:50m, public domain). Borders are simplified as
the lines that neighbours share, so that no gap opens between them, then projected to Lambert's azimuthal equal-area
projection of Europe (centre 52° N 10° E, as EPSG:3035) and cut to the frame.

Two choices are ours, as the programme sees it (Programme Guide 2025, pp. 34-36): Crimea is drawn with Ukraine, and
the north of Cyprus with Cyprus. The page says that outlines are no statement on borders.
"""

import itertools
import json
import math
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from babel.core import get_global

Point = tuple[float, float]

CENTRE_LATITUDE, CENTRE_LONGITUDE = math.radians(52), math.radians(10)
RADIUS = 6_371_000
# The frame in metres from the centre, and the width of the drawing.
WEST, EAST, SOUTH, NORTH = -2_750_000, 2_950_000, -2_150_000, 2_350_000
WIDTH = 1000
SCALE = WIDTH / (EAST - WEST)
HEIGHT = round((NORTH - SOUTH) * SCALE)
# In units of the drawing: what is closer to a straight line than this is straight; what is smaller is left out.
TOLERANCE, SMALLEST = 0.8, 9.0
# Countries smaller than this get a dot.
NEEDS_DOT = 120.0
# With a dot though their outlines are too small for the drawing, or missing: latitude, longitude.
TINY = {"MT": (35.9, 14.4), "LI": (47.16, 9.55), "AD": (42.55, 1.57), "MC": (43.74, 7.42), "SM": (43.94, 12.46),
        "LU": (49.77, 6.1), "VA": (41.9, 12.45)}  # fmt: skip
CRIMEA = (45.2, 34.3)
CODES = {"Kosovo": "XK", "N. Cyprus": "CY"}


def project(longitude: float, latitude: float) -> Point:
    """Return where a place lies in the drawing."""
    lam, phi = math.radians(longitude) - CENTRE_LONGITUDE, math.radians(latitude)
    sin0, cos0 = math.sin(CENTRE_LATITUDE), math.cos(CENTRE_LATITUDE)
    k = math.sqrt(2 / max(1 + sin0 * math.sin(phi) + cos0 * math.cos(phi) * math.cos(lam), 1e-9))
    x = RADIUS * k * math.cos(phi) * math.sin(lam)
    y = RADIUS * k * (cos0 * math.sin(phi) - sin0 * math.cos(phi) * math.cos(lam))
    return (x - WEST) * SCALE, (NORTH - y) * SCALE


def arcs_of(atlas: dict[str, Any]) -> list[list[Point]]:
    """Return the shared lines of the atlas as places on the earth."""
    (sx, sy), (tx, ty) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    arcs = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    return arcs


def simplify(points: Sequence[Point], tolerance: float) -> list[Point]:
    """Leave out points that lie within `tolerance` of the line without them (Douglas and Peucker)."""
    if len(points) < 3:
        return list(points)
    (ax, ay), (bx, by) = points[0], points[-1]
    length = math.hypot(bx - ax, by - ay)
    furthest, distance = 0, -1.0
    for place, (x, y) in enumerate(points[1:-1], 1):
        away = abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length if length else math.hypot(x - ax, y - ay)
        if away > distance:
            furthest, distance = place, away
    if distance <= tolerance:
        return [points[0], points[-1]]
    return simplify(points[: furthest + 1], tolerance)[:-1] + simplify(points[furthest:], tolerance)


def ring_of(indices: Iterable[int], arcs: Sequence[Sequence[Point]]) -> list[Point]:
    ring: list[Point] = []
    for index in indices:
        arc = list(arcs[index]) if index >= 0 else list(reversed(arcs[~index]))
        ring += arc[1:] if ring else arc
    return ring


def clip(ring: Sequence[Point]) -> list[Point]:
    """Cut a ring to the frame, side by side (Sutherland and Hodgman)."""
    points = list(ring)
    for axis, limit, sign in ((0, -2.0, 1), (0, WIDTH + 2.0, -1), (1, -2.0, 1), (1, HEIGHT + 2.0, -1)):
        kept: list[Point] = []
        for here, after in zip(points, points[1:] + points[:1], strict=True):
            is_in, will_be_in = sign * (here[axis] - limit) >= 0, sign * (after[axis] - limit) >= 0
            if is_in:
                kept.append(here)
            if is_in != will_be_in:
                share = (limit - here[axis]) / (after[axis] - here[axis])
                kept.append((here[0] + share * (after[0] - here[0]), here[1] + share * (after[1] - here[1])))
        points = kept
    return points


def area(ring: Sequence[Point]) -> float:
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True) if ring else ()
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2


def holds(ring: Sequence[Point], point: Point) -> bool:
    x, y = point
    is_inside = False
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            is_inside = not is_inside
    return is_inside


def path_of(ring: Sequence[Point]) -> str:
    rounded = [(round(x), round(y)) for x, y in ring]
    points = [point for place, point in enumerate(rounded) if not place or point != rounded[place - 1]]
    steps = [f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in itertools.pairwise(points)]
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z".replace(" -", "-")


def main(source: str) -> None:
    atlas = json.loads(Path(source).read_text())
    arcs = [
        simplify([project(*place) for place in arc], TOLERANCE) if any(map(_is_near, arc)) else [project(*arc[0])]
        for arc in arcs_of(atlas)
    ]
    aliases = get_global("territory_aliases")
    crimea = project(CRIMEA[1], CRIMEA[0])
    rings: dict[str, list[list[Point]]] = {}
    for country in atlas["objects"]["countries"]["geometries"]:
        name = country["properties"]["name"]
        code = CODES.get(name) or next(iter(aliases.get(country.get("id", ""), [])), "")
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        for polygon in polygons:
            ring = clip(ring_of(polygon[0], arcs))
            if len(ring) > 2 and area(ring) >= SMALLEST:
                rings.setdefault("UA" if code == "RU" and holds(ring, crimea) else code, []).append(ring)
    outlines = {code: "".join(map(path_of, found)) for code, found in sorted(rings.items()) if code}
    dots = {code: [round(part) for part in project(east, north)] for code, (north, east) in TINY.items()}
    small = [code for code, found in rings.items() if sum(map(area, found)) < NEEDS_DOT and code and code not in dots]
    for code in small:
        biggest = max(rings[code], key=area)
        if code in {"CY", "XK", "ME"}:
            dots[code] = [round(sum(part) / len(biggest)) for part in zip(*biggest, strict=True)]
    made = {"width": WIDTH, "height": HEIGHT, "outlines": outlines, "dots": dict(sorted(dots.items()))}
    text = json.dumps(made, indent=0, separators=(",", ":"))
    (Path(__file__).parent / "europe.json").write_text(text + "\n")


def _is_near(place: Point) -> bool:
    return -40 < place[0] < 75 and place[1] > 20


if __name__ == "__main__":
    main(sys.argv[1])
