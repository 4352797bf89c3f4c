"""The portal's own pages in the index: the guide, its themes, and what Plon is."""

import functools
from collections.abc import Iterator, Mapping, Sequence

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from plon.portal.themes import themes
from plon.programme.sharing import reasons
from plon.search.documents import DocumentText, IndexDocument
from plon.search.registry import Source, register_source
from plon.texts import INTERFACE_LANGUAGES

# What stands in a document's public id, and where the page is. The order gives the keys, so add at the end.
PAGES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "guide": ("portal:guide", ()),
    "results": ("portal:theme", ("results",)),
    "tools": ("portal:theme", ("tools",)),
    "sustainability": ("portal:theme", ("sustainability",)),
    "evaluation": ("portal:theme", ("evaluation",)),
    "about": ("portal:about", ()),
    "accessibility": ("portal:accessibility", ()),
    "privacy": ("portal:privacy", ()),
}


def register_pages() -> None:
    register_source(Source("page", page_documents, lambda: iter(range(1, len(PAGES) + 1)), address=page_address))


def page_address(public_id: str) -> str:
    name, arguments = PAGES[public_id]
    return reverse(name, args=arguments)


def page_documents(keys: Sequence[int]) -> Iterator[IndexDocument]:
    for key, public_id in enumerate(PAGES, 1):
        if key in keys:
            yield IndexDocument(
                kind="page",
                key=key,
                public_id=public_id,
                texts=tuple(_text(public_id, language) for language in INTERFACE_LANGUAGES),
                facets={"language": INTERFACE_LANGUAGES},
                quality=0.6,
            )


@functools.cache
def _text(public_id: str, language: str) -> DocumentText:
    """Return a page's words, read once: they change with a release only."""
    with translation.override(language):
        if public_id == "guide":
            parts = [f"{reason.title}. {reason.text}" for reason in reasons(language)]
            return DocumentText(language, _("How a result gets a long life"), " ".join(parts))
        for theme in themes(language):
            if theme.key == public_id:
                body = _words(f"portal/guide/{public_id}_{language}.html")
                return DocumentText(language, f"{theme.name}: {theme.question}", f"{theme.text} {body}")
        heading = {"about": _("About Plon"), "accessibility": _("Accessibility"), "privacy": _("Privacy")}[public_id]
        return DocumentText(language, heading, _words(f"portal/{public_id}_{language}.html"))


def _words(template: str) -> str:
    html = render_to_string(template).replace("<", " <")
    return " ".join(strip_tags(html).split())
