"""Values that were measured for indicators. The room that keeps them fills this in.

A promised indicator that no activity feeds is done as far as its latest measurement says: the figure that the
evaluation shows. Without a measurement the numbers of its evidence are added up, as they were before.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from plon.projects.models import Project


@dataclass(frozen=True, slots=True)
class Measured:
    """The latest value of an indicator.

    Attributes:
        value: in the unit of the indicator.
        on: the day as of which it is told.
        told: where it comes from, in the reader's words.
        evidence: public id of the piece that shows it, "" for none.
        is_counted: Plon counted it itself, of surveys or declarations, so it proves itself.
    """

    value: Decimal
    on: datetime.date
    told: str = ""
    evidence: str = ""
    is_counted: bool = False

    @property
    def is_proven(self) -> bool:
        return self.is_counted or bool(self.evidence)


# {public id of an indicator: its latest value}
Provider = Callable[[Project], Mapping[str, Measured]]
_providers: list[Provider] = []


def register_measured(provider: Provider) -> None:
    """Say where the ledger reads what was measured."""
    if provider not in _providers:
        _providers.append(provider)


def measured_in(project: Project) -> dict[str, Measured]:
    """Return the latest value of each indicator that has one."""
    return {key: value for provider in _providers for key, value in provider(project).items()}
