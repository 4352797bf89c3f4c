"""Rows of anonymous rounds as they may leave: see `blurring`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from plon.responses.blurring import blur_of
from plon.responses.models import Response
from plon.responses.queries import questionnaire_of
from plon.responses.tallying import group_of
from plon.surveys.models import Round

AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class _Counted:
    """The counted rows of a round, read anew each time they are walked, some thousands at a time."""

    asked: Round

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        rows = Response.objects.filter(round=self.asked, is_counted=True).order_by("id")
        yield from rows.values_list("answers", flat=True).iterator(AT_ONCE)


def rows_of(asked: Round) -> Iterator[dict[str, Any]]:
    """Yield the counted answers of an anonymous round, one person's after the other, in an order that tells nothing.

    Facts about a person (answers of one list, numbers, dates) are as exact as a group shares them, else they are
    `blurring.WITHHELD`; options of several that few chose are left out. Sums of rows are not the round's figures
    therefore: those are in `queries.shown_of`. Texts in own words never stand in rows.
    """
    questionnaire = questionnaire_of(asked)
    if not questionnaire.is_anonymous:
        return
    rows = _Counted(asked)
    blur = blur_of(questionnaire, rows, group_of(questionnaire))
    for answers in rows:
        yield blur.blurred(answers)
