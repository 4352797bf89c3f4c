"""Reading surveys: the gates, what a survey asks now, its rounds; for the pages and for the rooms above."""

from dataclasses import replace

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from plon.accounts.models import User
from plon.projects.models import Project
from plon.projects.queries import get_project_for
from plon.projects.rules import VIEW
from plon.surveys.drafting.draft import Draft, draft_from_json
from plon.surveys.models import Draft as DraftRow
from plon.surveys.models import Round, Survey
from plon.surveys.questionnaire import Questionnaire, from_json


def surveys_of(project: Project) -> QuerySet[Survey]:
    """Return the surveys of a project with their rounds and questions, in 3 queries."""
    return Survey.objects.filter(project=project).select_related("draft").prefetch_related("rounds")


def rounds_of(project: Project) -> QuerySet[Round]:
    """Return all rounds of a project's surveys with their survey, in the order in which they were planned."""
    return Round.objects.filter(survey__project=project).select_related("survey", "activity").order_by("pk")


def get_survey_for(user: User | AnonymousUser, project_id: str, survey_id: str, permission: str = VIEW) -> Survey:
    """Return a survey with its questions, if `user` may do `permission` in its project.

    Raises:
        Http404, PermissionDenied: see `get_project_for`.
    """
    project = get_project_for(user, project_id, permission)
    found = get_object_or_404(Survey.objects.select_related("draft"), project=project, public_id=survey_id)
    found.project = project
    return found


def get_round_for(
    user: User | AnonymousUser, project_id: str, survey_id: str, round_id: str, permission: str = VIEW
) -> Round:
    """Return a round with its survey, if `user` may do `permission` in its project.

    Raises:
        Http404, PermissionDenied: see `get_project_for`.
    """
    survey = get_survey_for(user, project_id, survey_id, permission)
    found = get_object_or_404(
        Round.objects.select_related("activity", "compared_with"), survey=survey, public_id=round_id
    )
    found.survey = survey
    return found


def draft_of(survey: Survey) -> Draft:
    """Return a survey as it is written now, with what its settings say (no query if loaded with its draft)."""
    draft = draft_from_json(content) if (content := _content_of(survey)) else _nothing_yet(survey)
    return replace(draft, questionnaire=with_settings(draft.questionnaire, survey))


def _content_of(survey: Survey) -> dict[str, object]:
    try:
        return dict(survey.draft.content)
    except DraftRow.DoesNotExist:
        return {}


def _nothing_yet(survey: Survey) -> Draft:
    title = {survey.base_language: survey.name}
    return Draft(
        Questionnaire(title, {}, {}, survey.base_language, (), is_anonymous=True, has_pairs=False, sections=())
    )


def questionnaire_of(survey: Survey) -> Questionnaire:
    """Return what a survey asks now."""
    return draft_of(survey).questionnaire


def asked_in(the_round: Round) -> Questionnaire:
    """Return what a round asks: the questionnaire that it was opened with, before that what its survey asks now."""
    return from_json(the_round.questionnaire) if the_round.questionnaire else questionnaire_of(the_round.survey)


def with_settings(questionnaire: Questionnaire, survey: Survey) -> Questionnaire:
    """Return the questionnaire with what stands in the survey's settings."""
    return replace(
        questionnaire,
        base=survey.base_language,
        languages=(survey.base_language, *survey.languages),
        is_anonymous=survey.is_anonymous,
        has_pairs=survey.has_pairs,
        asked_by=survey.asked_by,
        contact=survey.contact,
        keep_until=survey.keep_until,
        smallest_group=survey.smallest_group,
    )


def was_opened(survey: Survey) -> bool:
    """Tell whether people have been asked: from then on the survey keeps what they were told."""
    return survey.rounds.filter(opened_at__isnull=False).exists()
