"""Which questions ask who somebody is, by the words in them (`data/identifying.toml`): advice, not a verdict."""

import functools
import re
import tomllib
from importlib import resources

from plon.surveys.enums import QuestionKind
from plon.surveys.questionnaire import Question
from plon.texts import fold

_FREE = {QuestionKind.TEXT, QuestionKind.NUMBER, QuestionKind.DATE}


@functools.cache
def _lexicon() -> dict[str, re.Pattern[str]]:
    """Return {what is asked for: the words that ask for it}, folded as `texts.fold` does."""
    data = tomllib.loads(resources.files("plon.surveys").joinpath("data/identifying.toml").read_text("utf-8"))
    return {what: re.compile(r"\b(?:" + "|".join(words) + r")") for what, words in data["words"].items()}


def asks_for(question: Question) -> str:
    """Return what an open question asks for that tells who it was: "name", "email", "phone", "birth"; "" if nothing."""
    if question.kind not in _FREE:
        return ""
    return next((what for what in ("email", "phone", "birth", "name") if _says(question, what)), "")


def is_recognising(question: Question) -> bool:
    """Tell whether an answer narrows down who it was: age, sex, post, school, town."""
    return _says(question, "recognising")


def _says(question: Question, what: str) -> bool:
    return any(_lexicon()[what].search(fold(text)) for text in question.words.values())
