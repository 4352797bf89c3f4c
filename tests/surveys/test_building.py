"""Questions and sections are added, changed, moved, copied, taken out and put back; nothing is ever lost on the way."""

import pytest

from plon.accounts.models import User
from plon.history.models import Event
from plon.plans.refusals import ChangedMeanwhile
from plon.projects.models import Project
from plon.projects.restoring import can_restore, restore
from plon.surveys import actions
from plon.surveys.actions.keeping import print_of
from plon.surveys.banks import banks
from plon.surveys.models import Survey
from plon.surveys.problems import musts_of, problems_of
from plon.surveys.queries import questionnaire_of
from plon.surveys.questionnaire import Condition, Question
from plon.surveys.refusals import GoneMeanwhile, OthersDepend, TooMuch, WrongOrder
from tests.surveys.conftest import ABOUT, fresh, option, scale, translated


def texts(survey: Survey) -> list[list[str]]:
    sections = questionnaire_of(fresh(survey)).sections
    return [[question.words["en"] for question in section.questions] for section in sections]


def key_of(survey: Survey, text: str) -> str:
    return next(each.key for each in questionnaire_of(fresh(survey)).questions if each.words["en"] == text)


def test_a_new_survey_says_what_people_have_to_know_and_waits_for_questions(project: Project, editor: User) -> None:
    made = actions.create_survey(project, by=editor, name="Empty", base_language="pl", languages=["en", "pl"])
    asked = questionnaire_of(fresh(made))
    assert (asked.languages, asked.title) == (("pl", "en"), {"pl": "Empty"})
    assert "anonimowe" in asked.privacy["pl"]
    assert "anonymous" in asked.privacy["en"]
    assert made.keep_until is not None
    assert {problem.code for problem in musts_of(asked)} == {"no-questions", "nobody-asks", "no-contact"}


@pytest.mark.parametrize("code", [bank.code for bank in banks() if bank.survey])
@pytest.mark.parametrize("base", ["pl", "en", "de"])
def test_every_bank_makes_a_survey_that_can_be_opened(project: Project, editor: User, code: str, base: str) -> None:
    made = actions.create_survey(
        project, by=editor, name="Ready", base_language=base, languages=["pl", "en"], start=code, **ABOUT
    )
    assert musts_of(questionnaire_of(fresh(made))) == ()


def test_no_single_question_of_a_bank_is_wrong(survey: Survey, editor: User) -> None:
    chosen = [(bank.code, question.key) for bank in banks() for question in bank.more]
    assert actions.pick_questions(survey, by=editor, chosen=chosen) == len(chosen)
    assert musts_of(questionnaire_of(fresh(survey))) == ()


def test_a_question_picked_without_the_one_it_depends_on_is_asked_always(survey: Survey, editor: User) -> None:
    actions.pick_questions(survey, by=editor, chosen=[("event", "why_not")])
    picked = questionnaire_of(fresh(survey)).questions[-1]
    assert (picked.words, picked.condition) == ({"en": "What was missing?", "pl": "Czego zabrakło?"}, None)


def test_keys_are_never_given_twice(survey: Survey, editor: User) -> None:
    last = questionnaire_of(survey).questions[-1]
    actions.remove_question(survey, by=editor, key=last.key)
    again = actions.add_question(survey, by=editor, question=Question("", "text", {"en": "Another"}))
    copy = actions.copy_question(survey, by=editor, key=key_of(survey, "What was too little?"))
    asked = questionnaire_of(fresh(survey))
    keys = [question.key for question in asked.questions]
    assert last.key not in keys
    assert again.key != last.key
    assert not {each.key for each in copy.options} & {each.key for each in asked.questions[1].options}
    assert asked.questions[2].words["en"] == "What was too little? (copy)"
    assert problems_of(asked) == ()


def test_questions_move_within_and_between_sections(survey: Survey, editor: User) -> None:
    actions.add_section(survey, by=editor, title="After that")
    actions.move_question(survey, by=editor, key=key_of(survey, "What do you take home?"), up=False)
    assert texts(survey) == [["How was it?", "What was too little?"], ["What do you take home?"]]
    actions.move_question(survey, by=editor, key=key_of(survey, "What do you take home?"), up=True)
    actions.move_question(survey, by=editor, key=key_of(survey, "What do you take home?"), up=True)
    assert texts(survey) == [["How was it?", "What do you take home?", "What was too little?"], []]


def test_at_the_edges_nothing_moves_and_nothing_is_told(survey: Survey, editor: User) -> None:
    before = Event.objects.count()
    actions.move_question(survey, by=editor, key=key_of(survey, "How was it?"), up=True)
    actions.move_section(survey, by=editor, key=questionnaire_of(survey).sections[0].key, up=False)
    assert Event.objects.count() == before


