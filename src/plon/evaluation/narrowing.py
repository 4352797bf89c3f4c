"""Show only some indicators: by light, and by what they measure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from plon.evaluation.enums import Light
from plon.evaluation.figures import IndicatorFigures
from plon.plans.enums import Measures


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What is chosen; "" for everything."""

    light: str = ""
    measures: str = ""

    def __bool__(self) -> bool:
        return bool(self.light or self.measures)


def narrowing_of(query: Mapping[str, str]) -> Narrowing:
    """Return what an address chooses; what it can't mean is left out."""
    light, measures = query.get("light", ""), query.get("measures", "")
    return Narrowing(light if light in Light.values else "", measures if measures in Measures.values else "")


def narrowed(indicators: Sequence[IndicatorFigures], narrowing: Narrowing) -> list[IndicatorFigures]:
    return [
        each for each in indicators if narrowing.light in {"", each.light} and narrowing.measures in {"", each.measures}
    ]
