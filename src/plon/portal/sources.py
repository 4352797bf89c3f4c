"""The portal's own pages in the index: the guides, the terms of the glossary, and what Plon is."""

import functools
from collections.abc import Iterator, Mapping, Sequence

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from plon.portal.addresses import address_of
from plon.portal.glossary import terms
from plon.portal.guides import KEPT, read_guide
from plon.programme.sharing import reasons
from plon.search.changes import mark_changed
from plon.search.documents import DocumentText, IndexDocument
from plon.search.registry import Source, register_source
from plon.texts import INTERFACE_LANGUAGES

# What stands in a document's public id, and where the page is. The order gives the keys, so add at the end.
PAGES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "guide": ("portal:guide", ()),
    "results": ("portal:guide_page", ("results",)),
    "tools": ("portal:guide_page", ("tools",)),
    "sustainability": ("portal:guide_page", ("sustainability",)),
    "evaluation": ("portal:guide_page", ("evaluation",)),
    "about": ("portal:about", ()),
    "accessibility": ("portal:accessibility", ()),
    "privacy": ("portal:privacy", ()),
    **{
        slug: ("portal:guide_page", (slug,))
        for slug in (
            "dissemination",
            "first-plan",
            "open-licences",
            "consent-and-photos",
            "indicators",
            "final-weeks",
        )
    },
}
# Terms of the glossary are documents of their own: their keys begin here, in the order of their file.
FIRST_TERM = 1001
TERM = "term-"


def register_pages() -> None:
    register_source(Source("page", page_documents, _keys, address=page_address))


def _keys() -> Iterator[int]:
    yield from range(1, len(PAGES) + 1)
    yield from range(FIRST_TERM, FIRST_TERM + len(terms("en")))


def page_address(public_id: str) -> str:
    if public_id.startswith(TERM):
        return address_of(f"term:{public_id.removeprefix(TERM)}")
    name, arguments = PAGES[public_id]
    return reverse(name, args=arguments)


def note_guide(slug: str) -> None:
    """Let the index read a guide anew: the agency published, took back or deleted its own text."""
    mark_changed("page", [key for key, public_id in enumerate(PAGES, 1) if public_id == slug])


def page_documents(keys: Sequence[int]) -> Iterator[IndexDocument]:
    # Another process may have published a guide this second.
    KEPT.forget()
    for key, public_id in enumerate(PAGES, 1):
        if key in keys:
            yield _document(key, public_id, [_said(public_id, language) for language in INTERFACE_LANGUAGES], 0.6)
    for key, many in enumerate(zip(*(terms(language) for language in INTERFACE_LANGUAGES), strict=True), FIRST_TERM):
        if key in keys:
            texts = [
                DocumentText(language, term.name, term.meaning)
                for language, term in zip(INTERFACE_LANGUAGES, many, strict=True)
            ]
            yield _document(key, f"{TERM}{many[0].code}", texts, 0.3)


def _document(key: int, public_id: str, texts: Sequence[DocumentText], quality: float) -> IndexDocument:
    return IndexDocument(
        kind="page",
        key=key,
        public_id=public_id,
        texts=tuple(texts),
        facets={"language": INTERFACE_LANGUAGES},
        quality=quality,
    )


def _said(public_id: str, language: str) -> DocumentText:
    """Return what a page says; guides may be the agency's own today."""
    if found := read_guide(public_id, language):
        guide, written = found
        return DocumentText(language, guide.title, f"{guide.summary} {written.words}")
    return _text(public_id, language)


@functools.cache
def _text(public_id: str, language: str) -> DocumentText:
    """Return the words of a page that is no guide, read once: they change with a release only."""
    with translation.override(language):
        if public_id == "guide":
            parts = [f"{reason.title}. {reason.text}" for reason in reasons(language)]
            return DocumentText(language, _("How a result gets a long life"), " ".join(parts))
        heading = {"about": _("About Plon"), "accessibility": _("Accessibility"), "privacy": _("Privacy")}[public_id]
        return DocumentText(language, heading, _words(f"portal/{public_id}_{language}.html"))


def _words(template: str) -> str:
    html = render_to_string(template).replace("<", " <")
    return " ".join(strip_tags(html).split())
