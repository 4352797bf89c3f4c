"""Surveys as a whole: create, change their settings, remove."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.history.models import Event
from plon.history.record import changed, record, snapshot
from plon.plans.refusals import ChangedMeanwhile
from plon.projects.models import Project
from plon.surveys.actions.keeping import locked, write_draft
from plon.surveys.banks import bank, in_languages
from plon.surveys.drafting.draft import Draft, Keys, draft_to_json
from plon.surveys.enums import SurveyState
from plon.surveys.models import Survey
from plon.surveys.privacy import usual_day, usual_privacy
from plon.surveys.queries import draft_of, was_opened, with_settings
from plon.surveys.questionnaire import Questionnaire, Section, Words
from plon.surveys.refusals import Promised, WrongState

# What a team can change of a survey; the language that it is written in stays.
SURVEY_FIELDS = (
    "name", "kind", "is_anonymous", "has_pairs", "smallest_group", "languages", "asked_by", "contact", "keep_until",
)  # fmt: skip


@transaction.atomic
def create_survey(
    project: Project, *, by: User, name: str, base_language: str, languages: Sequence[str] = (), start: str = "",
    **fields: Any,
) -> Survey:  # fmt: skip
    """Begin a survey: empty, or with what a bank has ready.

    Args:
        project: whose survey.
        by: who writes.
        name: how the team calls it.
        base_language: the language that it is written in.
        languages: others that it shall be offered in.
        start: the code of a bank; "" begins with one empty section.
        **fields: see `SURVEY_FIELDS`; what is not given is usual.

    Raises:
        ValidationError: a field is malformed.
    """
    ready = bank(start)
    survey = Survey(
        project=project, name=name.strip(), base_language=base_language, created_by=by,
        languages=_others(languages, base_language),
        **{"keep_until": usual_day(project, timezone.localdate()), **fields},
    )  # fmt: skip
    asked = ready.survey if ready else None
    begun = in_languages(asked, base_language, survey.languages) if asked else None
    return keep_new(survey, begun or _empty({base_language: survey.name}), by=by)


def _empty(title: Words) -> Questionnaire:
    return Questionnaire(title, {}, {}, next(iter(title)), (), True, False, (Section("s0"),))


def _others(languages: Sequence[str], base: str) -> list[str]:
    return [language for language in dict.fromkeys(languages) if language != base]


def keep_new(survey: Survey, questionnaire: Questionnaire, *, by: User) -> Survey:
    """Keep a new survey with what it asks, all keys new; what people are told is the usual unless it says otherwise.

    Raises:
        ValidationError: a field is malformed.
        TooMuch: see `write_draft`.
    """
    survey.full_clean()
    survey.save()
    privacy = questionnaire.privacy or usual_privacy(
        is_anonymous=survey.is_anonymous, base=survey.base_language, languages=survey.languages
    )
    keys = Keys(Draft(questionnaire))
    asked = replace(
        with_settings(questionnaire, survey), sections=keys.for_sections(questionnaire.sections), privacy=privacy
    )
    write_draft(survey, Draft(asked, {}, keys.next))
    record("survey.created", by=by, subject=survey, project_id=survey.project_id)
    return survey


@transaction.atomic
def change_survey(survey: Survey, *, by: User, version: int | None = None, **fields: Any) -> Survey:
    """Change the settings of a survey.

    Args:
        survey: which one.
        by: who changes.
        version: the version that the person saw; None asks no question.
        **fields: see `SURVEY_FIELDS`.

    Raises:
        ChangedMeanwhile: somebody saved since `version`.
        Promised: people have been told otherwise already.
        ValidationError: a field is malformed.
    """
    survey, draft = locked(survey)
    if version is not None and survey.version != version:
        raise ChangedMeanwhile(_("Somebody else saved this meanwhile. Look at both and save again."))
    before, old = snapshot(survey, SURVEY_FIELDS), draft.questionnaire
    for name, value in fields.items():
        setattr(survey, name, value)
    survey.languages = _others(survey.languages, survey.base_language)
    changes = changed(before, survey)
    if not changes:
        return survey
    if was_opened(survey):
        _refuse_broken_promises(before, survey)
    survey.version += 1
    survey.full_clean()
    survey.save()
    asked = with_settings(old, survey)
    write_draft(survey, replace(draft, questionnaire=replace(asked, privacy=_privacy(old, survey))))
    survey.draft.refresh_from_db()
    record("survey.changed", by=by, subject=survey, project_id=survey.project_id, changes=changes)
    return survey


def _refuse_broken_promises(before: Mapping[str, object], survey: Survey) -> None:
    """What people were told when they answered holds for good: who sees it, from how many on, until when."""
    if before["is_anonymous"] != survey.is_anonymous:
        raise Promised(
            _("People have been asked already. Whether the survey is anonymous stays; make a copy to ask otherwise."),
            field="is_anonymous",
        )
    if survey.smallest_group < int(str(before["smallest_group"])):
        raise Promised(
            _("People were told that results are shown from %(group)s answers on. It can be more, not fewer."),
            {"group": before["smallest_group"]},
            field="smallest_group",
        )
    day = before["keep_until"]
    if day and (survey.keep_until is None or survey.keep_until.isoformat() > str(day)):
        raise Promised(
            _("People were told that their answers are erased by %(day)s. It can be sooner, not later."),
            {"day": day},
            field="keep_until",
        )


def _privacy(old: Questionnaire, survey: Survey) -> Words:
    """Return what people are told: where it is the usual text, that which fits the survey as it is now."""
    then = usual_privacy(is_anonymous=old.is_anonymous, base=old.base, languages=old.languages[1:])
    now = usual_privacy(is_anonymous=survey.is_anonymous, base=survey.base_language, languages=survey.languages)
    own = {language: text for language, text in old.privacy.items() if text != then.get(language)}
    if own:
        # Of a text that the team has written no usual translation is one.
        now = {language: text for language, text in now.items() if language in old.privacy}
    return {**now, **own}


@transaction.atomic
def remove_survey(survey: Survey, *, by: User) -> Event:
    """Remove a survey with its rounds and every answer. The history can bring back what it asked, not the answers.

    Raises:
        WrongState: people are answering right now.
    """
    survey, _draft = locked(survey)
    if survey.rounds.filter(state=SurveyState.OPEN).exists():
        raise WrongState(_("A round is open. Close it first."))
    kept: dict[str, list[object]] = {
        "name": [survey.name, None],
        "_survey": [{
            **snapshot(survey, SURVEY_FIELDS), "public_id": survey.public_id, "base_language": survey.base_language,
        }],
        "_draft": [draft_to_json(draft_of(survey))],
    }  # fmt: skip
    event = record("survey.removed", by=by, subject=survey, project_id=survey.project_id, changes=kept)
    survey.delete()
    return event
