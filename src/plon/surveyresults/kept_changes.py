"""What changed between two rounds, as a room above kept it when both were closed: pages read no answers for it."""

from collections.abc import Callable, Mapping, Sequence

from plon.surveyresults.changes import Change

# {(question, statement or ""): its change}
Changes = Mapping[tuple[str, str], Change]
# {id of the later round: (id of the earlier round, what changed)}, of those asked for; a constant number of queries.
Keeper = Callable[[Sequence[int]], Mapping[int, tuple[int, Changes]]]

_keepers: list[Keeper] = []


def register_keeper(keep: Keeper) -> None:
    """Say where changes are kept."""
    if keep not in _keepers:
        _keepers.append(keep)


def kept_of(rounds: Sequence[int]) -> dict[int, tuple[int, Changes]]:
    """Return what changed up to each of the rounds; those without a comparison are left out."""
    found: dict[int, tuple[int, Changes]] = {}
    for keep in _keepers if rounds else ():
        found.update(keep(rounds))
    return found
