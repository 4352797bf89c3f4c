"""What of the uses is shown in the workspace, said by the address."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from plon.uptake.models import Use

COUNTED, REPEATED, HIDDEN = "counted", "repeated", "hidden"
_STATES = {
    COUNTED: Q(hidden_at__isnull=True, repeats__isnull=True),
    REPEATED: Q(hidden_at__isnull=True, repeats__isnull=False),
    HIDDEN: Q(hidden_at__isnull=False),
}


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which uses: of one result (its public id), from one country, in one state; "" for all."""

    result: str = ""
    country: str = ""
    state: str = ""

    def __bool__(self) -> bool:
        return bool(self.result or self.country or self.state)

    @property
    def query(self) -> str:
        told = {"result": self.result, "country": self.country, "state": self.state}
        return "".join(f"{name}={value}&" for name, value in told.items() if value)


def narrowing_of(asked: Mapping[str, str]) -> Narrowing:
    """Read an address; what makes no sense narrows nothing."""
    result, country = asked.get("result", "")[:12], asked.get("country", "")[:2].upper()
    state = asked.get("state", "")
    return Narrowing(
        result if result.isalnum() else "",
        country if country.isalpha() else "",
        state if state in _STATES else "",
    )


def narrowed(uses: QuerySet[Use], narrowing: Narrowing) -> QuerySet[Use]:
    if narrowing.result:
        uses = uses.filter(result__public_id=narrowing.result)
    if narrowing.country:
        uses = uses.filter(country=narrowing.country)
    return uses.filter(_STATES[narrowing.state]) if narrowing.state else uses
