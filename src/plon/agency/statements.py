"""The agency's own words on pages that Plon writes from settings: accessibility statement, privacy notice.

Each language stands for itself: where an own text is missing in one, its readers see what Plon writes.
"""

import hashlib
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from plon.agency.enums import StatementMode
from plon.agency.kept import Kept
from plon.agency.models import StatementVersion
from plon.texts import render_markdown


@dataclass(frozen=True, slots=True)
class OwnText:
    """What stands on a page beside, or instead of, what Plon writes.

    Attributes:
        html: clean; its headings begin below the page's own.
    """

    is_instead: bool
    html: SafeString


def own_text_on(page: str, language: str) -> OwnText | None:
    """Return the agency's own text of a page in a language; None if there is none."""
    return KEPT.get().get((page, language[:2]))


def written(body: str) -> SafeString:
    """Turn an officer's Markdown into clean HTML whose headings follow the page's heading."""
    html = str(render_markdown(body))
    for level in (3, 4):
        # Attributes are cleaned away, and text has no angle brackets: these are all headings there are.
        html = html.replace(f"<h{level}>", f"<h{level - 1}>").replace(f"</h{level}>", f"</h{level - 1}>")
    return mark_safe(html)


def hash_of(generated: str) -> str:
    """Return what tells one text that Plon wrote from another."""
    return hashlib.sha256(" ".join(generated.split()).encode()).hexdigest()


def newest(page: str, language: str) -> StatementVersion | None:
    """Return the version that holds; None if an officer never wrote one."""
    return StatementVersion.objects.filter(page=page, language=language).first()


def _read() -> dict[tuple[str, str], OwnText]:
    held: dict[tuple[str, str], StatementVersion] = {}
    # Few rows: an agency changes its statements a few times a year.
    for version in StatementVersion.objects.order_by("id"):
        held[version.page, version.language] = version
    return {
        key: OwnText(version.mode == StatementMode.REPLACED, written(version.body))
        for key, version in held.items()
        if version.mode != StatementMode.GENERATED
    }


KEPT: Kept[dict[tuple[str, str], OwnText]] = Kept(_read)
