"""The evaluation plan: ready plans, rows, days, who hears of them, files."""

import csv
import datetime
import io
from typing import Any

import icalendar
import pytest
import python_calamine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plon.accounts.models import User
from plon.corner.actions import make_calendar
from plon.corner.models import Subscription
from plon.findings.actions import (
    add_finding,
    add_question,
    apply_ready_plan,
    change_question,
    mark_done,
    remove_question,
    undo_ready_plan,
)
from plon.findings.enums import Criterion, Method, When
from plon.findings.evaluationplan.ready import fitting, ready_plans
from plon.findings.evaluationplan.telling import remind_of_questions
from plon.findings.models import EvaluationQuestion
from plon.findings.refusals import AlreadyThere, NoSuchPlan, NotDoneYet, OfAnotherProject
from plon.history.models import Event
from plon.organisations.models import Organisation
from plon.plans.models import Indicator
from plon.plans.refusals import ChangedMeanwhile
from plon.projects.models import Project
from plon.projects.restoring import can_restore, restore
from plon.results.models import Result
from tests.conftest import client_of
from tests.factories import IndicatorFactory, OrganisationFactory, PartnershipFactory
from tests.findings.conftest import TODAY

DAY = datetime.timedelta(days=1)


def page(project: Project, more: str = "") -> str:
    return f"/workspace/{project.public_id}/evaluation/findings/plan/{more}"


