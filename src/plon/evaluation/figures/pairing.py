"""Questions asked before and after, person by person, as they were kept when both rounds were closed."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from plon.evaluation.figures.book import BeforeAfter
from plon.evaluation.models import Change
from plon.evaluation.sources.live import rounded
from plon.projects.models import Project
from plon.surveyresults.changes import Change as PairedChange
from plon.surveyresults.kept_changes import Changes


def before_after_in(project: Project) -> tuple[BeforeAfter, ...]:
    """Return what was compared in a project's surveys, the oldest first; one query."""
    rows = Change.objects.filter(after__survey__project=project).values_list(
        "after__survey__public_id", "after__survey__name", "content"
    )
    return tuple(_told(survey, name, each) for survey, name, content in rows for each in content)


def changes_up_to(rounds: Sequence[int]) -> dict[int, tuple[int, Changes]]:
    """Return what changed up to each of some rounds, for the page of results; one query."""
    rows = Change.objects.filter(after__in=list(rounds))
    return {
        row.after_id: (row.before_id, {(each["question"], each["statement"]): _changed(each) for each in row.content})
        for row in rows
    }


def _changed(each: dict[str, Any]) -> PairedChange:
    return PairedChange(
        each["people"], Decimal(each["before"]), Decimal(each["after"]), each["rose"], each["same"], each["fell"]
    )


def _told(survey: str, name: str, each: dict[str, Any]) -> BeforeAfter:
    return BeforeAfter(
        survey=survey,
        survey_name=name,
        question=each["words"],
        people=each["people"],
        before=rounded(Decimal(each["before"])),
        after=rounded(Decimal(each["after"])),
        lowest=_decimal(each["lowest"]),
        highest=_decimal(each["highest"]),
        rose=each["rose"],
    )


def _decimal(written: str | None) -> Decimal | None:
    return None if written is None else Decimal(written)
