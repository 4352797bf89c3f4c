"""The builder as a browser sees it: from the empty list to an open round, two people at once, bad input."""

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plon.accounts.models import User
from plon.projects.enums import TeamRole
from plon.projects.models import Project
from plon.surveys import actions
from plon.surveys.definitions import definition_of
from plon.surveys.enums import SurveyState
from plon.surveys.models import Round, Survey
from plon.surveys.queries import questionnaire_of
from plon.surveys.questionnaire import Question
from tests.conftest import client_of
from tests.factories import ActivityFactory, MembershipFactory, ProjectFactory
from tests.surveys.conftest import fresh, scale, translated

TRICKY = "Rzeka 🌊 \u202eabc <script>alert(1)</script> =1+1"


def root(project: Project, more: str = "") -> str:
    return f"/workspace/{project.public_id}/evaluation/surveys/{more}"


def door(survey: Survey, more: str = "") -> str:
    return root(survey.project, f"{survey.public_id}/{more}")


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return " ".join(answer.content.decode().split())


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1].replace("&quot;", '"')


def number_of_queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def test_the_empty_list_says_why_and_offers_ready_questions(project: Project, editor: User, contributor: User) -> None:
    page = shown(client_of(editor), root(project))
    assert "Nobody has been asked yet" in page
    assert f'href="{root(project, "new/?start=self_assessment")}"' in page
    for_others = shown(client_of(contributor), root(project))
    assert "new/" not in for_others
    assert "Editors and coordinators of the team write surveys." in for_others


def test_a_survey_begins_from_a_bank(project: Project, editor: User) -> None:
    client = client_of(editor)
    page = shown(client, root(project, "new/?start=self_assessment"))
    assert 'value="self_assessment" required' in page or 'value="self_assessment"' in page
    sent = {"start": "self_assessment", "name": TRICKY, "who": "anonymous", "has_pairs": "on", "base_language": "pl",
            "languages": ["en"], "another_language": "uk"}  # fmt: skip
    answer = client.post(root(project, "new/"), sent)
    made = Survey.objects.get()
    assert answer.headers["Location"] == door(made)
    assert (made.name, made.kind, made.languages, made.has_pairs) == (TRICKY, "self_assessment", ["en", "uk"], True)
    assert made.contact == "Editor, editor@example.org"
    page = shown(client, door(made))
    assert "<script>alert" not in page
    assert "Umiem wyjaśnić ten temat własnymi słowami." in page
    assert "texts missing" in page


@pytest.mark.parametrize(
    ("sent", "told"),
    [({"name": ""}, "This field is required."), ({"name": "x" * 201}, "at most 200 characters"),
     ({"name": "A\0B"}, "Null characters are not allowed"), ({"who": "maybe"}, "Select a valid choice"),
     ({"base_language": "xx"}, "Select a valid choice"), ({"start": "nothing"}, "Select a valid choice")],
)  # fmt: skip
def test_a_new_survey_with_nonsense_is_not_kept(
    project: Project, editor: User, sent: dict[str, str], told: str
) -> None:
    good = {"start": "empty", "name": "A", "who": "anonymous", "base_language": "en"}
    answer = client_of(editor).post(root(project, "new/"), {**good, **sent})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Survey.objects.exists()


def test_a_question_is_written_with_its_answers_and_its_condition(survey: Survey, editor: User) -> None:
    client, liked = client_of(editor), questionnaire_of(survey).questions[0]
    sent = {
        "text": TRICKY, "hint": "", "kind": "multiple", "is_required": "on", "option_key": ["", "", ""],
        "option_text": ["Time", " ", "Tools"], "option_paste": "Money\n\nPeople\n", "depends_on": liked.key,
        f"answers_{liked.key}": ["1", "2"],
    }  # fmt: skip
    answer = client.post(door(survey, "questions/new/single/"), sent)
    made = questionnaire_of(fresh(survey)).questions[-1]
    assert answer.headers["Location"] == f"{door(survey)}#{made.key}"
    assert (made.kind, made.words, made.is_required) == ("multiple", {"en": TRICKY}, True)
    assert [each.words["en"] for each in made.options] == ["Time", "Tools", "Money", "People"]
    assert made.condition is not None
    assert (made.condition.question, made.condition.answers) == (liked.key, frozenset({"1", "2"}))
    assert "Only if you answered “How was it?” with: 1 / 2" in shown(client, door(survey))


