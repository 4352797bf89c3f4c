"""Which text of each guide stands: the file's that came with Plon, or one that the agency put in its place."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils import timezone
from django.utils.html import escape

from plon.agency.kept import Kept
from plon.portal.guidefiles import Guide, Written, filed_guide, filed_guides, filed_text, shown_language
from plon.portal.guidetexts.models import GuideText
from plon.portal.guidetexts.showing import text_of, written_of


def _published() -> dict[tuple[str, str], Guide]:
    """Return the guides that the agency words itself, by language and slug, without their text."""
    shown = GuideText.objects.filter(live=True).select_related("locale").defer("body", "checklist", "sources")
    pairs = ((text, filed_guide(text.slug, text.locale.language_code)) for text in shown)
    return {(guide.language, guide.slug): as_guide(text, guide) for text, guide in pairs if guide}


# Each process knows within seconds what another one published or took back.
KEPT: Kept[Mapping[tuple[str, str], Guide]] = Kept(_published)


def as_guide(text: GuideText, filed: Guide) -> Guide:
    """Return the agency's text as a guide; its place among the guides is the file's."""
    updated = timezone.localdate(text.last_published_at) if text.last_published_at else filed.updated
    return replace(
        filed, title=text.title, summary=text.summary, updated=updated, checklist=(), sources=(), body="",
        text_id=text.pk,
    )  # fmt: skip


def guides(language: str) -> tuple[Guide, ...]:
    """Return all guides in a language of the interface, in their order."""
    own = KEPT.get()
    return tuple(own.get((guide.language, guide.slug), guide) for guide in filed_guides(shown_language(language)))


def guide_of(slug: str, language: str) -> Guide | None:
    return next((guide for guide in guides(language) if guide.slug == slug), None)


def neighbours(guide: Guide) -> tuple[Guide | None, Guide | None]:
    """Return the guide before and the guide after."""
    every = guides(guide.language)
    place = next(at for at, one in enumerate(every) if one.slug == guide.slug)
    return (every[place - 1] if place else None, every[place + 1] if place + 1 < len(every) else None)


def read_guide(slug: str, language: str) -> tuple[Guide, Written] | None:
    """Return a guide with its text; the file's is ready at hand, the agency's own costs one question."""
    guide = guide_of(slug, language)
    if guide is None:
        return None
    filed = filed_guide(slug, guide.language)
    if filed and guide.text_id and (text := text_of(guide.text_id)):
        return as_guide(text, filed), written_of(text)
    return filed or guide, filed_text(slug, guide.language)


def title_of(slug: str, language: str) -> str:
    """Return what links call a guide.

    Raises:
        KeyError: there is no such guide; a template that links it is wrong.
    """
    guide = guide_of(slug, language)
    if guide is None:
        raise KeyError(slug)
    return escape(guide.title)
