"""Surveys that go elsewhere and come from elsewhere: copied to a project, brought in from a file."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.programme.places import language_choices
from plon.projects.models import Project
from plon.surveys.actions.surveys import keep_new
from plon.surveys.definitions import Definition
from plon.surveys.models import FEWEST, Survey
from plon.surveys.privacy import usual_day
from plon.surveys.queries import questionnaire_of
from plon.surveys.questionnaire import Questionnaire
from plon.surveys.refusals import NotADefinition


@transaction.atomic
def copy_survey(survey: Survey, *, by: User, project: Project, name: str = "") -> Survey:
    """Copy what a survey asks to a project, its own or another; rounds and answers stay.

    Who asks and whom to ask are those of the new project's team to say; until then it can't be opened.

    Raises:
        ValidationError: a field is malformed.
    """
    ending = _(" (copy)")
    copy = Survey(
        project=project,
        name=name.strip() or survey.name[: 200 - len(ending)] + ending,
        kind=survey.kind,
        is_anonymous=survey.is_anonymous,
        has_pairs=survey.has_pairs,
        smallest_group=survey.smallest_group,
        base_language=survey.base_language,
        languages=list(survey.languages),
        asked_by=survey.asked_by if project.pk == survey.project_id else "",
        contact=survey.contact if project.pk == survey.project_id else "",
        keep_until=usual_day(project, timezone.localdate()),
        created_by=by,
    )
    return keep_new(copy, questionnaire_of(survey), by=by)


@transaction.atomic
def bring_survey(project: Project, *, by: User, definition: Definition) -> Survey:
    """Make a survey of what a file says.

    Raises:
        NotADefinition: it is written in no language that Plon knows.
        TooMuch, ValidationError: see `keep_new`.
    """
    asked = definition.questionnaire
    _refuse_unknown_languages(asked)
    survey = Survey(
        project=project,
        name=definition.name,
        kind=definition.kind,
        is_anonymous=asked.is_anonymous,
        has_pairs=asked.has_pairs,
        smallest_group=min(max(asked.smallest_group, FEWEST), 100),
        base_language=asked.base,
        languages=[language for language in dict.fromkeys(asked.languages) if language != asked.base],
        keep_until=usual_day(project, timezone.localdate()),
        created_by=by,
    )
    return keep_new(survey, asked, by=by)


def _refuse_unknown_languages(asked: Questionnaire) -> None:
    known = {code for code, _name in language_choices("en")}
    for language in (asked.base, *asked.languages):
        if language not in known:
            raise NotADefinition(_("The file is damaged at “%(place)s”."), {"place": f"languages: {language[:20]}"})
