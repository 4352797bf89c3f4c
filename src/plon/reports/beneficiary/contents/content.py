"""What a content is: a draft in words, blocks of figures, and what is missing for both."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from plon.projects.models import WorkPackage
from plon.reports.beneficiary.facts import ReportFacts
from plon.reports.beneficiary.sheet import Sheet
from plon.reports.beneficiary.writing import ReportWriter
from plon.reports.missing import Missing
from plon.typeset.papers.blocks import Block

# The paragraphs of a text as Markdown; empty ones are left out.
Drafting = Callable[[ReportWriter, ReportFacts, WorkPackage | None], list[str]]
Building = Callable[[Sheet, ReportFacts, WorkPackage | None], Iterable[Block]]
Finding = Callable[[ReportFacts, WorkPackage | None], Iterable[Missing]]


def _nothing(*_given: object) -> tuple[()]:
    return ()


@dataclass(frozen=True, slots=True)
class Content:
    """One kind of part. All three are functions of the facts and ask the database nothing."""

    draft: Drafting
    blocks: Building = _nothing
    missing: Finding = _nothing
