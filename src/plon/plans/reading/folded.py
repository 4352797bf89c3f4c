"""A sentence as it is compared, without case and accents, and the way back to its own words."""

import re
import unicodedata

from plon.texts import fold


class FoldedSentence:
    """A sentence, its folded text, and the lead of the list that it stands in, if it does."""

    def __init__(self, text: str, lead: str = "") -> None:
        self.text = unicodedata.normalize("NFC", text)
        self.lead = "".join(fold(character) for character in lead)
        folded = [fold(character) for character in self.text]
        self.folded = "".join(folded)
        self._back = [place for place, part in enumerate(folded) for _character in part]

    def words(self, begin: int, end: int) -> str:
        """Return the words as they stand in the sentence, from places in the folded text."""
        if begin >= end:
            return ""
        return self.text[self._back[begin] : self._back[end - 1] + 1].strip()

    def is_owner(self, match: re.Match[str]) -> bool:
        """Tell whether a word only owns what is named next: "the teachers' attitude"."""
        return re.match(r"\s?['’´`]", self.folded[match.end() :]) is not None
