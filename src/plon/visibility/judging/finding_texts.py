"""Finds statements and disclaimers in the words of a page."""

from dataclasses import dataclass, field
from typing import Any

from plon.programme.codelists import read_data
from plon.visibility.judging.known import (
    KnownDisclaimer,
    KnownStatement,
    Lexicon,
    known_disclaimers,
    known_statements,
    lexicon,
    names_of_authorities,
)
from plon.visibility.judging.matching import Letters, Span, Words, is_same_but_for_typing, likeness, phrase_of

# How much of a disclaimer's letters must be there: to be one, for one of its two parts, for a part to be missing.
ENOUGH, PART_THERE, PART_MISSING = 0.5, 0.62, 0.3
_PLACEHOLDERS = (
    "name of the granting authority", "granting authority name", "nazwa organu przyznajacego", "nazwa agencji",
    "nombre de la autoridad", "name der bewilligungsbehorde",
)  # fmt: skip
LONGEST_SENTENCE = 60


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement found.

    `how`: "exact", "typing" (slips), or in own words: "own", "donor" (the Commission gives), "short" ("EU"),
    "programme" (only the programme is named).
    """

    span: Span
    how: str
    language: str
    kind: str = ""
    period: str = ""
    known: str = ""


@dataclass(frozen=True, slots=True)
class Disclaimer:
    """A disclaimer found.

    Attributes:
        span: its words.
        how: "model", "variant" (a national one that we know), "own" (other words).
        language: its own.
        period: "new" or "old".
        lacks: "answer" (nobody is said not to answer), "views", "union" (the Union is left out), "" if complete.
        authorities: codes of those named.
        is_unnamed: a national agency is spoken of without its name.
        has_placeholder: the name was never filled in.
    """

    span: Span
    how: str
    language: str
    period: str = "new"
    lacks: str = ""
    authorities: frozenset[str] = field(default_factory=frozenset)
    is_unnamed: bool = False
    has_placeholder: bool = False


def statements_in(words: Words, disclaimers: tuple[Disclaimer, ...] = ()) -> list[Statement]:
    """Return the statements of a text; what a disclaimer says after its opening is none."""
    found: list[Statement] = []
    for known in known_statements():
        for span in words.find(known.phrase):
            if not any(span.overlaps(each.span) for each in found):
                found.append(Statement(span, "exact", known.language, known.kind, known.period, known.text))
    for sentence in words.sentences():
        taken = [each.span for each in found]
        if any(sentence.overlaps(span) for span in taken) or any(_inside(sentence, each.span) for each in disclaimers):
            continue
        if told := _told_otherwise(words, sentence):
            found.append(told)
    return found


def _inside(sentence: Span, disclaimer: Span) -> bool:
    """Tell whether a sentence belongs to a disclaimer."""
    return sentence.overlaps(Span(disclaimer.first, disclaimer.last)) and sentence.last > disclaimer.first + 3


def _told_otherwise(words: Words, sentence: Span) -> Statement | None:
    """Return a statement with slips or in own words."""
    tokens = words.words[sentence.first : min(sentence.last, sentence.first + LONGEST_SENTENCE)]
    text = f" {' '.join(tokens)} "
    spoken = [
        (language, money)
        for language in lexicon().values()
        if (money := [place for place, token in enumerate(tokens) if token.startswith(language.fund)])
    ]
    for language, money in spoken:
        if slip := _with_slips(tokens, sentence, language):
            return slip
        has_union = any(f" {phrase} " in text for phrase in language.union)
        if has_union or any(f" {phrase} " in text for phrase in language.commission):
            kind = "cofunded" if any(tokens[place].startswith(_COFUNDED) for place in money) else "funded"
            return Statement(sentence, "own" if has_union else "donor", language.language, kind)
    for language, money in spoken:
        near = {token for place in money for token in tokens[max(place - 4, 0) : place + 5]}
        if near & set(language.short) and "erasmus" not in near:
            return Statement(sentence, "short", language.language)
    if spoken and "erasmus" in tokens and len(tokens) < LONGEST_SENTENCE:
        return Statement(sentence, "programme", spoken[0][0].language)
    return None


_COFUNDED = (
    "co",
    "ko",
    "sof",
    "suf",
    "dofin",
    "wspolfin",
    "mitfin",
    "medfin",
    "samfin",
    "spolufin",
    "tarsfin",
    "съфин",
    "συγχρ",
)


def _with_slips(tokens: list[str], sentence: Span, language: Lexicon) -> Statement | None:
    best: tuple[float, KnownStatement, int] | None = None
    for known in known_statements():
        if known.language != language.language:
            continue
        phrase = known.phrase.split(" ")
        for first in range(max(len(tokens) - len(phrase) + 2, 1)):
            for length in (len(phrase), len(phrase) - 1, len(phrase) + 1):
                window = tokens[first : first + length]
                if abs(len(window) - len(phrase)) > 1 or len(set(window) & set(phrase)) < len(phrase) // 2:
                    continue
                alike = likeness(" ".join(window), known.phrase)
                if alike >= 0.86 and (best is None or alike > best[0]) and is_same_but_for_typing(window, phrase):
                    best = (alike, known, first)
    if best is None:
        return None
    _alike, known, first = best
    span = Span(sentence.first + first, sentence.first + first + known.phrase.count(" ") + 1)
    return Statement(span, "typing", known.language, known.kind, known.period, known.text)


# ── disclaimers ──


def disclaimers_in(words: Words) -> list[Disclaimer]:
    """Return the disclaimers of a text: at most one for each language."""
    if len(words) < 8:
        return []
    letters = Letters(words)
    found = _models(words, letters)
    if variant := _variant(words):
        overlapping = [each for each in found if each.span.overlaps(variant.span)]
        if not any(each.how == "model" and not each.lacks for each in overlapping):
            found = [each for each in found if each not in overlapping] + [variant]
    if not found and (own := _in_own_words(words)):
        found = [own]
    return found


def _models(words: Words, letters: Letters) -> list[Disclaimer]:
    candidates: list[tuple[float, Disclaimer]] = []
    for known in known_disclaimers():
        grams = known.views | known.answer
        if letters.share(grams) < ENOUGH * 0.7:
            continue
        span, inside = letters.densest(grams, known.views_length + known.answer_length + 60)
        views_span, views = letters.densest(known.views, known.views_length)
        answer = letters.densest(known.answer, known.answer_length)[1] if known.answer else 1.0
        if inside < ENOUGH and max(views, answer if known.answer else 0.0) < 0.85:
            continue
        candidates.append((inside, _understood(words, known, span, views_span, views, answer)))
    found: list[Disclaimer] = []
    for _inside_share, each in sorted(candidates, key=lambda candidate: -candidate[0]):
        if not any(each.span.overlaps(other.span) for other in found):
            found.append(each)
    return found


def _understood(
    words: Words, known: KnownDisclaimer, span: Span, views_span: Span, views: float, answer: float
) -> Disclaimer:
    lacks = ""
    if known.period == "new":
        if answer < PART_MISSING:
            lacks = "answer"
        elif views < PART_MISSING:
            lacks = "views"
        elif views >= 0.4 and not _names_union(words, known.language, views_span):
            lacks = "union"
    whole = _whole_sentences(words, span)
    return Disclaimer(
        whole,
        "model",
        known.language,
        known.period,
        lacks,
        authorities_in(words, whole),
        _is_agency_unnamed(words, known.language, whole),
        any(f" {phrase} " in f" {' '.join(words.words[whole.first : whole.last])} " for phrase in _PLACEHOLDERS),
    )


def _whole_sentences(words: Words, span: Span) -> Span:
    """Return the span widened to the ends of its sentences, by no more than what a name may take."""
    first, last = span.first, span.last
    for sentence in words.sentences():
        if sentence.overlaps(span):
            first, last = min(first, max(sentence.first, span.first - 8)), max(last, min(sentence.last, span.last + 40))
    return Span(first, last)


def _names_union(words: Words, language: str, views_span: Span) -> bool:
    """Tell whether the sentence on views names the Union, in its own language."""
    known = lexicon().get(language)
    if known is None:
        return True
    # The opening names the Union, too, and ends before. Lines and abbreviations end no sentence, a point before a
    # capital does.
    openings = [
        each.span.last
        for each in _openings(words)
        if each.span.overlaps(Span(max(views_span.first - 8, 0), views_span.last))
    ]
    first = max(openings, default=views_span.first)
    last = max(views_span.first + 6, first)
    while last < len(words) and not _ends_sentence(words, last):
        last += 1
    text = f" {' '.join(words.words[first : last + 1])} "
    return any(f" {phrase} " in text for phrase in (*known.union, *known.short))


def _ends_sentence(words: Words, word: int) -> bool:
    after = words.after(word, 4).lstrip(")]")
    return after[:1] in {".", "!", "?"} and not after[1:].strip()[:1].islower()


def _openings(words: Words) -> list[Statement]:
    """Return the exact statements of a text, which open a disclaimer."""
    return [
        Statement(span, "exact", known.language) for known in known_statements() for span in words.find(known.phrase)
    ]


def authorities_in(words: Words, span: Span) -> frozenset[str]:
    """Return the codes of the authorities that a stretch of text names."""
    text = f" {' '.join(words.words[span.first : span.last])} "
    found = {code for code, names in names_of_authorities().items() if any(f" {name} " in text for name in names)}
    if " eacea " in text or any(f" {each} " in text for known in lexicon().values() for each in known.executive):
        found.add("EACEA")
    found |= {
        row["agency"] for row in _variants() if row["agency"] and _short_name(row) and f" {_short_name(row)} " in text
    }
    return frozenset(found)


def _short_name(row: dict[str, Any]) -> str:
    """Return the letters by which an agency is known, as its variants print them in brackets."""
    marks = [str(mark) for mark in row["markers"] if str(mark).startswith("(") and str(mark).endswith(")")]
    return phrase_of(marks[0]) if marks else ""


def _variants() -> list[dict[str, Any]]:
    return list(read_data("disclaimers").get("variant", ()))


def _is_agency_unnamed(words: Words, language: str, span: Span) -> bool:
    """Tell whether "National Agency" ends its sentence: a name would follow it, in brackets or after "of"."""
    known = lexicon().get(language)
    if known is None:
        return False
    for phrase in known.agency:
        for place in words.find(phrase):
            if span.first <= place.first < span.last:
                return words.after(place.last - 1).lstrip()[:1] in {".", ";", ""}
    return False


def _variant(words: Words) -> Disclaimer | None:
    """Return a national variant: all its markers stand in the text."""
    for row in _variants():
        if row.get("kind") != "disclaimer":
            continue
        spans = [next(words.find(phrase_of(str(marker))), None) for marker in row["markers"]]
        if any(span is None for span in spans):
            continue
        first = min(span.first for span in spans if span)
        last = max(span.last for span in spans if span)
        if last - first > 120:
            continue
        agency = str(row["agency"])
        period = "old" if row.get("period") == "2014-2020" else "new"
        return Disclaimer(
            Span(first, last), "variant", str(row["language"]), period,
            authorities=frozenset({agency}) if agency else frozenset(), is_unnamed=not agency,
        )  # fmt: skip
    return None


def _in_own_words(words: Words) -> Disclaimer | None:
    """Return a sentence that says in other words that the Union does not answer for the contents."""
    for sentence in words.sentences():
        tokens = words.words[sentence.first : min(sentence.last, sentence.first + 2 * LONGEST_SENTENCE)]
        text = f" {' '.join(tokens)} "
        for known in lexicon().values():
            speaks = any(f" {phrase} " in text for phrase in (*known.union, *known.commission))
            if speaks and any(token.startswith(known.answer) for token in tokens):
                return Disclaimer(sentence, "own", known.language, "new", authorities=authorities_in(words, sentence))
    return None
