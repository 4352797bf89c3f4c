"""What rooms above do when a round closes, and how many answers they hold: registries that they fill when ready."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from plon.surveys.models import Round

# In the transaction that closes the round: what fails here leaves it open.
Closing = Callable[[Round], None]
# {id of a round: answers that came}; rounds without answers may be left out. A constant number of queries.
Counter = Callable[[Sequence[int]], Mapping[int, int]]

_closings: dict[str, Closing] = {}
_counters: dict[str, Counter] = {}


def register_closing(name: str, do: Closing) -> None:
    """Add what is done when a round closes; `name` is the room's."""
    _closings[name] = do


def register_counter(name: str, count: Counter) -> None:
    """Say how many answers came to each of some rounds; `name` is the room's."""
    _counters[name] = count


def do_closings(closed: Round) -> None:
    """Do what the rooms above registered, in the order of registration."""
    for do in _closings.values():
        do(closed)


def received_of(round_ids: Iterable[int]) -> dict[int, int]:
    """Return how many answers came to each round, 0 where none did."""
    wanted = list(round_ids)
    received = dict.fromkeys(wanted, 0)
    if wanted:
        for count in _counters.values():
            for round_id, answers in count(wanted).items():
                received[round_id] += answers
    return received
