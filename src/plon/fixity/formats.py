"""What becomes of a file's format: pure, from `data/formats.toml`."""

import functools
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import PurePosixPath

from plon.fixity.enums import Risk

# What is worst comes first.
_ORDER = (Risk.LOCKED, Risk.MACROS, Risk.OBSOLETE, Risk.CLOSED, Risk.UNKNOWN, Risk.PACKED)


@dataclass(frozen=True, slots=True)
class Format:
    """One format of files.

    Attributes:
        ending: without the dot, in lower case.
        risk: what speaks against it; None for nothing.
        is_open_to_change: whether others can change what lies in it.
        instead: endings of formats that last or can be changed, the best first.
    """

    ending: str
    risk: Risk | None
    is_open_to_change: bool
    instead: tuple[str, ...] = ()


def format_of(name: str) -> Format:
    """Return the format of a file by its name; one that nobody knows is a risk, too."""
    ending = PurePosixPath(name.lower()).suffix.lstrip(".")
    return _formats().get(ending) or Format(ending, Risk.UNKNOWN, is_open_to_change=False)


def risks_of(name: str, found: Iterable[str] = ()) -> tuple[Risk, ...]:
    """Return what makes a file useless one day, the worst first.

    Args:
        name: of the file.
        found: codes of `Risk` that were found in its bytes.
    """
    risks = {Risk(code) for code in found if code in Risk.values}
    if by_format := format_of(name).risk:
        risks.add(by_format)
    return tuple(risk for risk in _ORDER if risk in risks)


@functools.cache
def _formats() -> Mapping[str, Format]:
    table = tomllib.loads((files("plon.fixity") / "data" / "formats.toml").read_text("utf-8"))
    return {
        ending: Format(
            ending,
            Risk(about["risk"]) if about.get("risk") else None,
            about["open_to_change"],
            tuple(about["instead"].split(", ")) if about.get("instead") else (),
        )
        for ending, about in table.items()
    }
