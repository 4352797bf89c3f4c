"""The sizes in which articles show pictures: made when an article is published, so that no reader waits for them."""

from collections.abc import Iterator

from django.db.models import prefetch_related_objects

from plon.pages import whole_address
from plon.portal.models import Article, Picture

CARD = "fill-640x400|format-webp"
# As wide as the page's column, and twice as wide for sharp screens.
WIDE, WIDEST = "width-960|format-webp", "width-1920|format-webp"
# What social networks show: their form and size; not all of them read WebP.
SOCIAL = "fill-1200x630|format-jpeg"
# Letters are read by programs that don't know WebP.
LETTER = "fill-640x400|format-jpeg"


def pictures_in(article: Article) -> Iterator[Picture]:
    """Yield the pictures of an article, first the one above its text."""
    if article.picture:
        yield article.picture
    for piece in article.body:
        if piece.block_type == "picture" and piece.value["image"]:
            yield piece.value["image"]


def load_sizes(article: Article) -> None:
    """Bring the sizes of all its pictures along, in one question, however many there are."""
    prefetch_related_objects(list(pictures_in(article)), "renditions")


def make_sizes(article: Article) -> None:
    """Make what its pages will show."""
    for picture in pictures_in(article):
        picture.get_renditions(WIDE, WIDEST)
    if article.picture:
        article.picture.get_renditions(CARD, SOCIAL, LETTER)


def social_picture(article: Article) -> str:
    """Return the whole address of what networks show beside a link; "" if it has no picture."""
    return whole_address(article.picture.get_rendition(SOCIAL).url) if article.picture else ""
