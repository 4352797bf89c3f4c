"""The draft of one part: as much as its limit lets it tell, then less, never cut."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from plon.programme.report_outlines import Part, count_characters
from plon.projects.models import WorkPackage
from plon.reports.beneficiary.contents import CONTENTS
from plon.reports.beneficiary.facts import ReportFacts
from plon.reports.beneficiary.writing import ReportWriter
from plon.reports.drafting.detail import FULL, Detail, shorter_details

_CAPS = (60, 40, 25, 15, 10, 7, 5, 3, 2, 1, 0)


@dataclass(frozen=True, slots=True)
class PartDraft:
    """A draft as Markdown, how many characters the form counts in it, and whether it tells less than it could."""

    text: str
    characters: int
    is_shortened: bool = False


def draft_of(part: Part, facts: ReportFacts, package: WorkPackage | None, *, line_break: int) -> PartDraft:
    """Return the fullest draft of a part that fits; if nothing fits, the shortest, which is then too long.

    The language of the facts must be active.
    """
    for detail in _details():
        text = _told(part, facts, package, detail)
        characters = count_characters(text, line_break)
        if not part.limit or characters <= part.limit:
            break
    return PartDraft(text, characters, is_shortened=detail != FULL)


def _details() -> Iterator[Detail]:
    yield FULL
    barest = FULL
    for barest in shorter_details():
        yield barest
    for most in _CAPS:
        yield replace(FULL, notes=False, extras=False, most=most)
        yield replace(barest, most=most)


def _told(part: Part, facts: ReportFacts, package: WorkPackage | None, detail: Detail) -> str:
    paragraphs = CONTENTS[part.content].draft(ReportWriter(facts.language, detail), facts, package)
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
