"""Evidence of use: what people outside confirmed of each result. The room that keeps it fills this in.

Uses prove no promised figure by themselves: they stand beside the promises, counted by who told them, so that a report
can say what became of a result.
"""

from collections.abc import Callable
from dataclasses import dataclass

from plon.projects.models import Project


@dataclass(frozen=True, slots=True)
class ResultUse:
    """How one result is used.

    Attributes:
        result: its public id.
        uses: confirmed by who uses it, not hidden; one per organisation and year.
        learners: as the declarers say, added up.
        countries: ISO codes.
        adaptations: translations and adaptations that others made.
        policies: laws, strategies, curricula that name it.
    """

    result: str
    title: str
    uses: int = 0
    learners: int = 0
    countries: frozenset[str] = frozenset()
    adaptations: int = 0
    policies: int = 0


@dataclass(frozen=True, slots=True)
class UseFigures:
    """The use of a project's results; each sum is that of its results."""

    results: tuple[ResultUse, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.results)

    @property
    def uses(self) -> int:
        return sum(each.uses for each in self.results)

    @property
    def learners(self) -> int:
        return sum(each.learners for each in self.results)

    @property
    def countries(self) -> frozenset[str]:
        return frozenset().union(*(each.countries for each in self.results))

    @property
    def adaptations(self) -> int:
        return sum(each.adaptations for each in self.results)

    @property
    def policies(self) -> int:
        return sum(each.policies for each in self.results)


UseProvider = Callable[[Project], UseFigures]
_providers: list[UseProvider] = []


def register_uses(provider: UseProvider) -> None:
    """Say where the ledger reads how results are used."""
    if provider not in _providers:
        _providers.append(provider)


def uses_of(project: Project) -> UseFigures:
    """Return how a project's results are used; empty while nobody told."""
    return UseFigures(tuple(each for provider in _providers for each in provider(project).results))
