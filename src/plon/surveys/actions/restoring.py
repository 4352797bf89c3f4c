"""Put back what was changed or taken out, from what the history keeps (see `plon.projects.restoring`)."""

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.history.models import Event
from plon.history.record import record
from plon.surveys.actions.keeping import locked, tell, text_of, write_draft
from plon.surveys.actions.questions import change_question
from plon.surveys.actions.sections import change_section
from plon.surveys.actions.surveys import change_survey
from plon.surveys.actions.texts import write_texts
from plon.surveys.drafting import changing
from plon.surveys.drafting.draft import draft_from_json
from plon.surveys.models import Survey
from plon.surveys.questionnaire import Condition, Question, Questionnaire, Section, question_from_json
from plon.surveys.refusals import GoneMeanwhile


def restore_survey(event: Event, by: User) -> None:
    """Put back old settings, or a survey that was removed: what it asked, without rounds and answers.

    Raises:
        GoneMeanwhile: the survey is gone, or there again.
        DomainError, ValidationError: the old value is no longer allowed.
    """
    if event.kind == "survey.removed":
        _bring_back(event, by)
        return
    survey = Survey.objects.filter(pk=event.subject_id, project_id=event.project_id or 0).first()
    if survey is None:
        raise GoneMeanwhile(_("It is not there any more. Somebody took it out meanwhile."))
    old = {name: values[0] for name, values in event.changes.items() if not name.startswith("_")}
    change_survey(survey, by=by, **_fields(old))


def restore_part(event: Event, by: User) -> None:
    """Put back a question, a section or texts of a survey.

    Raises:
        GoneMeanwhile: the survey or what the part belongs to is gone, or the part is there again.
        DomainError, ValidationError: it does not fit any more.
    """
    survey = Survey.objects.filter(pk=event.subject_id, project_id=event.project_id or 0).first()
    if survey is None:
        raise GoneMeanwhile(_("It is not there any more. Somebody took it out meanwhile."))
    _PUT_BACK[event.kind](survey, event, by)


def _question_changed(survey: Survey, event: Event, by: User) -> None:
    change_question(survey, by=by, question=question_from_json(event.changes["_question"][0]))


@transaction.atomic
def _question_removed(survey: Survey, event: Event, by: User) -> None:
    content, section, place = event.changes["_question"]
    question = question_from_json(content)
    survey, draft = locked(survey)
    asked = draft.questionnaire
    _refuse_if_there(asked, question)
    keys = [each.key for each in asked.sections]
    if not keys:
        asked = changing.add_section(asked, Section(str(section)))
    elif section not in keys:
        # Its section is gone: it comes back at the end.
        section, place = keys[-1], None
    asked = changing.add_question(asked, str(section), _with_known_condition(asked, question), _place(place))
    write_draft(survey, replace(draft, questionnaire=asked))
    tell("survey_question.restored", survey, by=by, changes={"content": [None, text_of(asked, question.words)]})


def _section_changed(survey: Survey, event: Event, by: User) -> None:
    key, title, intro = event.changes["_section"]
    change_section(survey, by=by, key=str(key), title=str(title), intro=str(intro))


@transaction.atomic
def _section_removed(survey: Survey, event: Event, by: User) -> None:
    kept, place = event.changes["_section"]
    survey, draft = locked(survey)
    asked = changing.add_section(draft.questionnaire, Section(kept["key"], kept["words"], kept["intro"]), _place(place))
    if kept["key"] in [section.key for section in draft.questionnaire.sections]:
        raise GoneMeanwhile(_("It is there already."))
    for content in kept["questions"]:
        question = question_from_json(content)
        _refuse_if_there(asked, question)
        asked = changing.add_question(asked, kept["key"], _with_known_condition(asked, question))
    write_draft(survey, replace(draft, questionnaire=asked))
    tell("survey_section.restored", survey, by=by, changes={"content": [None, text_of(asked, kept["words"])]})


def _texts_changed(survey: Survey, event: Event, by: User) -> None:
    language, texts = event.changes["_texts"]
    write_texts(survey, by=by, language=str(language), texts=texts)


_PUT_BACK = {
    "survey_question.changed": _question_changed,
    "survey_question.removed": _question_removed,
    "survey_section.changed": _section_changed,
    "survey_section.removed": _section_removed,
    "survey_texts.changed": _texts_changed,
}


def _refuse_if_there(asked: Questionnaire, question: Question) -> None:
    if asked.question(question.key) is not None:
        raise GoneMeanwhile(_("It is there already."))


def _with_known_condition(asked: Questionnaire, question: Question) -> Question:
    """Drop a condition whose question is gone: what comes back is asked always then."""
    condition: Condition | None = question.condition
    return question if condition is None or asked.question(condition.question) else replace(question, condition=None)


def _place(place: object) -> int | None:
    return place if isinstance(place, int) else None


def _fields(kept: Mapping[str, object]) -> dict[str, Any]:
    """Turn what the history keeps of a survey into values again."""
    day = kept.get("keep_until")
    return {
        **kept,
        **({"keep_until": datetime.date.fromisoformat(str(day)) if day else None} if "keep_until" in kept else {}),
    }


@transaction.atomic
def _bring_back(event: Event, by: User) -> None:
    kept, [content] = _fields(event.changes["_survey"][0]), event.changes["_draft"]
    if Survey.objects.filter(public_id=kept["public_id"]).exists():
        raise GoneMeanwhile(_("It is there already."))
    survey = Survey(project_id=event.project_id or 0, created_by=by, **kept)
    survey.full_clean()
    survey.save()
    write_draft(survey, draft_from_json(content))
    record("survey.restored", by=by, subject=survey, project_id=survey.project_id)
