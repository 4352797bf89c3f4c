"""Ready evaluation plans, as data (data/evaluation_plans/*.toml): questions with days reckoned from the project's."""

import datetime
import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from plon.programme.lasting import months_later


@dataclass(frozen=True, slots=True)
class ReadyQuestion:
    """One question of a ready plan.

    Attributes:
        origin: names it in `EvaluationQuestion.origin`, e.g. "ka210:needs".
        start_from: "start", "middle" or "end" of the project; `months` later (or earlier) it is due.
        words: {language: {"question", "who", "use"}}.
    """

    origin: str
    criterion: str
    moment: str
    methods: tuple[str, ...]
    start_from: str
    months: int
    words: Mapping[str, Mapping[str, str]]

    def said(self, name: str, language: str) -> str:
        return self.words.get(language, self.words["en"])[name]

    def due_on(self, start: datetime.date | None, end: datetime.date | None) -> datetime.date | None:
        """Return the day by which it is asked; None while the project has no such day."""
        if self.start_from == "middle":
            day = start + (end - start) / 2 if start and end else None
        else:
            day = start if self.start_from == "start" else end
        return months_later(day, self.months) if day else None


@dataclass(frozen=True, slots=True)
class ReadyPlan:
    """A ready plan for one kind of project; `actions` are the codes of action types that it is made for."""

    code: str
    names: Mapping[str, str]
    about: Mapping[str, str]
    actions: tuple[str, ...]
    source: str
    questions: tuple[ReadyQuestion, ...]

    def name(self, language: str) -> str:
        return self.names.get(language, self.names["en"])

    def explanation(self, language: str) -> str:
        return self.about.get(language, self.about["en"])


@functools.cache
def ready_plans() -> tuple[ReadyPlan, ...]:
    """Return all ready plans, by their code."""
    folder = resources.files("plon.findings").joinpath("data", "evaluation_plans")
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return tuple(_plan(tomllib.loads(file.read_text("utf-8"))) for file in files)


def ready_plan(code: str) -> ReadyPlan | None:
    return next((plan for plan in ready_plans() if plan.code == code), None)


def fitting(action_type: str) -> list[ReadyPlan]:
    """Return all ready plans, those made for the project's action first."""
    return sorted(ready_plans(), key=lambda plan: action_type not in plan.actions)


def _plan(read: Mapping[str, Any]) -> ReadyPlan:
    return ReadyPlan(
        code=read["code"],
        names=read["name"],
        about=read["about"],
        actions=tuple(read["actions"]),
        source=read["source"],
        questions=tuple(_question(read["code"], row) for row in read["question"]),
    )


def _question(plan: str, row: Mapping[str, Any]) -> ReadyQuestion:
    return ReadyQuestion(
        origin=f"{plan}:{row['code']}",
        criterion=row["criterion"],
        moment=row["moment"],
        methods=tuple(row["methods"]),
        start_from=row["from"],
        months=row.get("months", 0),
        words={language: row[language] for language in ("en", "pl")},
    )
