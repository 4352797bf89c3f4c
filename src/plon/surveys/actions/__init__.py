"""The use cases of the builder: surveys, their questions, their languages, their rounds."""

from plon.surveys.actions.copying import bring_survey, copy_survey
from plon.surveys.actions.questions import (
    add_question,
    change_question,
    copy_question,
    move_question,
    pick_questions,
    remove_question,
)
from plon.surveys.actions.rounds import add_round, change_round, close_round, open_round, remove_round
from plon.surveys.actions.sections import add_section, change_section, move_section, remove_section
from plon.surveys.actions.surveys import change_survey, create_survey, remove_survey
from plon.surveys.actions.texts import write_texts

__all__ = [
    "add_question", "add_round", "add_section", "bring_survey", "change_question", "change_round", "change_section",
    "change_survey", "close_round", "copy_question", "copy_survey", "create_survey", "move_question", "move_section",
    "open_round", "pick_questions", "remove_question", "remove_round", "remove_section", "remove_survey", "write_texts",
]  # fmt: skip
