"""Articles and pictures for tests, made as editors make them."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from wagtail.models import Locale

from plon.accounts.models import User
from plon.portal.cms.accounts import admit_editor
from plon.portal.cms.tree import ensure_tree
from plon.portal.models import Article, Picture
from plon.portal.news.sizes import make_sizes


def jpeg(width: int = 1400, height: int = 900) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "darkgreen").save(out, "JPEG")
    return out.getvalue()


def make_picture(**fields: Any) -> Picture:
    given = {
        "title": "Field", "description": "A field of wheat in July", "author": "Example author", "licence": "CC0-1.0",
        "file": SimpleUploadedFile("field.jpg", jpeg(), "image/jpeg"), **fields,
    }  # fmt: skip
    ensure_tree()
    picture = Picture(**given)
    picture.save()
    return picture


def make_article(language: str = "en", *, by: User | None = None, publish: bool = True, **fields: Any) -> Article:
    """Write an article and publish it, as the editors' system does."""
    folders = ensure_tree()
    if by:
        admit_editor(by)
    title = fields.pop("title", "Harvest in July")
    tags = fields.pop("tags", ())
    article = Article(
        title=title, lead=fields.pop("lead", "What teachers took home."), live=False, owner=by,
        **({"slug": fields.pop("slug")} if "slug" in fields else {}), **fields,
    )  # fmt: skip
    folders[language].add_child(instance=article)
    article.tags.add(*tags)
    revision = article.save_revision(user=by)
    if publish:
        revision.publish(user=by)
        article.refresh_from_db()
        make_sizes(article)  # as a worker does soon after
    return article


def translate(article: Article, language: str, *, publish: bool = True, **fields: Any) -> Article:
    """Add the article's text in another language."""
    text: Article = article.copy_for_translation(Locale.objects.get(language_code=language))
    for name, value in fields.items():
        setattr(text, name, value)
    revision = text.save_revision()
    if publish:
        revision.publish()
        text.refresh_from_db()
    return text