def test_no_question_comes_before_the_one_it_depends_on(survey: Survey, editor: User) -> None:
    with pytest.raises(WrongOrder, match="What was too little"):
        actions.move_question(survey, by=editor, key=key_of(survey, "What was too little?"), up=True)
    section = actions.add_section(survey, by=editor, title="First")
    liked = key_of(survey, "How was it?")
    condition = Condition(liked, frozenset({"1"}))
    actions.add_question(
        survey, by=editor, section=section.key, question=Question("", "text", {"en": "Why?"}, condition=condition)
    )
    with pytest.raises(WrongOrder, match="Why"):
        actions.move_section(survey, by=editor, key=section.key, up=True)
    assert texts(survey)[1] == ["Why?"]


def test_what_others_depend_on_stays(survey: Survey, editor: User) -> None:
    with pytest.raises(OthersDepend, match="What was too little"):
        actions.remove_question(survey, by=editor, key=key_of(survey, "How was it?"))


def test_a_question_taken_out_comes_back_to_its_place_with_its_translations(survey: Survey, editor: User) -> None:
    translated(survey, editor)
    before = questionnaire_of(fresh(survey))
    event = actions.remove_question(survey, by=editor, key=key_of(survey, "What was too little?"))
    assert can_restore(event)
    restore(event, by=editor)
    assert questionnaire_of(fresh(survey)) == before
    with pytest.raises(GoneMeanwhile):
        restore(event, by=editor)


def test_a_section_taken_out_comes_back_with_its_questions(survey: Survey, editor: User) -> None:
    before = questionnaire_of(fresh(survey))
    event = actions.remove_section(survey, by=editor, key=before.sections[0].key)
    assert questionnaire_of(fresh(survey)).sections == ()
    restore(event, by=editor)
    assert questionnaire_of(fresh(survey)) == before


def test_a_question_whose_section_is_gone_comes_back_at_the_end(survey: Survey, editor: User) -> None:
    event = actions.remove_question(survey, by=editor, key=key_of(survey, "What do you take home?"))
    actions.remove_section(survey, by=editor, key=questionnaire_of(fresh(survey)).sections[0].key)
    restore(event, by=editor)
    assert texts(survey) == [["What do you take home?"]]


def test_an_old_question_is_put_back_from_the_history(survey: Survey, editor: User) -> None:
    question = questionnaire_of(survey).questions[0]
    actions.change_question(survey, by=editor, question=scale("Was it good?", key=question.key))
    restore(Event.objects.filter(kind="survey_question.changed").get(), by=editor)
    assert questionnaire_of(fresh(survey)).questions[0] == question


def test_old_settings_are_put_back_from_the_history(survey: Survey, editor: User) -> None:
    before = fresh(survey).keep_until
    actions.change_survey(survey, by=editor, name="Other", languages=[], keep_until=None, smallest_group=9)
    restore(Event.objects.get(kind="survey.changed"), by=editor)
    back = fresh(survey)
    assert (back.name, back.languages, back.keep_until, back.smallest_group) == (
        "After the workshop",
        ["pl"],
        before,
        5,
    )


def test_of_two_who_change_one_question_the_second_is_told(survey: Survey, editor: User, coordinator: User) -> None:
    seen = print_of(questionnaire_of(survey).questions[0])
    key = key_of(survey, "How was it?")
    actions.change_question(survey, by=editor, question=scale("Was it good?", key=key), seen=seen)
    with pytest.raises(ChangedMeanwhile):
        actions.change_question(survey, by=coordinator, question=scale("Did you like it?", key=key), seen=seen)
    assert texts(survey)[0][0] == "Was it good?"


def test_of_two_who_change_two_questions_both_are_kept(survey: Survey, editor: User, coordinator: User) -> None:
    first, _second, third = questionnaire_of(survey).questions
    stale = fresh(survey)
    actions.change_question(survey, by=editor, question=scale("Was it good?", key=first.key), seen=print_of(first))
    actions.change_question(
        stale, by=coordinator, question=Question(third.key, "text", {"en": "And now?"}), seen=print_of(third)
    )
    assert texts(survey) == [["Was it good?", "What was too little?", "And now?"]]


def test_options_keep_their_keys_when_their_words_change(survey: Survey, editor: User) -> None:
    question = questionnaire_of(survey).questions[1]
    time, practice = question.options
    changed = Question(
        question.key, "single", question.words, condition=question.condition,
        options=(option("Practising", practice.key), option("Breaks"), option("Time", time.key)),
    )  # fmt: skip
    after = actions.change_question(survey, by=editor, question=changed)
    assert [each.key for each in after.options][::2] == [practice.key, time.key]
    assert after.options[1].key not in {"", time.key, practice.key}


def test_a_survey_has_an_end(survey: Survey, editor: User) -> None:
    chosen = [("training", "reaction")] * 148
    with pytest.raises(TooMuch):
        actions.pick_questions(survey, by=editor, chosen=chosen)
    assert len(questionnaire_of(fresh(survey)).questions) == 3


def test_the_history_tells_each_step(survey: Survey, editor: User) -> None:
    kinds = list(Event.objects.filter(project_id=survey.project_id).order_by("pk").values_list("kind", flat=True))
    assert kinds == ["survey.created", *["survey_question.added"] * 3]
    told = Event.objects.filter(kind="survey_question.added").order_by("pk").values_list("changes", flat=True)
    assert told[0] == {"content": [None, "How was it?"]}
