"""What a person typed in the search box, understood without ever refusing it."""

from dataclasses import dataclass
from re import compile as pattern

from plon.search.analysis import STOP_WORDS, words_of

# More than anyone types; beyond it lies pasted text or an attack.
LONGEST_QUESTION = 600
MOST_WORDS = 24

_PART = pattern(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_QUOTES = str.maketrans({"„": '"', "”": '"', "“": '"', "«": '"', "»": '"', "‟": '"', "−": "-", "–": "-"})


@dataclass(frozen=True, slots=True)
class Question:
    """The parts of a question.

    Args:
        words: every one of them is wanted, in any inflected form.
        optional: stop words beside them; they only help the order.
        phrases: words that must stand together as written.
        excluded: words that must not occur.
    """

    words: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.phrases or self.excluded)


def understand(text: str) -> Question:
    """Read `text`: words, "phrases" and -excluded words; everything else is taken as separators."""
    words: list[str] = []
    phrases: list[tuple[str, ...]] = []
    excluded: list[str] = []
    for part in _PART.finditer(text[:LONGEST_QUESTION].translate(_QUOTES)):
        found = words_of(part["word"] if part["phrase"] is None else part["phrase"])
        if part["minus"]:
            excluded.extend(found)
        elif part["phrase"] is not None and found:
            phrases.append(tuple(found[:MOST_WORDS]))
        else:
            words.extend(found)
    unique = list(dict.fromkeys(words))[:MOST_WORDS]
    wanted = [word for word in unique if word.lower() not in STOP_WORDS]
    # "To be or not to be": a question of stop words alone is still a question.
    return Question(
        words=tuple(wanted or unique),
        optional=tuple(word for word in unique if word not in wanted) if wanted else (),
        phrases=tuple(phrases[:MOST_WORDS]),
        excluded=tuple(dict.fromkeys(excluded))[:MOST_WORDS],
    )
