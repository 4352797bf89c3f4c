"""What may be shown of a round of a survey, as values: the one definition that pages, files and indicators use."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """Counts of one question.

    Attributes:
        key: of the question.
        answered: people who gave an answer to it (of those who were asked it).
        counts: people per option (single, multiple), per step (scale: "1", "2", ...), per day (date, ISO); for a matrix
            keys are "statement/step". Options nobody chose are there with 0.
        total: sum of the numbers given (number, scale); None for other kinds.
        squares: sum of their squares, for the standard deviation.
        lowest, highest: of the numbers given.
    """

    key: str
    answered: int = 0
    counts: Mapping[str, int] | None = None
    total: Decimal | None = None
    squares: Decimal | None = None
    lowest: Decimal | None = None
    highest: Decimal | None = None

    @property
    def mean(self) -> Decimal | None:
        """Return the arithmetic mean of the numbers given, None if there are none."""
        return self.total / self.answered if self.total is not None and self.answered else None


@dataclass(frozen=True, slots=True)
class Shown:
    """What may be shown of a round.

    Attributes:
        received: sheets that came.
        counted: sheets that the figures hold; 0 while there are fewer than the smallest group.
        waiting: how many more must come before something (or something more) is shown; 0 if all that came is shown.
    """

    round_id: int
    received: int
    counted: int
    waiting: int
    questions: Mapping[str, QuestionFigures]
