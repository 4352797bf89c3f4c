"""Texts of one language, many at a time: what frames the survey in its base language, or translations."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.plans.refusals import ChangedMeanwhile
from plon.surveys.actions.keeping import locked, tell, write_draft
from plon.surveys.drafting.draft import Draft
from plon.surveys.drafting.places import places_of, rewritten
from plon.surveys.drafting.translating import translate, with_text
from plon.surveys.models import Survey
from plon.surveys.queries import draft_of
from plon.surveys.questionnaire import Words


@transaction.atomic
def write_texts(
    survey: Survey,
    *,
    by: User,
    language: str,
    texts: Mapping[str, str],
    version: int | None = None,
    seen: Mapping[str, str] | None = None,
    still_right: Collection[str] = (),
) -> Survey:
    """Write texts of one language.

    Args:
        survey: of which survey.
        by: who writes.
        language: one of the survey's.
        texts: {place (`drafting.places`): text}; an empty one takes it away.
        version: `version_of` the texts that the person saw; None asks no question.
        seen: {place: `mark_of` the base text that the translator saw}.
        still_right: places whose translation fits although the base text has changed.

    Raises:
        ChangedMeanwhile: other texts stand there by now.
        ValidationError: the survey has no such language, or a text is too long.
    """
    survey, draft = locked(survey)
    before = texts_in(draft, language)
    if language not in draft.questionnaire.languages:
        raise ValidationError(_("The survey is not offered in this language."))
    if version is not None and version_of(draft, language) != version:
        raise ChangedMeanwhile(_("Somebody else saved this meanwhile. Look at both and save again."))
    tidy = {place: text.replace("\r\n", "\n").strip() for place, text in texts.items() if place in before}
    _refuse_too_long(draft, tidy)
    if language == survey.base_language:

        def written(place: str, words: Words) -> Words:
            return with_text(words, language, tidy[place]) if place in tidy else words

        after = replace(draft, questionnaire=rewritten(draft.questionnaire, written))
    else:
        after = translate(draft, language, tidy, seen=seen or {}, still_right=frozenset(still_right))
    if after == draft:
        return survey
    write_draft(survey, after)
    changed = [place for place, text in tidy.items() if text != before[place]]
    told: list[object] = [[before[place] for place in changed], [tidy[place] for place in changed]]
    old: list[object] = [language, {place: before[place] for place in changed}]
    tell("survey_texts.changed", survey, by=by, changes={"content": told, "_texts": old})
    survey.draft.refresh_from_db()
    return survey


def texts_in(draft: Draft, language: str) -> dict[str, str]:
    """Return {place: text} of one language; "" where nothing is said in it."""
    return {place.key: place.words.get(language, "") for place in places_of(draft.questionnaire)}


def version_of(draft: Draft, language: str) -> int:
    """Return a number that changes whenever a text of a language does."""
    written = json.dumps(texts_in(draft, language), sort_keys=True, ensure_ascii=False)
    return int(hashlib.sha256(written.encode()).hexdigest()[:12], 16)


def texts_of(survey: Survey, language: str) -> dict[str, str]:
    return texts_in(draft_of(survey), language)


def _refuse_too_long(draft: Draft, texts: Mapping[str, str]) -> None:
    for place in places_of(draft.questionnaire):
        if len(texts.get(place.key, "")) > place.longest:
            words, params = _("At most %(longest)s characters."), {"longest": place.longest}
            raise ValidationError({place.key: ValidationError(words, params=params)})
