"""What the search box offers while someone types."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line under the search box.

    Args:
        text: as it is shown, and what to ask for.
        kind: of `KINDS`: the thing itself, found at `public_id` and `key`; the name of a facet ("topic",
            "category"): the value `public_id` of that filter; "": words to search for.
        public_id: what stands in its address, or the value of the filter.
        key: the row's id in the database; 0 if it is no row.
    """

    text: str
    kind: str = ""
    public_id: str = ""
    key: int = 0


def suggest(text: str, *, language: str, kind: str = "", count: int = 8) -> list[Suggestion]:
    """Return what `text`, typed so far, may become; never an error, often nothing.

    Args:
        text: as typed; its last word may be unfinished.
        language: the reader's; titles are shown in it where there are any.
        kind: one of `KINDS` to be offered only these things (and words).
        count: at most so many.
    """
    return []
