"""A value as it is now, before anybody writes it down."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from plon.evaluation.enums import SourceKind
from plon.evaluation.models import DECIMALS, DIGITS

STEP = Decimal(1).scaleb(-DECIMALS)
HIGHEST = Decimal(10) ** (DIGITS - DECIMALS) - STEP


@dataclass(frozen=True, slots=True)
class Live:
    """The latest value of an indicator.

    Attributes:
        value: rounded as it would be kept, so that what is shown and what was written down are the same.
        on: as of which day.
        detail: what it was counted from, as JSON.
        evidence: public id of the piece that shows it, "" for none.
    """

    value: Decimal
    on: datetime.date
    source: SourceKind
    detail: Mapping[str, Any] = field(default_factory=dict)
    evidence: str = ""


def rounded(number: Decimal | int) -> Decimal:
    """Return a number with as many decimals as a measurement has; beyond what one can hold, the most it can."""
    return min(max(Decimal(number), -HIGHEST), HIGHEST).quantize(STEP, rounding=ROUND_HALF_EVEN)
