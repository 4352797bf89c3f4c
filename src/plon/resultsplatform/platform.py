"""What the platform asks for and takes, read from `data/platform.toml`; a change there needs no code."""

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Platform:
    """Limits in bytes and characters, and the endings of files that are taken for certain."""

    file_limit: int
    logo_limit: int
    thin_description: int
    sure_endings: frozenset[str]


@functools.cache
def platform() -> Platform:
    """Return the rules of the EU results platform."""
    raw = tomllib.loads(resources.files(__package__).joinpath("data", "platform.toml").read_text("utf-8"))
    return Platform(
        raw["file_limit_mb"] * MB, raw["logo_limit_mb"] * MB, raw["thin_description"], frozenset(raw["sure_endings"])
    )