def shown(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def ask(project: Project, by: User, **more: Any) -> EvaluationQuestion:
    return add_question(project, by=by, **{"question": "Do they use it?", "criterion": "impact", **more})


# Ready plans


@pytest.mark.parametrize("plan", ready_plans(), ids=lambda plan: plan.code)
def test_a_ready_plan_has_a_whole_chain_in_both_languages(plan: Any) -> None:
    """Question, criterion, method, who, when, use (domain.md §6.4), before, during, after and later."""
    assert {each.moment for each in plan.questions} == set(When.values)
    for each in plan.questions:
        assert each.criterion in Criterion.values
        assert each.methods
        assert set(each.methods) <= set(Method.values)
        for language in ("en", "pl"):
            assert all(each.said(name, language).strip() for name in ("question", "who", "use"))
    assert len({each.origin for each in plan.questions}) == len(plan.questions)


def test_trainings_are_asked_by_all_levels_of_kirkpatrick() -> None:
    mobility = fitting("KA122")[0]

    assert mobility.code == "ka122"
    assert {"reaction", "learning", "behaviour", "results"} <= {each.criterion for each in mobility.questions}


def test_days_come_from_the_project_s_dates(project: Project, editor: User) -> None:
    apply_ready_plan(project, "ka210", by=editor, language="en")

    days = dict(EvaluationQuestion.objects.values_list("origin", "due_on"))
    assert days["ka210:needs"] == datetime.date(2024, 10, 1)
    assert days["ka210:course"] == datetime.date(2025, 8, 31)
    assert days["ka210:change"] == datetime.date(2026, 8, 31)
    assert days["ka210:use"] == datetime.date(2027, 2, 28)


def test_a_project_without_dates_gets_the_questions_without_days(project: Project, editor: User) -> None:
    Project.objects.filter(pk=project.pk).update(start=None, end=None)

    apply_ready_plan(project, "ka220", by=editor, language="pl")

    assert set(EvaluationQuestion.objects.values_list("due_on", flat=True)) == {None}
    assert EvaluationQuestion.objects.filter(question__startswith="Które potrzeby").exists()


def test_it_adds_what_is_not_there_yet(project: Project, editor: User) -> None:
    apply_ready_plan(project, "ka210", by=editor, language="en")
    changed = EvaluationQuestion.objects.get(origin="ka210:needs")
    change_question(changed, by=editor, question="In our own words")
    EvaluationQuestion.objects.filter(origin="ka210:use").delete()

    again = apply_ready_plan(project, "ka210", by=editor, language="en")

    assert again
    assert len(again.changes["_questions"]) == 1
    assert EvaluationQuestion.objects.get(origin="ka210:needs").question == "In our own words"
    assert apply_ready_plan(project, "ka210", by=editor, language="en") is None
    with pytest.raises(NoSuchPlan):
        apply_ready_plan(project, "ka999", by=editor, language="en")


def test_undo_leaves_what_somebody_worked_on(project: Project, editor: User) -> None:
    event = apply_ready_plan(project, "ka210", by=editor, language="en")
    assert event
    rows = {row.origin: row for row in EvaluationQuestion.objects.all()}
    mark_done(rows["ka210:needs"], by=editor, on=TODAY)
    add_finding(project, by=editor, title="Nobody comes", question=rows["ka210:course"])

    gone, kept = undo_ready_plan(event, by=editor)

    assert (gone, kept) == (6, 2)
    assert set(EvaluationQuestion.objects.values_list("origin", flat=True)) == {"ka210:needs", "ka210:course"}
    assert undo_ready_plan(event, by=editor) == (0, 2)
    EvaluationQuestion.objects.all().delete()
    with pytest.raises(AlreadyThere):
        undo_ready_plan(event, by=editor)


def test_one_click_takes_a_ready_plan_over_and_one_takes_it_back(project: Project, editor: User) -> None:
    client = client_of(editor)
    assert "Nothing is asked yet" in shown(client, page(project))

    answer = client.post(page(project, "ready/ka210/"))
    seen = shown(client, answer["Location"])

    assert "Do our activities answer a need" in seen
    assert "The questions of the ready plan are added." in seen
    assert "All its questions stand in your plan." in seen
    event = Event.objects.get(kind="evaluation_plan.begun")
    told = " ".join(client.post(page(project, f"undo/{event.pk}/"), follow=True).content.decode().split())
    assert "8 questions were taken out." in told
    assert not EvaluationQuestion.objects.exists()
    assert client.post(page(project, "ready/nothing/")).status_code == 404


# Rows


def test_a_row_says_all_of_the_chain(
    project: Project, lessons: Result, teachers: Indicator, school: Organisation, editor: User
) -> None:
    client = client_of(editor)
    answer = client.post(
        page(project, "new/"),
        {
            "question": "Do teachers use the lessons again?", "criterion": "behaviour", "moment": "later",
            "due_on": "2027-02-28", "methods": ["survey", "counters"], "who": "Anna asks all teachers",
            "responsible": school.pk, "indicator": teachers.pk, "result": lessons.pk, "use": "We update the lessons",
        },
    )  # fmt: skip

    assert answer["Location"] == page(project)
    seen = shown(client, page(project))
    for told in (
        "Do teachers use the lessons again?", "training: behaviour", "survey, counters and logs",
        "Anna asks all teachers", "School by the river", "indicator: Teachers who use the lessons",
        "result: Twelve lessons by the water", "6 to 24 months later", "28 February 2027", "We update the lessons",
        "planned",
    ):  # fmt: skip
        assert told in seen
    assert "Will anything be left" not in seen
    assert "What will be left when funding has ended?" in seen


def test_two_people_at_once_see_both_texts(project: Project, editor: User, coordinator: User) -> None:
    row = ask(project, editor)
    change_question(row, by=coordinator, version=1, who="Marta")

    with pytest.raises(ChangedMeanwhile):
        change_question(row, by=editor, version=1, who="Jan")
    sent = {"version": "1", "question": "Do they use it?", "criterion": "impact", "moment": "during", "who": "Jan"}
    answer = client_of(editor).post(page(project, f"{row.public_id}/"), sent)

    assert answer.status_code == 422
    assert "Marta" in answer.content.decode()
    assert EvaluationQuestion.objects.get().who == "Marta"


def test_done_today_and_not_yet(project: Project, editor: User) -> None:
    row, client = ask(project, editor, due_on=TODAY - DAY), client_of(editor)
    assert "overdue" in shown(client, page(project))

    client.post(page(project, f"{row.public_id}/done/"), {"state": "done"})
    assert EvaluationQuestion.objects.get().done_on == TODAY
    client.post(page(project, f"{row.public_id}/done/"), {"state": "planned"})

    assert EvaluationQuestion.objects.get().done_on is None
    assert list(Event.objects.order_by("pk").values_list("kind", flat=True))[1:] == [
        "evaluation_question.done", "evaluation_question.changed",
    ]  # fmt: skip


def test_what_can_t_be_is_refused_and_nothing_is_lost(project: Project, editor: User) -> None:
    row = ask(project, editor)
    with pytest.raises(NotDoneYet):
        mark_done(row, by=editor, on=TODAY + DAY)
    with pytest.raises(OfAnotherProject):
        change_question(row, by=editor, indicator=IndicatorFactory())
    with pytest.raises(ValidationError):
        change_question(row, by=editor, criterion="luck")
    sent = {"question": "\u202eשלום 🌊 " + "x" * 600, "criterion": "impact", "moment": "during", "due_on": "31.02.2026"}
    answer = client_of(editor).post(page(project, "new/"), sent)

    assert answer.status_code == 422
    assert "x" * 600 in answer.content.decode()
    assert "31.02.2026" in answer.content.decode()
    row.refresh_from_db()
    assert (row.done_on, row.indicator, row.criterion) == (None, None, "impact")


def test_what_is_taken_out_comes_back_with_its_findings(project: Project, teachers: Indicator, editor: User) -> None:
    row = ask(project, editor, indicator=teachers, methods=["survey"], due_on=TODAY)
    finding = add_finding(project, by=editor, title="They do", question=row)
    event = remove_question(row, by=editor)
    assert can_restore(event)

    restore(event, by=editor)

    back = EvaluationQuestion.objects.get()
    assert (back.public_id, back.indicator, back.methods, back.due_on) == (row.public_id, teachers, ["survey"], TODAY)
    finding.refresh_from_db()
    assert finding.question == back
    with pytest.raises(AlreadyThere):
        restore(event, by=editor)


def test_an_old_value_is_put_back(project: Project, editor: User) -> None:
    row = ask(project, editor, due_on=TODAY)
    change_question(row, by=editor, due_on=TODAY + 30 * DAY, who="Anna")

    restore(Event.objects.get(kind="evaluation_question.changed"), by=editor)

    row.refresh_from_db()
    assert (row.due_on, row.who) == (TODAY, "")


def test_a_colleague_without_the_right_reads_and_changes_nothing(
    project: Project, editor: User, contributor: User, stranger: User
) -> None:
    row = ask(project, editor)
    client = client_of(contributor)

    seen = shown(client, page(project))

    assert "Do they use it?" in seen
    assert "Done today" not in seen
    assert client.post(page(project, f"{row.public_id}/done/")).status_code == 403
    assert client_of(stranger).get(page(project)).status_code == 404


# Who hears of it


def test_the_overview_says_what_is_due_within_a_month(project: Project, editor: User) -> None:
    ask(project, editor, due_on=TODAY + 60 * DAY)
    assert remind_of_questions(project) is None

    soon = ask(project, editor, due_on=TODAY + 20 * DAY)
    reminder = remind_of_questions(project)
    assert reminder
    assert reminder.text == "1 question of the evaluation plan is to be answered within a month."
    assert reminder.text in shown(client_of(editor), f"/workspace/{project.public_id}/")

    change_question(soon, by=editor, due_on=TODAY - DAY)
    reminder = remind_of_questions(project)
    assert reminder
    assert reminder.text == "1 question of the evaluation plan should have been answered by now."
    mark_done(soon, by=editor, on=TODAY)
    assert remind_of_questions(project) is None


def titles(subscription: Subscription) -> dict[str, datetime.date]:
    content = Client().get(f"/calendar/{subscription.secret}.ics?lang=en").content
    parsed = icalendar.Calendar.from_ical(content)
    return {str(event["SUMMARY"]): event["DTSTART"].dt for event in parsed.walk("VEVENT")}


def test_calendars_have_what_is_to_be_answered(project: Project, school: Organisation, coordinator: User) -> None:
    other = OrganisationFactory()
    PartnershipFactory(project=project, organisation=other)
    ask(project, coordinator, due_on=TODAY, responsible=school)
    ask(project, coordinator, question="Done", due_on=TODAY, done_on=TODAY)

    assert titles(make_calendar(project, by=coordinator)) == {"Evaluation: Do they use it?": TODAY}
    assert len(titles(make_calendar(project, by=coordinator, organisation=school))) == 1
    assert titles(make_calendar(project, by=coordinator, organisation=other)) == {}


# Files


def test_files_hold_every_row_and_start_no_formula(project: Project, editor: User) -> None:
    ask(project, editor, question="=HYPERLINK(1)", who="@SUM(A1)", due_on=TODAY, methods=["interview"])
    client = client_of(editor)

    read = client.get(page(project, "export.csv")).content.decode("utf-8-sig")
    (line,) = list(csv.DictReader(io.StringIO(read)))
    assert line["Question"] == "'=HYPERLINK(1)"
    assert line["Who asks, who is asked"] == "'@SUM(A1)"
    assert line["By when"] == "2025-11-26"

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(client.get(page(project, "export.xlsx")).content))
    heads, row = book.get_sheet_by_index(0).to_python()
    told = dict(zip(heads, row, strict=True))
    assert (told["Question"], told["By when"], told["Methods"]) == ("=HYPERLINK(1)", TODAY, "interview")
    assert client.get(page(project, "export.pdf")).status_code == 404


def test_the_plan_takes_as_many_queries_for_three_rows_as_for_one(
    project: Project, lessons: Result, teachers: Indicator, school: Organisation, editor: User
) -> None:
    client, numbers = client_of(editor), []
    for _count in range(2):
        for place in range(2):
            ask(project, editor, question=f"{place}", result=lessons, indicator=teachers, responsible=school)
        client.get(page(project))
        with CaptureQueriesContext(connection) as asked:
            client.get(page(project))
        numbers.append(len(asked))

    assert numbers[0] == numbers[1]
