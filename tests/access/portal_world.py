"""What the doors of news lead to: an article with its picture."""

from typing import TYPE_CHECKING

from tests.portal.making import make_article, make_picture

if TYPE_CHECKING:
    from tests.access.world import World


def add_articles(world: "World") -> None:
    picture = make_picture()
    rendition = picture.get_rendition("width-320|format-webp")
    world.fillings |= {
        "portal:article:slug": make_article(slug=f"door-{world.project.public_id}", picture=picture).slug,
        "portal_picture:name": rendition.file.name.rpartition("/")[2],
    }
