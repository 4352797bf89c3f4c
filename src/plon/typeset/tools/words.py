"""The fixed words of the tools, such as "For whom", in the languages of the partnerships."""

import functools
import tomllib
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType

FALLBACK = "en"


@functools.cache
def words(language: str) -> Mapping[str, str]:
    """Return {key: word} in a language; what it lacks is English, word by word."""
    table = _table()
    return MappingProxyType({**table[FALLBACK], **table.get(language, {})})


def languages() -> tuple[str, ...]:
    """Return the languages that have words of their own."""
    return tuple(_table())


@functools.cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files("plon.typeset.tools").joinpath("words.toml").read_text("utf-8"))
