"""Files that carry their own proof, such as issued reports: rooms above say how `plon verify FILE` judges them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

# Exit statuses of the command.
SOUND, BROKEN, UNKNOWN = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Judged:
    """What is said of a file.

    Attributes:
        status: `SOUND`, `BROKEN` (it, or something it rests on, is not what it was) or `UNKNOWN` (nobody can tell).
        lines: for people, in English as all commands speak.
        told: the same for programs.
    """

    status: int
    lines: tuple[str, ...]
    told: Mapping[str, object] = field(default_factory=dict)


# Gets the file and a folder with evidence, or None; answers None for files that it does not know.
Judge = Callable[[Path, Path | None], Judged | None]

_judges: dict[str, Judge] = {}


def register_judge(key: str, judge: Judge) -> None:
    """Let a room judge files of its own kind."""
    _judges[key] = judge


def judge_file(file: Path, evidence: Path | None = None) -> Judged:
    """Return what the rooms say of a file.

    Raises:
        OSError: it can't be read.
    """
    for key in sorted(_judges):
        judged = _judges[key](file, evidence)
        if judged is not None:
            return judged
    return Judged(UNKNOWN, ("This file carries nothing by which Plon could verify it.",), {"verdict": "unknown"})
