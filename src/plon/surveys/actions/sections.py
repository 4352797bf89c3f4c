"""Sections: add, change, move, remove."""

from dataclasses import replace

from django.db import transaction

from plon.accounts.models import User
from plon.history.models import Event
from plon.surveys.actions.keeping import locked, refuse_if_other, tell, text_of, write_draft
from plon.surveys.drafting import changing
from plon.surveys.drafting.draft import Keys
from plon.surveys.drafting.translating import with_text
from plon.surveys.models import Survey
from plon.surveys.questionnaire import Section, question_to_json


@transaction.atomic
def add_section(survey: Survey, *, by: User, title: str, intro: str = "") -> Section:
    """Add a section at the end, its texts in the base language.

    Raises:
        TooMuch: see `write_draft`.
    """
    survey, draft = locked(survey)
    keys, base = Keys(draft), survey.base_language
    section = Section(keys.new("s"), with_text({}, base, title.strip()), with_text({}, base, intro.strip()))
    asked = changing.add_section(draft.questionnaire, section)
    write_draft(survey, replace(draft, questionnaire=asked, next_key=keys.next))
    tell("survey_section.added", survey, by=by, changes={"content": [None, text_of(asked, section.words)]})
    return section


@transaction.atomic
def change_section(survey: Survey, *, by: User, key: str, title: str, intro: str, seen: int | None = None) -> Section:
    """Change the base texts of a section.

    Raises:
        ChangedMeanwhile: somebody saved it since `seen`, `print_of` the section that the person saw.
        GoneMeanwhile: see `drafting.changing`.
    """
    survey, draft = locked(survey)
    before, base = changing.section_of(draft.questionnaire, key), survey.base_language
    refuse_if_other(before, seen)
    words, said = with_text(before.words, base, title.strip()), with_text(before.intro, base, intro.strip())
    if (words, said) == (before.words, before.intro):
        return before
    asked = changing.change_section(draft.questionnaire, key, words=words, intro=said)
    write_draft(survey, replace(draft, questionnaire=asked))
    tell(
        "survey_section.changed", survey, by=by,
        changes={"content": [text_of(asked, before.words), text_of(asked, words)],
                 "_section": [key, before.words.get(base, ""), before.intro.get(base, "")]},
    )  # fmt: skip
    return changing.section_of(asked, key)


@transaction.atomic
def move_section(survey: Survey, *, by: User, key: str, up: bool) -> None:
    """Let a section change places with its neighbour.

    Raises:
        GoneMeanwhile, WrongOrder: see `drafting.changing`.
    """
    survey, draft = locked(survey)
    asked = changing.move_section(draft.questionnaire, key, up=up)
    if asked == draft.questionnaire:
        return
    write_draft(survey, replace(draft, questionnaire=asked))
    section = changing.section_of(asked, key)
    tell("survey_section.moved", survey, by=by, changes={"content": [None, text_of(asked, section.words)]})


@transaction.atomic
def remove_section(survey: Survey, *, by: User, key: str) -> Event:
    """Take a section out with its questions; the history can put it back.

    Raises:
        GoneMeanwhile, OthersDepend: see `drafting.changing`.
    """
    survey, draft = locked(survey)
    section = changing.section_of(draft.questionnaire, key)
    place = draft.questionnaire.sections.index(section)
    write_draft(survey, replace(draft, questionnaire=changing.remove_section(draft.questionnaire, key)))
    kept = {
        "key": section.key, "words": dict(section.words), "intro": dict(section.intro),
        "questions": [question_to_json(question) for question in section.questions],
    }  # fmt: skip
    told = [text_of(draft.questionnaire, section.words), *(
        text_of(draft.questionnaire, question.words) for question in section.questions
    )]  # fmt: skip
    changes: dict[str, list[object]] = {"content": [told, None], "_section": [kept, place]}
    return tell("survey_section.removed", survey, by=by, changes=changes)
