"""Ready examples of indicators to begin from, in the reader's language."""

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any

from plon.programme.codelists import codelist


@dataclass(frozen=True, slots=True)
class IndicatorExample:
    """One example; what differs from project to project (baseline, target, date) is left to the person."""

    code: str
    name: str
    level: str
    level_name: str
    measures: str
    nature: str
    unit: str
    source: str
    feeding: str
    is_first: bool

    def as_initial(self) -> dict[str, str]:
        """Return what the indicator's form begins with."""
        return {
            name: getattr(self, name) for name in ("name", "level", "measures", "nature", "unit", "source", "feeding")
        }


@functools.cache
def _read() -> dict[str, Any]:
    text = resources.files(__package__).joinpath("data/indicator_examples.toml").read_text("utf-8")
    return tomllib.loads(text)


def indicator_examples(language: str, action: str = "") -> list[IndicatorExample]:
    """Return the examples (domain.md §6.3) in `language`, else in English, ordered by level from output to what stays.

    Args:
        language: of the reader.
        action: code of the project's action; only what fits it is returned. An unknown action gets all.
    """
    families = {family for family, codes in _read()["families"].items() if action in codes}
    levels = codelist("indicator_levels")
    found = []
    for each in _read()["example"]:
        fits = set(each.get("fits", ()))
        if fits and families and not fits & families:
            continue
        found.append(
            IndicatorExample(
                code=each["code"],
                level=each["level"],
                level_name=levels.name(each["level"], language),
                measures=each["measures"],
                nature=each["nature"],
                feeding=each["feeding"],
                is_first=each.get("is_first", False),
                **each.get(language[:2], each["en"]),
            )
        )
    return found


def first_indicators(language: str, action: str = "") -> list[IndicatorExample]:
    """Return the few examples that are offered in the first hour."""
    return [example for example in indicator_examples(language, action) if example.is_first]