@pytest.mark.parametrize(
    ("kind", "sent", "told"),
    [
        ("single", {"text": "Which?", "kind": "single"}, "Write at least two answers"),
        (
            "single",
            {"text": "Which?", "kind": "single", "option_key": ["", ""], "option_text": ["a", "A"]},
            "stands there twice",
        ),
        ("single", {"text": "", "kind": "single"}, "This field is required."),
        ("matrix", {"text": "How far?", "lowest_step": "1", "highest_step": "5"}, "Write at least one statement."),
        ("scale", {"text": "How far?", "lowest_step": "1", "highest_step": "99"}, "Select a valid choice"),
        ("scale", {"text": "How far?", "lowest_step": "1", "highest_step": "5", "low_end": "bad"}, "Name both ends"),
        ("number", {"text": "How many?", "lowest": "9", "highest": "1"}, "at least as much"),
        ("number", {"text": "How many?", "lowest": "9223372036854775808"}, "no more than 15 digits"),
        ("number", {"text": "How many?", "lowest": "NaN"}, "Enter a number."),
        ("text", {"text": "x" * 100_000}, "at most 600 characters"),
        ("text", {"text": "Why?", "depends_on": "q999"}, "Select a valid choice"),
    ],
)
def test_a_question_with_nonsense_is_shown_again_with_what_is_wrong(
    survey: Survey, editor: User, kind: str, sent: dict[str, Any], told: str
) -> None:
    answer = client_of(editor).post(door(survey, f"questions/new/{kind}/"), sent)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert len(questionnaire_of(fresh(survey)).questions) == 3


def test_lines_move_without_saving(survey: Survey, editor: User) -> None:
    client, question = client_of(editor), questionnaire_of(survey).questions[1]
    time, practice = (option.key for option in question.options)
    sent = {
        "text": "",
        "kind": "single",
        "option_key": [time, practice],
        "option_text": ["Time", "Practice"],
        "do": "option-up-1",
    }
    page = " ".join(client.post(door(survey, f"questions/{question.key}/"), sent).content.decode().split())
    assert page.index('value="Practice"') < page.index('value="Time"')
    assert "This field is required." not in page
    assert questionnaire_of(fresh(survey)).questions[1] == question
    for nonsense in ("option-up-0", "option-down-1", "option-drop-77", "option-fly-1", "option-up-x"):
        assert client.post(door(survey, f"questions/{question.key}/"), {**sent, "do": nonsense}).status_code == 200
    more = client.post(door(survey, f"questions/{question.key}/"), {**sent, "do": "option-more"}).content.decode()
    assert more.count('name="option_text"') == 5


def test_the_second_of_two_who_change_a_question_sees_both(survey: Survey, editor: User, coordinator: User) -> None:
    question = questionnaire_of(survey).questions[2]
    address = door(survey, f"questions/{question.key}/")
    first, second = client_of(editor), client_of(coordinator)
    seen = hidden(shown(second, address), "seen")
    first.post(address, {"text": "What stays?", "seen": seen})
    answer = second.post(address, {"text": "What remains?", "seen": seen})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "What stays?" in page
    assert "What remains?" in page
    assert questionnaire_of(fresh(survey)).questions[2].words == {"en": "What stays?"}
    second.post(address, {"text": "What remains?", "seen": hidden(page, "seen")})
    assert questionnaire_of(fresh(survey)).questions[2].words == {"en": "What remains?"}


