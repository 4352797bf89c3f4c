"""The sizes in which texts show pictures: made once a text is published, so that no reader waits for them."""

import logging
from collections.abc import Iterator

from django.db.models import prefetch_related_objects

from plon.files.refusals import FileRefused
from plon.pages import whole_address
from plon.portal.models import Article, GuideText, Picture, Rendition

log = logging.getLogger("plon.portal")

CARD = "fill-640x400|format-webp"
# As wide as the page's column, and twice as wide for sharp screens.
WIDE, WIDEST = "width-960|format-webp", "width-1920|format-webp"
# What social networks show: their form and size; not all of them read WebP.
SOCIAL = "fill-1200x630|format-jpeg"
# Letters are read by programs that don't know WebP.
LETTER = "fill-640x400|format-jpeg"


def pictures_in(text: Article | GuideText) -> Iterator[Picture]:
    """Yield the pictures of an article or a guide, first the one above its text."""
    if isinstance(text, Article) and text.picture:
        yield text.picture
    for piece in text.body:
        if piece.block_type == "picture" and piece.value["image"]:
            yield piece.value["image"]


def load_sizes(text: Article | GuideText) -> None:
    """Bring the sizes of all its pictures along, in one question, however many there are."""
    prefetch_related_objects(list(pictures_in(text)), "renditions")


def make_sizes(text: Article | GuideText) -> None:
    """Make what its pages will show."""
    for picture in pictures_in(text):
        _make(picture, WIDE, WIDEST)
    if isinstance(text, Article) and text.picture:
        _make(text.picture, CARD, SOCIAL, LETTER)


def size_of(picture: Picture, size: str) -> Rendition | None:
    """Return a picture in a size, made now if nobody made it yet; None if it can't be made: the page goes without."""
    return _make(picture, size).get(size)


def _make(picture: Picture, *sizes: str) -> dict[str, Rendition]:
    # One by one: readers may ask for the same ones meanwhile, and only one at a time is made by only one of them.
    try:
        made: dict[str, Rendition] = {size: picture.get_rendition(size) for size in sizes}
    except (OSError, FileRefused):
        log.exception("the picture %s can't be shown", picture.pk)
        return {}
    return made


def social_picture(article: Article) -> str:
    """Return the whole address of what networks show beside a link; "" if it has no picture."""
    shown = size_of(article.picture, SOCIAL) if article.picture else None
    return whole_address(shown.url) if shown else ""
