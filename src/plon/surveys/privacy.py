"""What people are told before the first question, and until when answers are kept: what a new survey begins with."""

import datetime
import functools
import tomllib
from collections.abc import Iterable
from importlib import resources

from plon.programme.retention import keep_until, retention_rule
from plon.projects.models import Project
from plon.surveys.questionnaire import Words


@functools.cache
def _texts() -> dict[str, dict[str, str]]:
    data = tomllib.loads(resources.files("plon.surveys").joinpath("data/privacy.toml").read_text("utf-8"))
    return {kind: {language: text.strip() for language, text in texts.items()} for kind, texts in data.items()}


def usual_privacy(*, is_anonymous: bool, base: str, languages: Iterable[str]) -> Words:
    """Return the usual text in the languages of a survey that it is written in; English where the base is another."""
    texts = _texts()["anonymous" if is_anonymous else "identified"]
    usual = {language: texts[language] for language in (base, *languages) if language in texts}
    return usual if base in usual else {**usual, base: texts["en"]}


def usual_day(project: Project, today: datetime.date) -> datetime.date:
    """Return until when answers are kept unless the team says otherwise.

    It is the programme's rule for evidence (`programme/data/retention.toml`), counted from the final payment; while its
    date is not known, from the end of the project, or from today.
    """
    rule = retention_rule(project.call_year, project.grant)
    return keep_until(project.final_payment_on or project.end or today, rule.years)
