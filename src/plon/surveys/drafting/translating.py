"""Languages of a survey: what is missing in one, what was translated from a text that has changed since."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from plon.surveys.drafting.draft import Draft, MadeFrom
from plon.surveys.drafting.places import Place, places_of, rewritten
from plon.surveys.questionnaire import Questionnaire, Words


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one language is.

    Attributes:
        texts: how many there are to translate.
        missing: those that say nothing in it.
        stale: those whose base text has changed since they were translated.
    """

    language: str
    texts: int
    missing: tuple[str, ...]
    stale: tuple[str, ...]

    @property
    def is_complete(self) -> bool:
        """People can be asked in it; what is stale is a person's to judge."""
        return not self.missing

    @property
    def done(self) -> int:
        return self.texts - len(self.missing)


def mark_of(text: str) -> str:
    """Return a short mark of a base text, by which a form remembers what its reader saw."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def standing_in(draft: Draft, language: str) -> Standing:
    """Return how far a language other than the base one is."""
    questionnaire = draft.questionnaire
    to_translate = [place for place in places_of(questionnaire) if place.words.get(questionnaire.base)]
    return Standing(
        language,
        len(to_translate),
        tuple(place.key for place in to_translate if not place.words.get(language)),
        tuple(place.key for place in to_translate if is_stale(draft, place, language)),
    )


def is_stale(draft: Draft, place: Place, language: str) -> bool:
    """Tell whether a translation was made from another text than the one that stands there now."""
    source = draft.made_from.get(place.key, {}).get(language)
    return bool(place.words.get(language)) and source is not None and source != _base(draft, place)


def is_complete(questionnaire: Questionnaire, language: str) -> bool:
    """Tell whether whatever is said in the base language is said in this one."""
    return all(
        place.words.get(language) or not place.words.get(questionnaire.base) for place in places_of(questionnaire)
    )


def translate(
    draft: Draft, language: str, texts: Mapping[str, str], *, seen: Mapping[str, str], still_right: frozenset[str]
) -> Draft:
    """Write texts of one language.

    Args:
        draft: the survey.
        language: not the base one.
        texts: {place: text}; an empty one takes the translation away; places that are gone are passed over.
        seen: {place: mark of the base text that the translator saw}.
        still_right: places whose translation fits although the base text has changed.
    """
    made_from = {place: dict(sources) for place, sources in draft.made_from.items()}
    for place in places_of(draft.questionnaire):
        if place.key not in texts:
            continue
        before, text, base = place.words.get(language, ""), texts[place.key], _base(draft, place)
        sources = made_from.setdefault(place.key, {})
        if not text:
            sources.pop(language, None)
        elif text != before or place.key in still_right or language not in sources:
            # Who translated an older text than the one that is there by now has made something stale.
            sources[language] = base if seen.get(place.key, mark_of(base)) == mark_of(base) else ""

    def written(key: str, words: Words) -> Words:
        return with_text(words, language, texts[key]) if key in texts else words

    return replace(draft, questionnaire=rewritten(draft.questionnaire, written), made_from=_tidy(made_from))


def with_text(words: Words, language: str, text: str) -> Words:
    """Return the words with another text in one language; an empty one takes it away."""
    others = {each: kept for each, kept in words.items() if each != language}
    return others | {language: text} if text else others


def taken_in(draft: Draft) -> Draft:
    """Say of every translation that has no source yet that it was made from the text that is there now."""
    made_from = {place: dict(sources) for place, sources in draft.made_from.items()}
    base = draft.questionnaire.base
    for place in places_of(draft.questionnaire):
        for language in place.words:
            if language != base:
                made_from.setdefault(place.key, {}).setdefault(language, place.words.get(base, ""))
    keys = {place.key for place in places_of(draft.questionnaire)}
    return replace(draft, made_from=_tidy({place: kept for place, kept in made_from.items() if place in keys}))


def _base(draft: Draft, place: Place) -> str:
    return place.words.get(draft.questionnaire.base, "")


def _tidy(made_from: MadeFrom) -> MadeFrom:
    return {place: sources for place, sources in made_from.items() if sources}