def test_the_second_of_two_who_change_a_section_sees_both(survey: Survey, editor: User, coordinator: User) -> None:
    section = questionnaire_of(survey).sections[0]
    address = door(survey, f"sections/{section.key}/")
    seen = hidden(shown(client_of(coordinator), address), "seen")
    client_of(editor).post(address, {"title": "The day", "seen": seen})
    answer = client_of(coordinator).post(address, {"title": "Our day", "seen": seen})
    assert answer.status_code == 422
    assert "The day" in answer.content.decode()
    assert questionnaire_of(fresh(survey)).sections[0].words == {"en": "The day"}


def test_two_who_translate_different_texts_keep_both(survey: Survey, editor: User, coordinator: User) -> None:
    address = door(survey, "languages/pl/")
    first, second = client_of(editor), client_of(coordinator)
    page = first.get(address).content.decode()
    around = {name: hidden(page, name) for name in ("version", "seen", "marks")}
    texts = dict.fromkeys(re.findall(r'<textarea name="([^"]+)"', page), "")
    texts["privacy"] = questionnaire_of(survey).privacy["pl"]
    first.post(address, {**around, **texts, "title": "Po warsztacie"})
    key = questionnaire_of(survey).questions[0].key
    second.post(address, {**around, **texts, f"{key}.words": "Jak było?"})
    asked = questionnaire_of(fresh(survey))
    assert asked.title["pl"] == "Po warsztacie"
    assert asked.questions[0].words["pl"] == "Jak było?"


def test_a_stale_translation_shows_what_it_was_made_from(survey: Survey, editor: User) -> None:
    translated(survey, editor)
    question = questionnaire_of(fresh(survey)).questions[2]
    client = client_of(editor)
    client.post(door(survey, f"questions/{question.key}/"), {"text": "What stays?"})
    page = shown(client, door(survey, "languages/pl/?show=open"))
    assert page.count('<textarea name="') == 1
    assert '<del lang="en">What do you take home?</del>' in page
    assert "1 text changed since it was translated" in page
    around = {name: hidden(page, name) for name in ("version", "seen", "marks")}
    still = {f"{question.key}.words": "WHAT DO YOU TAKE HOME?", f"still-{question.key}.words": "on"}
    client.post(door(survey, "languages/pl/"), {**around, **still})
    assert "Everything is translated." in shown(client, door(survey, "languages/pl/?show=open"))


def test_of_a_language_that_the_survey_lacks_there_is_no_page(survey: Survey, editor: User) -> None:
    for language in ("en", "fi", "xx", "<b>"):
        assert client_of(editor).get(door(survey, f"languages/{language}/")).status_code == 404


def test_taking_out_offers_to_undo(survey: Survey, editor: User) -> None:
    client, question = client_of(editor), questionnaire_of(survey).questions[2]
    answer = client.post(door(survey, f"questions/{question.key}/remove/"), follow=True)
    page = answer.content.decode()
    assert "The question is taken out." in page
    undo = re.search(r'class="notice notice-success" method="post" action="([^"]+)"', page)
    assert undo
    client.post(undo[1], {"next": door(survey)})
    assert questionnaire_of(fresh(survey)).questions[2] == question


def test_what_can_not_be_done_is_told(survey: Survey, editor: User) -> None:
    client, (first, second, _third) = client_of(editor), questionnaire_of(survey).questions
    page = client.post(door(survey, f"questions/{first.key}/remove/"), follow=True).content.decode()
    assert "“What was too little?” is asked only after an answer to it." in page
    page = client.post(door(survey, f"questions/{second.key}/move/"), {"to": "up"}, follow=True).content.decode()
    assert "depends on an answer to an earlier question" in page


def test_ready_questions_are_picked(survey: Survey, editor: User) -> None:
    client = client_of(editor)
    assert "Will you use what you have seen here?" in shown(client, door(survey, "pick/"))
    answer = client.post(door(survey, "pick/"), {"question": ["event.will_use", "people.role"]}, follow=True)
    assert "2 questions were added at the end." in answer.content.decode()
    assert "does not have this question" in client.post(door(survey, "pick/"), {"question": "event.x"}).content.decode()
    assert "Tick the questions" in client.post(door(survey, "pick/")).content.decode()
    assert len(questionnaire_of(fresh(survey)).questions) == 5


