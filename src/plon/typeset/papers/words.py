"""The fixed words of papers, such as "Contents"."""

import functools
import tomllib
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType

_FALLBACK = "en"


@functools.cache
def words_of(language: str) -> Mapping[str, str]:
    """Return {key: words} in a language, "pl" or "pt-br"; what it lacks is English, word by word."""
    main = language.lower().replace("_", "-").split("-")[0]
    return MappingProxyType({key: forms.get(main, forms[_FALLBACK]) for key, forms in _table().items()})


@functools.cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files("plon.typeset.papers").joinpath("words.toml").read_text("utf-8"))
