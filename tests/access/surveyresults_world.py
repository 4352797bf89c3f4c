"""A survey without names and one with names, each with a round that enough people answered."""

from typing import TYPE_CHECKING

from plon.responses.models import IdentifiedResponse
from tests.surveyresults.rounds import SHEET, make_round, make_survey

if TYPE_CHECKING:
    from tests.access.world import World


def add_survey_results(world: "World") -> None:
    """Fill the doors of results: figures of the first survey, sheets of the second."""
    texts = [("say", "More of this")] * 5
    anonymous = make_round(make_survey(world.project), [SHEET] * 5, texts=texts)
    named = make_round(make_survey(world.project, is_anonymous=False), [SHEET] * 5)
    for door in ("survey", "compared", "round", "live", "chart", "texts", "summary", "file", "people", "people_file",
                 "erase_sheet"):  # fmt: skip
        asked = named if door.startswith(("people", "erase")) else anonymous
        world.fillings |= {
            f"surveyresults:{door}:survey": asked.survey.public_id,
            f"surveyresults:{door}:asking": asked.public_id,
        }
    world.fillings |= {
        "surveyresults:erase_sheet:sheet": IdentifiedResponse.objects.filter(round=named)[0].pk,
        "surveyresults:chart:question": "who",
        "surveyresults:chart:ending": "csv",
        "surveyresults:file:kind": "answers.csv",
        "surveyresults:people_file:kind": "people.csv",
    }
