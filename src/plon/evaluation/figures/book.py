"""All figures of a project's evaluation on a day, as frozen values. Numbers are exact; rounding is the reader's."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import Any

from plon.activities.ledger.entries import Ledger, Totals
from plon.activities.ledger.facts import Piece
from plon.activities.ledger.uses import ResultUse
from plon.evaluation.enums import ForecastKind, Light, Reason, SourceKind


@dataclass(frozen=True, slots=True)
class Point:
    """A value on a day."""

    on: datetime.date
    value: Decimal


@dataclass(frozen=True, slots=True)
class MeasurementFigures:
    """A value that was written down. What it was counted from is kept beside it (`queries.explained`).

    Attributes:
        id: its public id.
        source: how it came about.
        evidence: public id of the piece that shows it, "" for none; its title is in the ledger's facts.
        by: who entered it, "" for Plon itself.
        withdrawn_because: why it no longer counts; "" while it stands.
        replaced_by: public id of the measurement that stands in its place, "" for none.
    """

    id: str
    on: datetime.date
    value: Decimal
    source: SourceKind
    at: datetime.datetime
    evidence: str = ""
    note: str = ""
    by: str = ""
    withdrawn_because: str = ""
    replaced_by: str = ""

    @property
    def stands(self) -> bool:
        return not (self.withdrawn_because or self.replaced_by)


@dataclass(frozen=True, slots=True)
class StatementFigures:
    """What somebody said, or a document says, about an indicator. `consent` remarks on who agreed to be quoted."""

    id: str
    kind: str
    text: str
    said_by: str
    on: datetime.date | None
    evidence: str = ""
    consent: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the value will be on the target's day if it goes on as before; `kind` says how, or why there is none."""

    kind: ForecastKind
    value: Decimal | None = None
    # From so many measurements, the first of them on this day.
    points: int = 0
    since: datetime.date | None = None
    meets_target: bool | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom to ask for the missing value: a person of the team, or the organisation if nobody of it is in the team."""

    name: str = ""
    email: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorFigures:
    """One indicator of today's plan.

    Attributes:
        id: public id of the plan's indicator.
        measures, level, nature, feeding: codes of the plan.
        baseline, target: the numbers in what the team wrote (`*_text`); None if that is not exactly one number.
        start: the day of the baseline, which is the project's first.
        path: days and values it should have, from the baseline over the targets on the way to the target.
        expected: where the path is today; None without a path, or before its first day.
        value, as_of, source: the latest value, its day and where it comes from; None while nothing is measured.
        detail: what the value was counted from.
        points: the values over time that a chart shows, oldest first; the latest value is the last one.
        measurements: all that were written down, oldest first, withdrawn ones too.
        share: part of the way from baseline to target that is done; may be below 0 and over 1.
        days_old: age of the latest value.
    """

    id: str
    name: str
    measures: str
    level: str
    nature: str
    unit: str
    feeding: str
    baseline: Decimal | None
    baseline_text: str
    target: Decimal | None
    target_text: str
    target_date: datetime.date | None
    start: datetime.date | None
    path: tuple[Point, ...]
    expected: Decimal | None
    value: Decimal | None
    as_of: datetime.date | None
    source: SourceKind | None
    detail: Mapping[str, Any]
    points: tuple[Point, ...]
    measurements: tuple[MeasurementFigures, ...]
    statements: tuple[StatementFigures, ...]
    share: Decimal | None
    forecast: Forecast
    light: Light
    reason: Reason
    days_old: int | None = None
    is_percent: bool = False
    is_less_better: bool = False
    # Plon counts it: nobody enters it by hand.
    is_counted: bool = False
    verification: str = ""
    owner: str = ""
    asked: Asked = Asked()
    activity: str = ""
    activity_title: str = ""
    result: str = ""
    result_title: str = ""
    work_package: str = ""

    @property
    def percent(self) -> int | None:
        """Return the share of the way in whole percent, rounded down, so that 100 is never said before it is true."""
        if self.share is None:
            return None
        return int((self.share * 100).to_integral_value(rounding=ROUND_FLOOR))

    @property
    def told_unit(self) -> str:
        """Return the unit as it stands behind a value: that of the plan, else the sign of percent in the target."""
        return self.unit or ("%" if self.is_percent else "")

    @property
    def is_qualitative(self) -> bool:
        return self.nature == "qualitative"

    @property
    def is_reached(self) -> bool:
        return self.reason == Reason.REACHED


@dataclass(frozen=True, slots=True)
class ReachLine:
    """People of one group, partner or level. `key` is "" where none was given; `promised` is None for no number."""

    key: str
    name: str
    people: int
    proven: int
    activities: int
    promised: int | None = None


@dataclass(frozen=True, slots=True)
class MonthReach:
    """People reached in one month, and since the beginning; `by_group` and `by_partner` add up to `people`."""

    month: datetime.date
    people: int
    so_far: int
    activities: int
    by_group: Mapping[str, int]
    by_partner: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ReachFigures:
    """People reached by all activities that were done, planned or not. Each list adds up to `people`."""

    people: int = 0
    proven: int = 0
    activities: int = 0
    by_group: tuple[ReachLine, ...] = ()
    by_partner: tuple[ReachLine, ...] = ()
    by_level: tuple[ReachLine, ...] = ()
    # Every month from the first activity to the last one, empty ones too.
    by_month: tuple[MonthReach, ...] = ()

    def __bool__(self) -> bool:
        return self.activities > 0


@dataclass(frozen=True, slots=True)
class UseFigures:
    """What became of the results outside: declared uses (the ledger's), and what was counted without knowing who."""

    uses: int = 0
    learners: int = 0
    countries: frozenset[str] = frozenset()
    adaptations: int = 0
    policies: int = 0
    views: int = 0
    downloads: int = 0
    openings: int = 0
    results: tuple[ResultUse, ...] = ()

    def __bool__(self) -> bool:
        return any((self.uses, self.adaptations, self.policies, self.views, self.downloads, self.openings))


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """One question asked before and after: means over the people who answered both, paired by their own code.

    Attributes:
        survey: public id of the survey.
        question: words of the question by language.
        people: pairs, never fewer than the survey's smallest group.
        lowest, highest: ends of the scale, None for a free number.
        rose: pairs whose answer is higher afterwards.
    """

    survey: str
    survey_name: str
    question: Mapping[str, str]
    people: int
    before: Decimal
    after: Decimal
    lowest: Decimal | None = None
    highest: Decimal | None = None
    rose: int | None = None


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """One step: `key` is reached, taken, used, learners, changed or later; the unit differs from step to step."""

    key: str
    number: int


@dataclass(frozen=True, slots=True)
class Funnel:
    """From reach over use to change."""

    steps: tuple[FunnelStep, ...] = ()

    def __bool__(self) -> bool:
        return any(step.number for step in self.steps)


@dataclass(frozen=True, slots=True)
class LedgerFigures:
    """Promise against proof, as the ledger has it: `commitment` is 0 before anything was promised."""

    commitment: int
    totals: Totals
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class FigureBook:
    """Everything that is counted of a project on a day."""

    project: str
    day: datetime.date
    indicators: tuple[IndicatorFigures, ...]
    reach: ReachFigures
    use: UseFigures
    funnel: Funnel
    before_after: tuple[BeforeAfter, ...]
    ledger: LedgerFigures

    def indicator(self, public_id: str) -> IndicatorFigures | None:
        return next((each for each in self.indicators if each.id == public_id), None)

    @property
    def pieces(self) -> Mapping[str, Piece]:
        """Return the live evidence by its public id; a title that its reader may not see is empty."""
        return self.ledger.ledger.facts.pieces

    @property
    def lights(self) -> Mapping[Light, int]:
        """Return how many indicators stand under each light, in the lights' order."""
        return {light: sum(each.light == light for each in self.indicators) for light in Light}