def test_settings_tell_what_can_no_longer_be_changed(survey: Survey, editor: User) -> None:
    client = client_of(editor)
    page = shown(client, door(survey, "settings/"))
    assert "answers can&#x27;t be traced back to people" in page
    actions.open_round(actions.add_round(survey, by=editor), by=editor)
    page = shown(client, door(survey, "settings/"))
    assert "People have been told so, so it stays." in page
    sent = {"version": hidden(page, "version"), "name": "N", "kind": "event", "asked_by": "We", "contact": "Us",
            "keep_until": "2040-01-01", "smallest_group": "5", "languages": ["pl"]}  # fmt: skip
    answer = client.post(door(survey, "settings/"), sent)
    assert "It can be sooner, not later." in answer.content.decode()
    assert client.post(door(survey, "settings/"), {**sent, "smallest_group": "4"}).status_code == 422
    kept = fresh(survey)
    assert (kept.name, kept.smallest_group) == ("After the workshop", 5)
    answer = client.post(door(survey, "settings/"), {**sent, "keep_until": "2027-01-01", "another_language": "uk"})
    assert answer.status_code == 302
    assert fresh(survey).languages == ["pl", "uk"]


def test_a_round_goes_from_plan_to_close(survey: Survey, editor: User, contributor: User) -> None:
    client, event = client_of(editor), ActivityFactory(project=survey.project, title="Workshop in Opole")
    client.post(door(survey, "rounds/new/"), {"label": "", "moment": "once", "activity": event.pk})
    planned = Round.objects.get()
    address = door(survey, f"rounds/{planned.public_id}/")
    page = shown(client, address)
    assert "Workshop in Opole" in page
    assert "Left out, because texts are missing: Polish." in page
    client.post(f"{address}open/")
    page = shown(client, address)
    assert f"/s/{planned.secret}/" in page
    assert "Results are shown from 5 answers on." in page
    assert "Open the page of the survey" in page
    reading = shown(client_of(contributor), address)
    assert "Close the round" not in reading
    assert "0answers have come" in re.sub(r"<[^>]+>", "", shown(client, f"{address}count/"))
    assert "Results of this round are never shown." in shown(client, f"{address}close/")
    client.post(f"{address}close/")
    planned.refresh_from_db()
    assert planned.state == SurveyState.CLOSED
    assert f"/s/{planned.secret}/" not in shown(client, address)
    event_page = shown(client, f"/workspace/{survey.project.public_id}/activities/{event.public_id}/")
    assert "Survey: After the workshop" in event_page


def test_a_round_whose_survey_changed_since_says_so(survey: Survey, editor: User) -> None:
    opened = actions.open_round(actions.add_round(survey, by=editor), by=editor)
    address = door(survey, f"rounds/{opened.public_id}/")
    client = client_of(editor)
    assert "The survey has changed since." not in shown(client, address)
    actions.change_question(
        survey, by=editor, question=scale("Was it good?", key=questionnaire_of(survey).questions[0].key)
    )
    assert "The survey has changed since." in shown(client, address)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"opens_at": "2026-05-02T10:00", "closes_at": "2026-05-01T10:00"}, "It would close before it opens."),
        ({"opens_at": "0001-01-01T00:00"}, "Give a day between"),
        ({"closes_at": "9999-12-31T23:59"}, "Give a day between"),
        ({"moment": "never"}, "Select a valid choice"),
        ({"activity": "9223372036854775808"}, "Select a valid choice"),
        ({"compared_with": "1"}, ""),
        ({"label": "x" * 121}, "at most 120 characters"),
    ],
)
def test_a_round_with_nonsense_is_not_planned(survey: Survey, editor: User, sent: dict[str, str], told: str) -> None:
    answer = client_of(editor).post(door(survey, "rounds/new/"), {"moment": "once", **sent})
    assert told in answer.content.decode()
    assert Round.objects.exists() == (answer.status_code == 302)
    assert (answer.status_code == 302) == (told == "")


