"""Answers without names, one after the other, as they may leave: facts that tell somebody apart are blurred."""

from collections.abc import Iterator
from dataclasses import dataclass

from plon.responses.blurring import blur_of
from plon.responses.models import IdentifiedResponse
from plon.responses.rows import AT_ONCE, rows_of
from plon.responses.tallying import group_of
from plon.surveyresults.exporting.variables import Answers
from plon.surveyresults.queries import AskedRound


@dataclass(frozen=True, slots=True)
class _Named:
    """The counted sheets of an identified round without their names, read anew each time they are walked."""

    asked: AskedRound

    def __iter__(self) -> Iterator[Answers]:
        sheets = IdentifiedResponse.objects.filter(round=self.asked.round, is_counted=True)
        # The mark was made by chance, so its order is none.
        yield from sheets.order_by("mark").values_list("answers", flat=True).iterator(AT_ONCE)


def answers_of(asked: AskedRound) -> Iterator[Answers]:
    """Yield what was chosen on each sheet that is counted, in an order that tells nothing."""
    if asked.questionnaire.is_anonymous:
        yield from rows_of(asked.round)
        return
    # Names are for coordinators: who gets rows without them must not find them out.
    rows = _Named(asked)
    blur = blur_of(asked.questionnaire, rows, group_of(asked.questionnaire))
    for answers in rows:
        yield blur.blurred(answers)
