"""Did you mean: the question in words that the documents use, with their accents."""

from re import escape, sub

import tantivy

from plon.search import index, vocabulary
from plon.search.analysis import form
from plon.search.matching import Matcher
from plon.search.questions import Question

# A likelier word must be in so many times more documents than what was typed.
FAR_MORE = 20


def corrected(text: str, matcher: Matcher, question: Question, total: int) -> str:
    """Return the question with its unlikely words replaced, or "" if there is nothing better.

    Args:
        text: the question as typed; all but the unlikely words stays as it is.
        matcher: knows in how many documents a word is.
        question: without phrases and numbers: those are meant as they are.
        total: how many documents the question found as typed.
    """
    words = index.vocabulary_searcher()
    if words is None:
        return ""
    better: dict[str, str] = {}
    for word in question.words:
        replacement = _replacement(words, matcher, word, has_hits=total > 0)
        if replacement:
            better[word] = replacement
    for word, replacement in better.items():
        text = sub(rf"(?<!\w){escape(word)}(?!\w)", lambda _, new=replacement: new, text, count=1)  # type: ignore[misc]
    return " ".join(text.split()) if better else ""


def _replacement(words: tantivy.Searcher, matcher: Matcher, word: str, *, has_hits: bool) -> str:
    frequency = matcher.frequency(word)
    if frequency and has_hits and frequency > FAR_MORE:
        return ""
    candidates = [
        (distance, near, matcher.frequency_of(near.folded)) for distance, near in vocabulary.near(words, form(word))
    ]
    for distance, near, count in candidates:
        if count > (frequency * FAR_MORE if frequency else 0) and distance <= max(1, len(word) // 4):
            return near.written
    return ""
