"""From a tool's content to what its template takes: values as JSON, pictures as files of the size that is needed."""

import functools
import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from PIL import Image, ImageOps

from plon.typeset.compiler import TypesetError
from plon.typeset.emblem import emblem_svg
from plon.typeset.marks import SMALLEST_MM, licence_badge_svg, strip
from plon.typeset.qr import qr_svg
from plon.typeset.tools.binding import bound
from plon.typeset.tools.content import Logo, ToolContent
from plon.typeset.tools.themes import headline_fonts, palette
from plon.typeset.tools.words import words

# What printers ask of photos that are looked at from a distance; more only makes files heavy.
PPI = 200
# Sides of a photo in pixels beyond which no reader sees a difference, and a poster would weigh 20 MB.
LARGEST_SIDE = 4200
LOGO_SIDE = 900
READ_ALOUD = frozenset({"emblem", "logo", "qr"})
# A statement of middling length, where a grant's wording is not known.
STATEMENT_CHARS = 40

_VIEW_BOX = re.compile(rb"viewBox\s*=\s*[\"']\s*[-\d.eE]+[\s,]+[-\d.eE]+[\s,]+([\d.eE]+)[\s,]+([\d.eE]+)")
_SIDE = re.compile(rb"<svg\b[^>]*?\s(width|height)\s*=\s*[\"']\s*([\d.]+)")


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a template takes: JSON-able values, and files that it finds beside it."""

    values: Mapping[str, Any]
    files: Mapping[str, bytes] = field(default_factory=dict)


def prepared(
    content: ToolContent,
    *,
    strip_mm: float,
    photo_mm: tuple[float, float] | None = None,
    smallest_mm: float = SMALLEST_MM,
    ppi: float = PPI,
    more: Mapping[str, Any] | None = None,
) -> Prepared:
    """Prepare a content for a template that uses ``lib.typ``.

    Args:
        content: what is to be said.
        strip_mm: width of the funding strip.
        photo_mm: the box that the photo fills; None where the tool shows none.
        smallest_mm: smallest height of the emblem; less than 10 only on things too small for it.
        ppi: pixels per inch of the photo; a preview needs fewer.
        more: further values of the tool's own.

    Raises:
        TypesetError: a picture can't be read.
    """

    def said(text: str) -> str:
        return bound(text.strip(), content.language)

    files: dict[str, bytes] = {}
    photo = None
    if content.photo and photo_mm:
        files["photo.jpg"] = _photo(content.photo.data, content.photo.alt, photo_mm, ppi)
        photo = {"file": "photo.jpg", "alt": content.photo.alt}
    logos: list[dict[str, Any]] = []
    for position, logo in enumerate(content.logos):
        name, data, size = _logo(logo, position)
        files[name] = data
        logos.append({"file": name, "size": size, "alt": f"{words(content.language)['logo']} {logo.name}"})
    notices = content.notices
    laid = strip(
        strip_mm,
        [logo["size"] for logo in logos],
        smallest_mm=smallest_mm,
        statement_chars=len(notices.statement) or STATEMENT_CHARS,
    )
    values = {
        "language": content.language,
        "title": content.title or content.project_title or content.project_acronym or "Plon",
        "author": content.coordinator or "Plon",
        "theme": content.look.theme,
        "palette": asdict(palette(content.look)),
        "head_fonts": list(headline_fonts(content.look.theme)),
        "words": {key: word if key in READ_ALOUD else said(word) for key, word in words(content.language).items()},
        "headline": said(content.title),
        "message": said(content.message),
        "group": said(content.group),
        "project": {"title": said(content.project_title), "acronym": content.project_acronym},
        "coordinator": content.coordinator,
        "partners": [asdict(partner) for partner in content.partners],
        "results": [{key: said(value) for key, value in asdict(result).items()} for result in content.results],
        "link": content.link,
        "link_shown": shown_link(content.link),
        "qr_svg": qr_svg(content.link) if content.link else "",
        "notices": asdict(notices),
        "licence_badge_svg": licence_badge_svg(notices.licence) if notices.licence else "",
        "emblem_svg": emblem_svg(),
        "strip": asdict(laid),
        "logos": logos,
        "photo": photo,
        "contact": content.contact,
        "example": content.example,
        "fields": dict(content.fields),
        **(more or {}),
    }
    return Prepared(values, files)


def shown_link(link: str) -> str:
    """Return an address as people read it: without scheme and closing slash."""
    return re.sub(r"^https?://(www\.)?", "", link).rstrip("/")


# A preview that follows the typing and a kit in four languages show the same photo again and again, in 13 sizes.
@functools.lru_cache(maxsize=16)
def _photo(data: bytes, name: str, box_mm: tuple[float, float], ppi: float) -> bytes:
    """Return the photo as JPEG, cut evenly to the box's shape, no larger than needed, without what the camera wrote."""
    width, height = (max(1, round(side / 25.4 * ppi)) for side in box_mm)
    shrink = min(1.0, LARGEST_SIDE / max(width, height))
    width, height = max(1, round(width * shrink)), max(1, round(height * shrink))
    with _opened(data, name) as picture:
        # Lets the decoder skip what would be thrown away; either side may be the long one before it is turned upright.
        longer = max(width, height)
        picture.draft("RGB", (longer, longer))
        ImageOps.exif_transpose(picture, in_place=True)
        profile = picture.info.get("icc_profile") if picture.mode == "RGB" else None
        upright = _opaque(picture)
    # A photo smaller than its box keeps its pixels, larger ones are cut and shrunk.
    enlarged = max(width / upright.width, height / upright.height, 1.0)
    size = (max(1, int(width / enlarged)), max(1, int(height / enlarged)))
    scale = max(size[0] / upright.width, size[1] / upright.height)
    cut = (min(size[0] / scale, upright.width), min(size[1] / scale, upright.height))
    left, top = (upright.width - cut[0]) / 2, (upright.height - cut[1]) / 2
    fitted = upright.resize(
        size, Image.Resampling.HAMMING, box=(left, top, left + cut[0], top + cut[1]), reducing_gap=2.0
    )
    out = io.BytesIO()
    fitted.save(out, "JPEG", quality=86, icc_profile=profile)
    return out.getvalue()


