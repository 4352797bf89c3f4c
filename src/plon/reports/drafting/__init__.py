"""Drafts of answers: from a loaded plan to connected text in Polish and English.

A draft says what the plan says and nothing else. One that is too long for its field is told again with less: first
without notes, places and dates, then naming fewer things and saying how many there are; never cut.
"""

from dataclasses import dataclass

from plon.programme.application import count_characters
from plon.reports.drafting.answers import ANSWERS
from plon.reports.drafting.detail import BARE, FULL, Detail, capped_details, shorter_details
from plon.reports.drafting.facts import Facts
from plon.reports.drafting.grammar import LANGUAGES, Language
from plon.reports.drafting.writer import Writer

__all__ = ["LANGUAGES", "Draft", "Facts", "Language", "draft_of"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft, how many characters the form counts in it, and whether it tells less than the plan could."""

    text: str
    characters: int
    is_shortened: bool


def draft_of(kind: str, facts: Facts, *, limit: int, line_break: int = 1) -> Draft:
    """Return the fullest draft that fits.

    Args:
        kind: which draft ("sharing", see `plon.programme.application`).
        facts: the plan, for readers of one language.
        limit: characters that the field takes; 0 means there is no limit.
        line_break: characters that the form counts for a line break.

    Returns:
        The draft; if not even numbers alone fit, those, which are then longer than `limit`.
    """
    whole = _told(kind, facts, FULL)
    if not limit or count_characters(whole, line_break) <= limit:
        return Draft(whole, count_characters(whole, line_break), is_shortened=False)
    # When bare names are too many, nothing between everything and them can fit.
    bare = _told(kind, facts, BARE)
    details = shorter_details() if count_characters(bare, line_break) <= limit else capped_details()
    text = bare
    for detail in details:
        text = _told(kind, facts, detail)
        if count_characters(text, line_break) <= limit:
            break
    return Draft(text, count_characters(text, line_break), is_shortened=True)


def _told(kind: str, facts: Facts, detail: Detail) -> str:
    paragraphs = ANSWERS[kind](Writer(facts.language, detail), facts)
    return "\n".join(paragraph for paragraph in paragraphs if paragraph)
