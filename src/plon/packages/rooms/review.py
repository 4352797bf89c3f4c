"""The review stays with the agency that made it: brought in elsewhere, it would be nobody's decision."""

from plon.packages.parts import register_exceptions

_STAYS = "a decision of this agency, kept here whatever becomes of the project; elsewhere nobody took it"


def register() -> None:
    register_exceptions(
        {
            "review.ProjectReview": _STAYS,
            "review.ReviewedResult": _STAYS,
            "review.Decision": _STAYS,
            "review.Remark": "letters between team and agency, which name people",
            "review.Conflict": "what an officer declared to colleagues",
            "review.Hiding": _STAYS,
        }
    )
