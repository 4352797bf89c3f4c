"""The agency's own text of a guide as its page shows it, and as search finds it."""

import re
from collections.abc import Iterator

from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import RichText

from plon.portal.guidefiles import Heading, Written, anchor_of
from plon.portal.guidetexts.models import GuideText
from plon.portal.news.sizes import load_sizes


def text_of(key: int) -> GuideText | None:
    """Return what is published; None if it was taken back a moment ago."""
    found: GuideText | None = GuideText.objects.filter(pk=key, live=True).select_related("locale").first()
    return found


def written_of(text: GuideText) -> Written:
    """Return a text as HTML, published or as a preview, in its own language."""
    load_sizes(text)
    headings = _headings(text)
    with translation.override(text.locale.language_code):
        return Written(
            html=mark_safe("\n".join(_pieces(text, headings))),
            headings=tuple(headings),
            checklist=tuple(_line(block.value) for block in text.checklist),
            sources=tuple(_line(block.value) for block in text.sources),
        )


def _headings(text: GuideText) -> list[Heading]:
    """Return its headings, each with an anchor of its own, even if two say the same."""
    found: list[Heading] = []
    taken = {"", "checklist"}
    for block in text.body:
        if block.block_type == "heading":
            wanted = anchor_of(block.value)
            free = (f"{wanted}-{number}" if wanted else f"part-{number}" for number in range(1, len(text.body) + 2))
            anchor = wanted if wanted not in taken else next(one for one in free if one not in taken)
            taken.add(anchor)
            found.append(Heading(anchor, block.value))
    return found


def _pieces(text: GuideText, headings: list[Heading]) -> Iterator[str]:
    following = iter(headings)
    for block in text.body:
        if block.block_type == "heading":
            heading = next(following)
            yield format_html('<h2 id="{}">{}</h2>', heading.anchor, heading.text)
        else:
            yield str(block.render({"LANGUAGE_CODE": text.locale.language_code}))


def _line(value: RichText) -> SafeString:
    return mark_safe(re.sub(r"\A\s*<p[^>]*>|</p>\s*\Z", "", str(value)))
