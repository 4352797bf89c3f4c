"""How living, open, complete and used a result is: orders what fits equally well, and never hides anything."""

from dataclasses import dataclass

# Shares of the whole. Use weighs most: it is the one thing that nobody can claim of themselves.
_LIVING, _OPEN, _COMPLETE, _USED = 0.2, 0.2, 0.25, 0.35

# So many uses are half of the way; more keep counting, each a little less.
HALF_WAY = 4


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of a result.

    Args:
        links: "living", "broken", "unsafe", "unknown", or "" if it has none.
        is_open: whether its licence lets everyone use, change and share it.
        has_files: whether there is something to take.
        parts: of what a reader needs to know, how many are there, and of how many.
        uses: confirmed uses.
    """

    links: str
    is_open: bool
    has_files: bool
    parts: tuple[int, int]
    uses: int


def quality_of(signs: Signs) -> float:
    """Return 0 to 1.

    >>> round(quality_of(Signs("living", True, True, (8, 8), 4)), 3)
    0.825
    >>> quality_of(Signs("broken", False, False, (0, 8), 0))
    0.0
    """
    living = {"living": 1.0, "unknown": 0.6, "broken": 0.0, "unsafe": 0.0}.get(signs.links, 0.5)
    if signs.has_files:
        # What can be downloaded here does not die with somebody's server.
        living = max(living, 0.7) if signs.links != "living" else 1.0
    there, wanted = signs.parts
    complete = min(there / wanted, 1.0) if wanted else 0.0
    used = signs.uses / (signs.uses + HALF_WAY) if signs.uses > 0 else 0.0
    return _LIVING * living + _OPEN * signs.is_open + _COMPLETE * complete + _USED * used
