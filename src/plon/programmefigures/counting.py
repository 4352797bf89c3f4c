"""What one counting finds."""

from dataclasses import dataclass
from typing import Any

from plon.programmefigures.facts import Facts
from plon.programmefigures.gathering import Progress, gather, origins


@dataclass(frozen=True, slots=True)
class Counted:
    facts: Facts
    origins: dict[str, Any]


def count_everything(progress: Progress = lambda _done, _total: None) -> Counted:
    """Read all that is public, and where it came from."""
    return Counted(gather(progress), origins())
