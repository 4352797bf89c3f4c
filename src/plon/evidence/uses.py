"""What a piece of evidence proves. Rooms above, which know of activities and promises, register here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Use:
    """Something that a piece of evidence proves: an act, a promised result."""

    label: str
    url: str = ""


# Takes keys of evidence of one project; asks the database a constant number of times.
UsesOf = Callable[[Sequence[int]], Mapping[int, Sequence[Use]]]
_uses: list[UsesOf] = []


def register_uses(uses_of_them: UsesOf) -> None:
    """Let `uses_of_them` tell what pieces of evidence prove."""
    if uses_of_them not in _uses:
        _uses.append(uses_of_them)


def uses_of(keys: Sequence[int]) -> dict[int, list[Use]]:
    """Return {key of a piece of evidence: what it proves}; pieces that prove nothing yet are not in it."""
    found: dict[int, list[Use]] = {}
    for uses_of_them in _uses if keys else ():
        for key, uses in uses_of_them(keys).items():
            found.setdefault(key, []).extend(uses)
    return {key: uses for key, uses in found.items() if uses}
