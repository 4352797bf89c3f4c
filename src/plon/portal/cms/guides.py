"""All guides as editors see them: whose text stands in each language, and what is to be known of it."""

import datetime
import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation

from plon.portal.guidefiles import Guide, filed_guides
from plon.portal.guidetexts.models import GuideOrigin, GuideText, said_now


class Whose(StrEnum):
    """Whose text readers find, and whether another one is on its way."""

    FILE = "file"
    DRAFT = "draft"
    AGENCY = "agency"
    AGENCY_CHANGED = "changed"


class Pair(StrEnum):
    """How the agency's text stands to the other language."""

    ALONE = "alone"
    OLDER = "older"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class GuideRow:
    """A guide in one language.

    Attributes:
        published_at: when the agency's text appeared last, and by whom; None while the file's stands.
        is_original_newer: whether a release changed the file since the agency looked at it.
        pair: how it stands to its other language; None while nobody took it.
        edit: where the agency's text is written on; "" if nobody took the guide.
    """

    guide: Guide
    language: str
    title: str
    whose: Whose
    published_at: datetime.datetime | None = None
    by: str = ""
    is_original_newer: bool = False
    pair: Pair | None = None
    edit: str = ""

    @property
    def address(self) -> str:
        """Where it is read."""
        with translation.override(self.guide.language):
            return reverse("portal:guide_page", args=[self.guide.slug])


def guide_rows() -> list[list[GuideRow]]:
    """Return all guides in their order, each in all languages, in one question."""
    texts = {(text.slug, text.locale.language_code): text for text in texts_with_origin()}
    names = dict(settings.LANGUAGES)
    return [
        [_row(guide, names[guide.language], texts) for guide in pair]
        for pair in zip(*(filed_guides(code) for code in names), strict=True)
    ]


def texts_with_origin() -> QuerySet[GuideText]:
    """Return what the agency took, with what is told of it in lists."""
    found: QuerySet[GuideText] = GuideText.objects.select_related("locale", "live_revision__user", "origin")
    return found.defer("body", "checklist", "sources", "live_revision__content")


def _row(guide: Guide, language: str, texts: Mapping[tuple[str, str], GuideText]) -> GuideRow:
    text = texts.get((guide.slug, guide.language))
    if text is None:
        return GuideRow(guide, language, guide.title, Whose.FILE)
    others = [one for (slug, code), one in texts.items() if slug == guide.slug and code != guide.language]
    revision = text.live_revision
    return GuideRow(
        guide=guide,
        language=language,
        title=text.draft_title or text.title,
        whose=whose_text(text),
        published_at=text.last_published_at if text.live else None,
        by=str(revision.user or "") if text.live and revision else "",
        is_original_newer=is_original_newer(text),
        pair=_pair(text, others),
        edit=reverse("wagtailadmin_pages:edit", args=[text.pk]),
    )


def whose_text(text: GuideText) -> Whose:
    if not text.live:
        return Whose.DRAFT
    return Whose.AGENCY_CHANGED if text.has_unpublished_changes else Whose.AGENCY


def _pair(text: GuideText, others: Sequence[GuideText]) -> Pair:
    if not others:
        return Pair.ALONE
    saved = text.latest_revision_created_at
    moments = [other.last_published_at for other in others if other.live and other.last_published_at]
    return Pair.OLDER if saved and any(moment > saved for moment in moments) else Pair.TOGETHER


def is_original_newer(text: GuideText) -> bool:
    """Tell whether the file says something else than when it was taken or compared last."""
    origin = getattr(text, "origin", None)
    return origin is not None and origin.said != said_now(text)


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph of the original that is new, or that is gone."""

    is_new: bool
    words: str


def changes_of(origin: GuideOrigin, now: str) -> list[Change]:
    """Return what a release changed in the original, in the order in which one reads it."""
    lines = difflib.ndiff(_paragraphs(origin.said), _paragraphs(now))
    return [Change(line.startswith("+"), line[2:]) for line in lines if line[:2] in {"+ ", "- "}]


def _paragraphs(said: str) -> list[str]:
    return [line for line in said.splitlines() if line.strip()]
