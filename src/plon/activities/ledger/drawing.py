"""The picture of the ledger: one bar, a stretch per state, told apart without colour."""

from collections.abc import Mapping
from dataclasses import dataclass

from plon.activities.enums import PromiseState

# From the best to the worst; what was dropped stands last, for it asks for nothing more.
ORDER = (
    PromiseState.PROVEN, PromiseState.KEPT, PromiseState.ON_THE_WAY, PromiseState.CHANGED, PromiseState.LATE,
    PromiseState.MISSING, PromiseState.DROPPED,
)  # fmt: skip
# States that a plain colour tells; the others have a pattern (`_ledger_patterns.html`).
_PLAIN = frozenset({PromiseState.PROVEN, PromiseState.MISSING, PromiseState.DROPPED})
# Narrower stretches show no number of their own; the table under the picture has it.
NARROWEST_WITH_NUMBER = 13.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """One state: how many promises, and where its stretch lies, in hundredths of the bar."""

    state: PromiseState
    count: int
    left: float
    width: float

    @property
    def middle(self) -> float:
        return round(self.left + self.width / 2, 2)

    @property
    def shows_number(self) -> bool:
        return self.width >= NARROWEST_WITH_NUMBER

    @property
    def pattern(self) -> str:
        return "" if self.state in _PLAIN else f"state-{self.state.value}"

    @property
    def percent(self) -> int:
        return round(self.width)


def bar_of(states: Mapping[PromiseState, int]) -> list[Stretch]:
    """Return the stretches of the bar; states without a promise have none."""
    whole = sum(states.values())
    stretches, before = [], 0
    for state in ORDER:
        if count := states.get(state, 0):
            stretches.append(Stretch(state, count, round(before * 100 / whole, 2), round(count * 100 / whole, 2)))
            before += count
    return stretches