def _opaque(picture: Image.Image) -> Image.Image:
    if picture.mode == "RGB":
        return picture
    if picture.has_transparency_data:
        white = Image.new("RGBA", picture.size, "white")
        return Image.alpha_composite(white, picture.convert("RGBA")).convert("RGB")
    return picture.convert("RGB")


@functools.lru_cache(maxsize=32)
def _logo(logo: Logo, position: int) -> tuple[str, bytes, tuple[float, float]]:
    if b"<svg" in logo.data[:2000]:
        return f"logo-{position}.svg", logo.data, _svg_size(logo.data)
    with _opened(logo.data, logo.name) as picture:
        upright = ImageOps.exif_transpose(picture).convert("RGBA")
    upright.thumbnail((LOGO_SIDE, LOGO_SIDE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    upright.save(out, "PNG")
    return f"logo-{position}.png", out.getvalue(), (float(upright.width), float(upright.height))


def _svg_size(data: bytes) -> tuple[float, float]:
    if found := _VIEW_BOX.search(data):
        width, height = float(found[1]), float(found[2])
    else:
        sides = {name: float(value) for name, value in _SIDE.findall(data)}
        width, height = sides.get(b"width", 1.0), sides.get(b"height", 1.0)
    return (width, height) if width > 0 and height > 0 else (1.0, 1.0)


@contextmanager
def _opened(data: bytes, name: str) -> Iterator[Image.Image]:
    try:
        with Image.open(io.BytesIO(data)) as picture:
            yield picture
    except (OSError, SyntaxError, Image.DecompressionBombError) as refusal:
        # Pillow's readers raise SyntaxError for broken PNGs.
        message = f"The picture {name!r} can't be read."
        raise TypesetError(message) from refusal
