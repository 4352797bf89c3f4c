"""What every change of a draft has in common: the lock, what the person saw, the event."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from plon.accounts.models import User
from plon.history.models import Event
from plon.history.record import record
from plon.plans.refusals import ChangedMeanwhile
from plon.surveys.drafting.changing import shown_text
from plon.surveys.drafting.draft import Draft, draft_to_json
from plon.surveys.drafting.translating import taken_in
from plon.surveys.models import Draft as DraftRow
from plon.surveys.models import Survey
from plon.surveys.problems import MOST_QUESTIONS, MOST_SECTIONS
from plon.surveys.queries import draft_of
from plon.surveys.questionnaire import Question, Questionnaire, Section, Words, question_to_json
from plon.surveys.refusals import TooMuch

Told = Mapping[str, list[object]]


def locked(survey: Survey) -> tuple[Survey, Draft]:
    """Return a survey and its draft; nobody else changes them until this transaction ends."""
    fresh = Survey.objects.select_for_update(of=("self",)).select_related("draft", "project").get(pk=survey.pk)
    return fresh, draft_of(fresh)


def write_draft(survey: Survey, draft: Draft) -> None:
    """Keep a draft.

    Raises:
        TooMuch: it has more questions than a survey can hold.
    """
    questionnaire = draft.questionnaire
    if len(questionnaire.questions) > MOST_QUESTIONS or len(questionnaire.sections) > MOST_SECTIONS:
        raise TooMuch(
            _("A survey holds at most %(questions)s questions in %(sections)s sections."),
            {"questions": MOST_QUESTIONS, "sections": MOST_SECTIONS},
        )
    # Who asks and whom to ask stand in the settings alone, so that what is kept of the questions names nobody.
    bare = replace(questionnaire, asked_by="", contact="", keep_until=None)
    row = DraftRow(survey=survey, content=draft_to_json(taken_in(replace(draft, questionnaire=bare))))
    row.full_clean(exclude=["survey"], validate_unique=False)
    row.save()


def tell(kind: str, survey: Survey, *, by: User | None, changes: Told) -> Event:
    """Write to the history what became of a part of a survey; see `restoring` for what the hidden parts are for."""
    row = DraftRow(survey=survey)
    return record(kind, by=by, subject=row, project_id=survey.project_id, changes=changes)


def print_of(part: Question | Section) -> int:
    """Return a number that changes when a part does: what a form remembers of what its reader saw."""
    if isinstance(part, Question):
        content: object = question_to_json(part)
    else:
        content = [part.key, dict(part.words), dict(part.intro)]
    written = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return int(hashlib.sha256(written.encode()).hexdigest()[:12], 16)


def refuse_if_other(part: Question | Section, seen: int | None) -> None:
    """Refuse to write over what somebody saved since the person saw it; None asks no question.

    Raises:
        ChangedMeanwhile: it is another by now.
    """
    if seen is not None and print_of(part) != seen:
        raise ChangedMeanwhile(_("Somebody else saved this meanwhile. Look at both and save again."))


def text_of(questionnaire: Questionnaire, words: Words) -> str:
    """Return a base text as the history tells it."""
    return shown_text(questionnaire, words)
