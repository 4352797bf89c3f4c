"""Opens pictures within limits, and looks for the emblem in them."""

import base64
import io
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from plon.visibility.emblem.finding import Sighting, emblems_in
from plon.visibility.reading.document import Box, Document, Emblem, Page, Unreadable

MOST_PIXELS = 60_000_000
LARGEST_SVG = 4 * 1024 * 1024
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
# What is shown of an emblem's surroundings, and how large at most.
CROP_MARGIN, CROP_SIDE = 1.2, 480


def opened(content: bytes) -> tuple[Image.Image, tuple[str, ...]]:
    """Return a picture, upright, and notes on what was left out.

    Raises:
        Unreadable: it is damaged, of another kind, or has too many pixels.
    """
    if is_svg(content):
        return _drawn_svg(content), ()
    if content[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc", b"ftypheim"}:
        return _heic(content), ()
    try:
        picture: Image.Image = Image.open(io.BytesIO(content), formats=FORMATS)
        _refuse_giant(picture.width, picture.height)
        notes = ("first-frame",) if getattr(picture, "is_animated", False) else ()
        if picture.format == "JPEG":
            picture.draft("RGB", (2400, 2400))
        picture.load()
        if picture.mode == "P" or picture.mode.startswith("I"):
            picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
        return ImageOps.exif_transpose(picture) or picture, notes
    except Image.DecompressionBombError as bomb:
        raise Unreadable("too-many-pixels") from bomb
    except UnidentifiedImageError as unknown:
        raise Unreadable("not-taken") from unknown
    except (OSError, ValueError, SyntaxError, EOFError, IndexError) as broken:
        raise Unreadable("damaged") from broken


def is_svg(content: bytes) -> bool:
    head = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<svg", b"<?xml", b"<!doctype svg", b"<!--")) and b"<svg" in content[:8192].lower()


def _drawn_svg(content: bytes) -> Image.Image:
    """Draw an SVG with the typesetter's own reader, which follows no links."""
    import typst

    if len(content) > LARGEST_SVG:
        raise Unreadable("too-complex")
    page = b"#set page(width: 300pt, height: auto, margin: 0pt)\n#image(sys.inputs.svg, width: 300pt)"
    # Bytes reach the document as a file of the compiler's own, not of this disk.
    sources: Any = {"main": page, "drawing.svg": content}  # the stubs know files only
    try:
        drawn: Any = typst.compile(sources, sys_inputs={"svg": "drawing.svg"}, format="png", ppi=230,
                                   ignore_system_fonts=True)  # fmt: skip
    except RuntimeError as refusal:
        raise Unreadable("damaged") from refusal
    picture = Image.open(io.BytesIO(drawn[0] if isinstance(drawn, list) else drawn))
    _refuse_giant(picture.width, picture.height)
    return picture.convert("RGB")


def _heic(content: bytes) -> Image.Image:
    import pillow_heif

    try:
        heif = pillow_heif.open_heif(io.BytesIO(content), convert_hdr_to_8bit=True)
        _refuse_giant(*heif.size)
        return heif.to_pillow().convert("RGB")
    except (ValueError, OSError, RuntimeError, SyntaxError, EOFError) as broken:
        raise Unreadable("damaged") from broken


def _refuse_giant(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise Unreadable("too-many-pixels")


def read_picture(content: bytes) -> Document:
    """Read a file that is one picture. It has no text that a machine can read."""
    picture, notes = opened(content)
    emblems = tuple(emblem_of(each, picture) for each in emblems_in(picture)[:6])
    return Document("picture", pages=(Page(),), page_count=1, pages_seen=1, emblems=emblems, notes=notes)


def emblem_of(
    sighting: Sighting,
    picture: Image.Image,
    *,
    page: int = 0,
    mm_per_pixel: float = 0.0,
    index: int = -1,
    place: Box = (0.0, 0.0, 100.0, 100.0),
    has_ink_beside: bool | None = None,
) -> Emblem:
    """Return a sighting as it goes into the document.

    Args:
        sighting: in pixels of `picture`.
        picture: the page or picture looked at.
        page: index of the page.
        mm_per_pixel: 0 if unknown.
        index: of the picture in the document's list, -1 for a page.
        place: where the picture lies on its page, in percent.
        has_ink_beside: as known of a page with text; else it is looked for.
    """
    left, top, width, height = sighting.box
    box = (
        place[0] + left / picture.width * place[2],
        place[1] + top / picture.height * place[3],
        width / picture.width * place[2],
        height / picture.height * place[3],
    )
    return Emblem(
        page=page,
        box=(round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2)),
        score=round(sighting.score, 3),
        height_px=round(sighting.height, 1),
        height_mm=round(sighting.height * mm_per_pixel, 1),
        ratio=round(sighting.ratio, 3),
        is_round=sighting.ring.is_round,
        has_field=sighting.has_field,
        turned=round(sighting.ring.turned, 1),
        is_upside_down=sighting.ring.is_upside_down,
        is_on_side=sighting.is_on_side,
        field=sighting.ring.field,
        star=sighting.ring.star,
        picture=index,
        has_ink_beside=ink_beside(picture, sighting.box) if has_ink_beside is None else has_ink_beside,
        crop=_crop(picture, sighting.box),
    )


def ink_beside(picture: Image.Image, box: Box) -> bool:
    """Tell whether something stands to the right, left, above or below the emblem within a few of its heights."""
    import numpy as np

    left, top, width, height = box
    reach = (
        (left + width * 1.03, top - height * 0.1, left + width + height * 7, top + height * 1.1),
        (left - height * 7, top - height * 0.1, left - width * 0.03, top + height * 1.1),
        (left - height, top + height * 1.05, left + width + height, top + height * 2),
        (left - height, top - height, left + width + height, top - height * 0.05),
    )
    for x0, y0, x1, y1 in reach:
        corners = int(max(x0, 0)), int(max(y0, 0)), int(min(x1, picture.width)), int(min(y1, picture.height))
        if corners[2] - corners[0] < 4 or corners[3] - corners[1] < 4:
            continue
        part = np.asarray(picture.crop(corners).convert("L"), np.float32)
        if (np.abs(part - np.median(part)) > 50).mean() > 0.01:
            return True
    return False


def _crop(picture: Image.Image, box: Box) -> str:
    left, top, width, height = box
    around = height * CROP_MARGIN
    crop = picture.crop(
        (
            max(int(left - around), 0),
            max(int(top - around), 0),
            min(int(left + width + around * 3), picture.width),
            min(int(top + height + around), picture.height),
        )
    ).convert("RGB")
    crop.thumbnail((CROP_SIDE, CROP_SIDE))
    kept = io.BytesIO()
    crop.save(kept, "JPEG", quality=82)
    return base64.b64encode(kept.getvalue()).decode()
