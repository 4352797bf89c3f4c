"""A survey in two languages with one of everything that its doors lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plon.accounts.models import User
from plon.surveys.actions import add_question, add_round, create_survey, open_round
from plon.surveys.questionnaire import Question

if TYPE_CHECKING:
    from tests.access.world import World

DOORS = (
    "detail", "settings", "remove", "copy", "definition", "preview", "words", "language", "pick", "new_section",
    "section", "move_section", "remove_section", "new_question", "question", "move_question", "copy_question",
    "remove_question",
    "new_round", "round", "change_round", "count", "open", "close", "remove_round", "qr", "paper",
)  # fmt: skip
OF_SECTIONS = ("section", "move_section", "remove_section")
OF_QUESTIONS = ("question", "move_question", "copy_question", "remove_question")
OF_ROUNDS = ("round", "change_round", "count", "open", "close", "remove_round", "qr", "paper")


def add_surveys(world: World, by: User) -> None:
    """A survey with a question, a round that is planned and one that is open."""
    survey = create_survey(
        world.project, by=by, name="After the workshop", base_language="en", languages=["pl"],
        asked_by="A school", contact="Ana, ana@example.org",
    )  # fmt: skip
    question = add_question(survey, by=by, question=Question("", "text", {"en": "What do you take home?"}))
    planned, opened = add_round(survey, by=by), open_round(add_round(survey, by=by), by=by)
    section = survey.draft.content["questionnaire"]["sections"][0]["key"]
    world.fillings |= {f"surveys:{door}:survey": survey.public_id for door in DOORS}
    world.fillings |= {f"surveys:{door}:section": section for door in OF_SECTIONS}
    world.fillings |= {f"surveys:{door}:question": question.key for door in OF_QUESTIONS}
    world.fillings |= {f"surveys:{door}:round": planned.public_id for door in OF_ROUNDS}
    world.fillings |= {
        "surveys:close:round": opened.public_id, "surveys:new_question:kind": "scale",
        "surveys:language:language": "pl",
    }  # fmt: skip