def test_a_round_that_should_be_open_is_told_on_the_overview(project: Project, editor: User) -> None:
    empty = actions.create_survey(project, by=editor, name="Empty one", base_language="en")
    planned = actions.add_round(empty, by=editor)
    Round.objects.filter(pk=planned.pk).update(opens_at="2026-01-01T10:00Z")
    page = shown(client_of(editor), f"/workspace/{project.public_id}/")
    assert "A survey should be open, but something is missing: Empty one." in page


def test_the_preview_shows_what_people_will_see(survey: Survey, contributor: User, editor: User) -> None:
    translated(survey, editor)
    page = shown(client_of(contributor), door(survey, "preview/?language=pl"))
    assert "HOW WAS IT?" in page
    assert "Who asks: School No. 5" in page
    assert 'name="q-' in page
    assert "How was it?" in shown(client_of(contributor), door(survey, "preview/?language=zz"))


def test_a_survey_leaves_as_a_file_and_comes_in(survey: Survey, editor: User) -> None:
    client = client_of(editor)
    answer = client.get(door(survey, "definition.json"))
    assert json.loads(answer.content) == definition_of(fresh(survey))
    assert "attachment" in answer.headers["Content-Disposition"]
    file = SimpleUploadedFile("survey.json", answer.content, "application/json")
    answer = client.post(root(survey.project, "bring/"), {"file": file}, follow=True)
    assert "Say who asks: people are told before the first question." in answer.content.decode()
    assert Survey.objects.count() == 2
    for content in (b"{}", b"\x00\xff", b"[" * 50_000):
        bad = client.post(root(survey.project, "bring/"), {"file": SimpleUploadedFile("a.json", content)})
        assert "This file is no survey that Plon could read." in bad.content.decode()
    assert Survey.objects.count() == 2


def test_a_survey_is_copied_only_to_projects_that_the_person_edits(survey: Survey, editor: User) -> None:
    mine, readable, foreign = (ProjectFactory(title=title) for title in ("Mine", "Readable", "Foreign"))
    MembershipFactory(project=mine, person=editor, role=TeamRole.EDITOR)
    MembershipFactory(project=readable, person=editor, role=TeamRole.CONTRIBUTOR)
    client = client_of(editor)
    page = shown(client, door(survey, "copy/"))
    assert ("Mine" in page, "Readable" in page, "Foreign" in page) == (True, False, False)
    refused = client.post(door(survey, "copy/"), {"to": foreign.public_id, "name": "Copy"})
    assert refused.status_code == 422
    client.post(door(survey, "copy/"), {"to": mine.public_id, "name": "Copy"})
    assert Survey.objects.get(name="Copy").project == mine


def test_removing_tells_what_is_lost(survey: Survey, coordinator: User) -> None:
    client = client_of(coordinator)
    assert "Its questions stay in the history" in shown(client, door(survey, "remove/"))
    page = client.post(door(survey, "remove/"), follow=True).content.decode()
    assert "The survey “After the workshop” is removed." in page
    assert not Survey.objects.exists()


def test_an_officer_reads(survey: Survey, officer: User) -> None:
    page = shown(client_of(officer), door(survey))
    assert "How was it?" in page
    assert "Add a question" not in page


def test_lists_and_pages_ask_the_same_however_much_there_is(survey: Survey, editor: User, project: Project) -> None:
    client = client_of(editor)
    actions.open_round(actions.add_round(survey, by=editor), by=editor)
    list_before = number_of_queries(client, root(project))
    page_before = number_of_queries(client, door(survey))
    for number in range(2):
        more = actions.copy_survey(survey, by=editor, project=project, name=f"Copy {number}")
        actions.open_round(actions.add_round(more, by=editor), by=editor)
        actions.open_round(actions.add_round(survey, by=editor), by=editor)
        actions.add_question(survey, by=editor, question=Question("", "text", {"en": f"More {number}?"}))
        actions.add_section(survey, by=editor, title=f"Section {number}")
    assert number_of_queries(client, root(project)) == list_before
    assert number_of_queries(client, door(survey)) == page_before
