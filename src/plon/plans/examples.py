"""Ready examples of indicators to begin from, in the reader's language."""

import functools
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class IndicatorExample:
    """One example; what differs from project to project (baseline, target, date) is left to the person."""

    code: str
    name: str
    level: str
    measures: str
    nature: str
    unit: str
    source: str

    def as_initial(self) -> dict[str, str]:
        """Return what the indicator's form begins with."""
        return {name: getattr(self, name) for name in ("name", "level", "measures", "nature", "unit", "source")}


@functools.cache
def _read() -> list[dict[str, Any]]:
    text = resources.files(__package__).joinpath("data/indicator_examples.toml").read_text("utf-8")
    examples: list[dict[str, Any]] = tomllib.loads(text)["example"]
    return examples


def indicator_examples(language: str) -> list[IndicatorExample]:
    """Return the examples (domain.md §6.3) in `language`, else in English."""
    return [
        IndicatorExample(
            code=each["code"],
            level=each["level"],
            measures=each["measures"],
            nature=each["nature"],
            **each.get(language[:2], each["en"]),
        )
        for each in _read()
    ]
