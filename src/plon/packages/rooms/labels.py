"""A label stays with the agency that gave it; what a package says of it stands in its description (`structured`)."""

from plon.packages.parts import register_exceptions


def register() -> None:
    register_exceptions(
        {
            "labels.Label": "this agency's word: it goes along as information, for elsewhere nobody gave it",
            "labels.Opinion": "what officers said to each other",
            "labels.Nomination": "a list of this agency's office",
        }
    )
