"""What a tool looks like while it is being set up: pages, a page of HTML, or text, with what is wrong beside it."""

import hashlib
import io
from dataclasses import dataclass, field
from html import escape

from django.core.cache import cache
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plon.errors import DomainError
from plon.programme.places import language_name
from plon.toolkit.content import Chosen, Composed, compose, title_text
from plon.toolkit.facts import Facts
from plon.toolkit.fingerprints import fingerprint
from plon.toolkit.kit_words import missing_words
from plon.toolkit.making import log, text_key, too_long_words
from plon.typeset.compiler import TypesetError
from plon.typeset.tools import table
from plon.typeset.tools.pictures import data_address
from plon.typeset.tools.tool import Preview, TooLong

PICTURE_WIDTH = 560
_KEPT = 60 * 60


@dataclass(frozen=True, slots=True)
class Shown:
    """A preview and everything that should be said beside it."""

    preview: Preview = field(default_factory=Preview)
    error: str = ""
    composed: Composed | None = None
    too_long: tuple[TooLong, ...] = ()
    missing: tuple[str, ...] = field(default=())

    @property
    def complaints(self) -> dict[str, str]:
        """What is too long, by the key of its text."""
        return {text_key(each.text): too_long_short(each) for each in self.too_long}

    @property
    def addresses(self) -> list[str]:
        return [data_address(page) for page in self.preview.pages]


def too_long_short(text: TooLong) -> str:
    return _("About %(count)s characters too long.") % {"count": text.characters}


def show(facts: Facts, chosen: Chosen, language: str) -> Shown:
    """Return what a tool would look like; what stands against it becomes words, never an error page."""
    try:
        composed = compose(facts, chosen, language)
    except DomainError as refusal:
        return Shown(error=str(refusal))
    tool = table.tools()[chosen.tool]
    missing = tuple(missing_words(key) for key in composed.content.notices.missing)
    missing += tuple(str(obstacle) for obstacle in composed.photo_obstacles)
    try:
        return Shown(tool.preview(composed.content), "", composed, tool.too_long(composed.content), missing)
    except TypesetError:
        log.exception("the preview of %s of project %s could not be set", chosen.tool, facts.project.public_id)
        return Shown(error=_("The preview could not be made just now. Your texts are safe."), composed=composed)


def preview_page(shown: Shown) -> HttpResponse:
    """Return a preview as a page for a frame, under a policy of its own: nothing in it can act or fetch."""
    if shown.error:
        body = f"<p>{escape(shown.error)}</p>"
    elif shown.preview.pages:
        body = "".join(f'<p><img src="{address}" alt=""></p>' for address in shown.addresses)
    elif shown.preview.html:
        return _framed(shown.preview.html)
    else:
        body = f"<pre>{escape(shown.preview.text)}</pre>"
    said = "".join(f"<li>{escape(line)}</li>" for line in (*too_long_words(shown.too_long), *shown.missing))
    return _framed(
        f'<!doctype html><html lang="{escape(get_language() or "en")}"><head><meta charset="utf-8">'
        f"<title>{_('Preview')}</title>"
        "<style>body{margin:0;font:16px/1.5 sans-serif;color:#1d2a23;background:#fff}img{max-width:100%}"
        f"pre{{white-space:pre-wrap}}</style></head><body>{f'<ul>{said}</ul>' if said else ''}{body}</body></html>"
    )


def _framed(html: str) -> HttpResponse:
    response = HttpResponse(html)
    response["Content-Security-Policy"] = (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"
    )
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "private, no-store"
    return response


def first_language(facts: Facts) -> str:
    """Return the reader's language if a result has a title in it, else the first in which one has."""
    written = {text.language for result in facts.results.values() for text in result.texts.all() if text.title}
    reader = (get_language() or "en")[:2]
    return reader if reader in written else next((each for each in facts.languages if each in written), reader)


def sample_of(facts: Facts, tool: str, language: str) -> Chosen:
    """Return a tool of the first result that can be told in a language, as its small picture shows it."""
    written = [result for result in facts.results.values() if title_text(result, language)]
    return Chosen(tool, tuple(written[:1]))


def picture_of(facts: Facts, chosen: Chosen, language: str) -> tuple[bytes, str]:
    """Return a small picture of a tool's first page as WebP, with its number; empty if it has no pages.

    Pictures are kept for an hour in the memory of the process: they only go stale by becoming another one.
    """
    try:
        composed = compose(facts, chosen, language)
    except DomainError:
        return b"", ""
    key = hashlib.sha256(f"{chosen.tool} {fingerprint(composed)}".encode()).hexdigest()[:40]
    kept = cache.get(f"toolkit-picture-{key}")
    if isinstance(kept, bytes):
        return kept, key
    try:
        pages = table.tools()[chosen.tool].preview(composed.content).pages
        made = _small(pages[0]) if pages else b""
    except TypesetError:
        log.exception("the picture of %s of project %s could not be set", chosen.tool, facts.project.public_id)
        return b"", ""
    cache.set(f"toolkit-picture-{key}", made, _KEPT)
    return made, key


def _small(page: bytes) -> bytes:
    from PIL import Image  # only where pictures are made

    with Image.open(io.BytesIO(page)) as picture:
        drawn = picture.convert("RGBA")
    small = Image.new("RGB", drawn.size, "white")
    small.paste(drawn, mask=drawn.getchannel("A"))
    small.thumbnail((PICTURE_WIDTH, PICTURE_WIDTH * 2))
    out = io.BytesIO()
    small.save(out, "WEBP", quality=80)
    return out.getvalue()


def languages_state(facts: Facts, chosen: Chosen) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Return (code, name, [(result without a title in it, where to write one)]) of the project's languages."""
    reader, project = get_language() or "en", facts.project.public_id
    return [
        (
            code,
            language_name(code, reader),
            [
                (str(each), f"{reverse('results:edit', args=[project, each.public_id])}?add={code}#field-title_{code}")
                for each in chosen.results
                if title_text(each, code) is None
            ],
        )
        for code in facts.languages
    ]
