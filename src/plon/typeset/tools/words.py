"""The fixed words of the tools, such as "For whom", in the languages of the partnerships."""

import functools
import tomllib
from collections.abc import Mapping
from importlib import resources
from types import MappingProxyType

FALLBACK = "en"
# Norwegian has two written forms; the tools' words are in the one that most people write.
_SAME = {"nb": "no", "nn": "no"}


@functools.cache
def words(language: str) -> Mapping[str, str]:
    """Return {key: word} in a language, "pl" or "pt-br"; what it lacks is English, word by word."""
    main = language.lower().replace("_", "-").split("-")[0]
    main = _SAME.get(main, main)
    return MappingProxyType({key: forms.get(main, forms[FALLBACK]) for key, forms in table().items()})


@functools.cache
def table() -> dict[str, dict[str, str]]:
    """Return {key: {language: word}}."""
    return tomllib.loads(resources.files("plon.typeset.tools").joinpath("words.toml").read_text("utf-8"))
