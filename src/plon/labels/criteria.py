"""The criteria of `data/criteria.toml`."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that a proposal judges.

    Attributes:
        facts: codes of `plon.labels.facts` that may be its grounds.
        source: which paper asks for it.
    """

    code: str
    names: dict[str, str]
    questions: dict[str, str]
    facts: tuple[str, ...]
    source: str

    def name(self, language: str) -> str:
        return self.names["pl" if language == "pl" else "en"]

    def question(self, language: str) -> str:
        return self.questions["pl" if language == "pl" else "en"]


@cache
def criteria() -> tuple[Criterion, ...]:
    """Return all criteria in their order."""
    read = tomllib.loads(resources.files(__package__).joinpath("data", "criteria.toml").read_text("utf-8"))
    return tuple(
        Criterion(
            row["code"], {"pl": row["pl"], "en": row["en"]}, {"pl": row["ask_pl"], "en": row["ask_en"]},
            tuple(row["facts"]), row["source"],
        )
        for row in read["criterion"]
    )  # fmt: skip
