"""Where kept copies of links are: the room that keeps them stands above and tells so when it is ready."""

from collections.abc import Callable, Mapping

from plon.results.models import ResultLink

CopiesOf = Callable[[list[ResultLink]], Mapping[int, str]]

_known: list[CopiesOf] = []


def register_copies(copies_of: CopiesOf) -> None:
    """Let `copies_of` answer {key of a link: address of its newest public copy}."""
    _known[:] = [copies_of]


def copies_of(links: list[ResultLink]) -> Mapping[int, str]:
    """Return {key of a link: address of its newest public copy} of those that have one."""
    return _known[0](links) if _known and links else {}
