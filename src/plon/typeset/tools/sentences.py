"""Words of tools that people go on editing: those of all tools, and sentences of their own (sentences.toml)."""

import functools
import tomllib
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType
from typing import Any

from plon.typeset.tools.words import words


@functools.cache
def sentences(language: str) -> Mapping[str, str]:
    """Return {key: words} in `language`; what is not written in it yet is English."""
    written = _written()
    return MappingProxyType({**words(language), **written["en"], **written.get(language, {})})


@functools.cache
def _written() -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath("sentences.toml").read_text("utf-8"))
