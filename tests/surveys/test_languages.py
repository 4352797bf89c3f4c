"""Every text in every language: what is missing, what was translated from a text that has changed since."""

import pytest
from django.core.exceptions import ValidationError

from plon.accounts.models import User
from plon.history.models import Event
from plon.plans.refusals import ChangedMeanwhile
from plon.projects.restoring import restore
from plon.surveys import actions
from plon.surveys.actions.texts import texts_of, version_of
from plon.surveys.drafting.translating import is_complete, mark_of, standing_in
from plon.surveys.models import Survey
from plon.surveys.queries import draft_of, questionnaire_of
from tests.surveys.conftest import fresh, scale, translated


def test_missing_texts_are_counted(survey: Survey, editor: User) -> None:
    standing = standing_in(draft_of(survey), "pl")
    asked = questionnaire_of(survey)
    # The usual privacy text is there in Polish; title, three questions and two answers are not.
    assert (standing.texts, standing.done, standing.is_complete) == (7, 1, False)
    assert set(standing.missing) == {
        "title", *(f"{question.key}.words" for question in asked.questions),
        *(option.key for option in asked.questions[1].options),
    }  # fmt: skip
    assert standing_in(draft_of(translated(survey, editor)), "pl").is_complete


def test_a_translation_whose_base_text_changed_is_stale_until_somebody_looks(survey: Survey, editor: User) -> None:
    translated(survey, editor)
    question = questionnaire_of(fresh(survey)).questions[0]
    place = f"{question.key}.words"
    changed = scale("Was it good?", key=question.key)
    actions.change_question(
        survey,
        by=editor,
        question=type(question)(**{**_parts(changed), "words": {**question.words, "en": "Was it good?"}}),
    )
    assert standing_in(draft_of(fresh(survey)), "pl").stale == (place,)
    # Saved as it was, it stays stale; said to be still right, it no longer is.
    actions.write_texts(survey, by=editor, language="pl", texts={place: "HOW WAS IT?"})
    assert standing_in(draft_of(fresh(survey)), "pl").stale == (place,)
    actions.write_texts(survey, by=editor, language="pl", texts={place: "HOW WAS IT?"}, still_right=[place])
    assert standing_in(draft_of(fresh(survey)), "pl").stale == ()


def _parts(question: object) -> dict[str, object]:
    return {name: getattr(question, name) for name in question.__slots__}  # type: ignore[attr-defined]


def test_who_translates_an_older_text_makes_something_stale(survey: Survey, editor: User) -> None:
    seen = {"title": mark_of(texts_of(survey, "en")["title"])}
    actions.write_texts(survey, by=editor, language="en", texts={"title": "Tell us"})
    actions.write_texts(survey, by=editor, language="pl", texts={"title": "Po warsztacie"}, seen=seen)
    assert standing_in(draft_of(fresh(survey)), "pl").stale == ("title",)


def test_two_translators_do_not_write_over_one_another(survey: Survey, editor: User, coordinator: User) -> None:
    version = version_of(draft_of(survey), "pl")
    actions.write_texts(survey, by=editor, language="pl", texts={"title": "Warsztat"}, version=version)
    with pytest.raises(ChangedMeanwhile):
        actions.write_texts(survey, by=coordinator, language="pl", texts={"title": "Zajęcia"}, version=version)
    assert texts_of(fresh(survey), "pl")["title"] == "Warsztat"


def test_texts_have_a_longest_length_and_a_language_of_the_survey(survey: Survey, editor: User) -> None:
    with pytest.raises(ValidationError, match="200"):
        actions.write_texts(survey, by=editor, language="pl", texts={"title": "ą" * 201})
    with pytest.raises(ValidationError, match="not offered"):
        actions.write_texts(survey, by=editor, language="fi", texts={"title": "Työpaja"})
    assert texts_of(fresh(survey), "pl")["title"] == ""


def test_places_that_are_gone_are_passed_over(survey: Survey, editor: User) -> None:
    actions.write_texts(survey, by=editor, language="pl", texts={"q999.words": "Nic", "title": "Warsztat"})
    assert texts_of(fresh(survey), "pl")["title"] == "Warsztat"
    assert "q999.words" not in texts_of(fresh(survey), "pl")


def test_old_texts_are_put_back_from_the_history(survey: Survey, editor: User) -> None:
    actions.write_texts(survey, by=editor, language="en", texts={"title": "Tell us", "thanks": "Thanks"})
    restore(Event.objects.get(kind="survey_texts.changed"), by=editor)
    texts = texts_of(fresh(survey), "en")
    assert (texts["title"], texts["thanks"]) == ("After the workshop", "")


def test_a_language_that_is_taken_away_and_added_again_still_has_its_texts(survey: Survey, editor: User) -> None:
    translated(survey, editor)
    actions.change_survey(survey, by=editor, languages=[])
    assert questionnaire_of(fresh(survey)).languages == ("en",)
    actions.change_survey(survey, by=editor, languages=["pl", "de"])
    asked = questionnaire_of(fresh(survey))
    assert (is_complete(asked, "pl"), is_complete(asked, "de")) == (True, False)
