"""Findings, decisions and the changes of the plan that they lead to."""

import datetime
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from plon.accounts.models import User
from plon.evaluation.actions import enter_value
from plon.evaluation.figures.gathering import book_of
from plon.findings.actions import (
    add_decision,
    add_finding,
    add_question,
    change_finding,
    close_decision,
    link_change,
    remove_decision,
    remove_finding,
    reopen_decision,
    unlink_change,
)
from plon.findings.enums import DecisionState, Strength
from plon.findings.evaluationplan.telling import remind_of_decisions
from plon.findings.figures import Figure, by_key, figures_of, indicator_value
from plon.findings.models import Decision, Finding, FindingFigure, PlanChange
from plon.findings.plan_events import plan_events
from plon.findings.queries import findings_of
from plon.findings.refusals import AlreadyThere, NoChangeOfPlan, NotDoneYet, ReasonMissing
from plon.findings.reviewing import review_of
from plon.findings.surveyed import figures_of_surveys
from plon.history.models import Event
from plon.plans.actions import add_group, change_activity, change_group, remove_item
from plon.plans.models import Indicator, PlannedActivity, TargetGroup
from plon.projects.models import Project
from plon.projects.restoring import can_restore, restore
from plon.results.models import Result
from tests.conftest import client_of
from tests.factories import ActivityFactory, IndicatorFactory, ProjectFactory, ReachFactory
from tests.findings.conftest import TODAY
from tests.responses.conftest import answer, close_round, open_round, questionnaire

DAY = datetime.timedelta(days=1)
FIGURE = Figure("reach:people", "Reach", "People reached", "12 people", "activities that were logged", TODAY)


def page(project: Project, more: str = "") -> str:
    return f"/workspace/{project.public_id}/evaluation/findings/{more}"


def shown(client: Client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def see(project: Project, by: User, **more: Any) -> Finding:
    return add_finding(project, by=by, **{"title": "Small schools do not come", **more})


def decide(finding: Finding, by: User, **more: Any) -> Decision:
    return add_decision(finding, by=by, **{"text": "Go to the villages", "decided_on": TODAY, **more})


def reach(project: Project, people: int) -> None:
    ReachFactory(activity=ActivityFactory(project=project), people=people)


# Figures are kept as they were


def test_a_figure_stays_as_it_was_and_the_page_shows_what_became_of_it(project: Project, editor: User) -> None:
    reach(project, 12)
    client = client_of(editor)
    sent = {"title": "Few people come", "strength": "strong", "seen_on": "2025-11-20", "figures": ["reach:people"]}
    answer = client.post(page(project, "new/"), sent)
    finding = Finding.objects.get()
    assert answer["Location"] == page(project, f"{finding.public_id}/")

    reach(project, 30)

    kept = FindingFigure.objects.get()
    assert (kept.key, kept.value, kept.source) == ("reach:people", "12 people", "activities that were logged")
    seen = shown(client, answer["Location"])
    assert "12 people" in seen
    assert "42 people" in seen
    client.post(page(project, f"{finding.public_id}/change/"), sent | {"version": "1", "title": "Few came then"})
    assert FindingFigure.objects.get().value == "12 people"
    client.post(page(project, f"{finding.public_id}/change/"), sent | {"version": "2", "figures": []})
    assert not FindingFigure.objects.exists()
    assert Event.objects.filter(kind="finding.changed").count() == 2


def test_a_figure_that_is_added_later_is_of_that_later_day(project: Project, editor: User) -> None:
    finding = see(project, editor, figures=[FIGURE])
    other = Figure("use:uses", "Use", "Confirmed uses by others", "3", "declarations of use", TODAY)

    changed = Figure("reach:people", "Reach", "People reached", "99 people", "", TODAY)
    change_finding(finding, by=editor, figures=[changed, other])

    assert {(each.key, each.value) for each in finding.figures.all()} == {
        ("reach:people", "12 people"), ("use:uses", "3"),
    }  # fmt: skip


def test_figures_say_value_target_and_source(project: Project, teachers: Indicator) -> None:
    book = book_of(project)

    offered = by_key(figures_of(book, "en"))

    figure = offered[f"indicator:{teachers.public_id}"]
    assert (figure.label, figure.value) == ("Teachers who use the lessons", "nothing measured yet")


def test_a_value_is_told_with_its_unit_and_target(project: Project, teachers: Indicator, coordinator: User) -> None:
    enter_value(teachers, by=coordinator, value=Decimal("12.50"), on=TODAY)
    book = book_of(project)
    figure = by_key(figures_of(book, "en"))[f"indicator:{teachers.public_id}"]
    assert (figure.value, figure.as_of) == ("12.5 teachers (target: 60)", TODAY)
    with translation.override("pl"):
        assert indicator_value(book.indicators[0]) == "12,5 teachers (cel: 60)"


def test_one_begins_from_an_indicator_that_asks_for_a_look(project: Project, teachers: Indicator, editor: User) -> None:
    """Nobody fed it for more than half a year."""
    client = client_of(editor)
    Indicator.objects.filter(pk=teachers.pk).update(created_at=timezone.now() - 400 * DAY)

    seen = shown(client, page(project))
    assert "These indicators ask for a look" in seen
    begun = re.search(r'href="(\S+\?figure=\S+)"', seen)
    assert begun
    form = shown(client, begun[1])

    assert re.search(rf'value="indicator:{teachers.public_id}"[^>]* checked', form)


# Decisions


def test_a_decision_is_open_then_done_then_open_again(project: Project, editor: User) -> None:
    decision = decide(see(project, editor), editor, due_on=TODAY - DAY)
    assert (told := remind_of_decisions(project))
    assert told.text == "1 decision should have been carried out by now."

    close_decision(decision, by=editor, state="done", reason="Two workshops moved")
    decision.refresh_from_db()
    assert (decision.state, decision.closed_on, decision.reason) == ("done", TODAY, "Two workshops moved")
    assert remind_of_decisions(project) is None
    reopen_decision(decision, by=editor)

    decision.refresh_from_db()
    assert (decision.state, decision.closed_on) == ("open", None)
    assert [event.kind for event in Event.objects.order_by("pk")][1:] == [
        "decision.added", "decision.done", "decision.reopened",
    ]  # fmt: skip


def test_who_drops_a_decision_says_why(project: Project, editor: User) -> None:
    finding = see(project, editor)
    decision = decide(finding, editor)
    with pytest.raises(ReasonMissing):
        close_decision(decision, by=editor, state="dropped", reason="  ")
    with pytest.raises(NotDoneYet):
        close_decision(decision, by=editor, state="done", on=TODAY + DAY)
    address = page(project, f"{finding.public_id}/decisions/{decision.public_id}/state/")
    answer = client_of(editor).post(address, {"state": "dropped", "reason": "", "on": "2025-11-26"})

    assert answer.status_code == 422
    assert "Say why: the report tells it." in answer.content.decode()
    assert Decision.objects.get().is_open


def test_the_database_refuses_half_a_state(project: Project, editor: User) -> None:
    decision = decide(see(project, editor), editor)
    for wrong in ({"state": "done"}, {"closed_on": TODAY}, {"state": "dropped", "closed_on": TODAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Decision.objects.filter(pk=decision.pk).update(**wrong)


# Changes of the plan


def test_go_and_change_the_plan_carries_the_decision_along(
    project: Project, workshop: PlannedActivity, lessons: Result, editor: User
) -> None:
    finding = see(project, editor)
    decision = decide(finding, editor)
    client = client_of(editor)
    begin = page(project, f"{finding.public_id}/decisions/{decision.public_id}/plan/")

    opened = client.get(begin, {"item": f"activity:{workshop.public_id}"})["Location"]
    form = shown(client, opened)
    assert "You change the plan because of the decision “Go to the villages”." in form
    reason = re.search(r"<textarea[^>]*name=\"reason\"[^>]*>([^<]*)</textarea>", form)
    assert reason
    assert reason[1].strip() == "Decision of 26 November 2025: Go to the villages"
    sent = {
        "version": "1", "title": "Workshop in the village", "purpose": "dissemination", "phase": "during",
        "results": [lessons.pk], "place": "Opole", "reason": reason[1].strip(),
    }  # fmt: skip
    answer = client.post(opened, sent)

    assert answer["Location"] == page(project, f"{finding.public_id}/#{decision.public_id}")
    workshop.refresh_from_db()
    assert workshop.title == "Workshop in the village"
    (change,) = PlanChange.objects.all()
    event = Event.objects.get(kind="activity.changed")
    assert (change.event, change.item_kind, change.item_public_id) == (event.pk, "activity", workshop.public_id)
    assert event.reason == "Decision of 26 November 2025: Go to the villages"
    seen = shown(client, page(project, f"{finding.public_id}/"))
    assert "changed the planned activity Workshop in the village" in seen
    assert "<s>Workshop in the town</s> → <strong>Workshop in the village</strong>" in seen


def test_something_new_in_the_plan_and_something_taken_out_are_linked_too(
    project: Project, workshop: PlannedActivity, editor: User
) -> None:
    finding = see(project, editor)
    decision = decide(finding, editor)
    client = client_of(editor)
    begin = page(project, f"{finding.public_id}/decisions/{decision.public_id}/plan/")

    new = client.get(begin, {"item": "group:"})["Location"]
    client.post(new, {"name": "Teachers in villages"})
    plan = f"/workspace/{project.public_id}/plan/activity/{workshop.public_id}/remove/?because={decision.public_id}"
    client.post(plan, {"reason": "Nobody came"})

    assert TargetGroup.objects.get().name == "Teachers in villages"
    assert not PlannedActivity.objects.exists()
    assert list(PlanChange.objects.values_list("kind", flat=True)) == ["group.added", "activity.removed"]


def test_a_cause_of_another_project_is_none(project: Project, editor: User) -> None:
    other = decide(see(ProjectFactory(), editor), editor)
    group = add_group(project, by=editor, name="Teachers")

    address = f"/workspace/{project.public_id}/plan/group/{group.public_id}/?because={other.public_id}"
    answer = client_of(editor).post(address, {"version": "1", "name": "Teachers in villages"})

    assert "/plan/" in answer["Location"]
    assert not PlanChange.objects.exists()


def test_one_picks_from_what_was_changed_lately(project: Project, editor: User) -> None:
    group = add_group(project, by=editor, name="Teachers")
    change_group(group, by=editor, name="Teachers in villages")
    finding = see(project, editor)
    decision = decide(finding, editor)
    client = client_of(editor)
    address = page(project, f"{finding.public_id}/decisions/{decision.public_id}/plan/")
    assert "changed the target group Teachers in villages" in shown(client, address)

    event = Event.objects.get(kind="group.changed")
    client.post(address, {"event": [str(event.pk), "999999999999999999999", "x"]})

    assert [change.event for change in PlanChange.objects.all()] == [event.pk]
    assert "changed the target group Teachers in villages" not in shown(client, address)
    (told,) = findings_of(project)
    assert told.decisions[0].changes[0].url == f"/workspace/{project.public_id}/plan/group/{group.public_id}/"


def test_only_changes_of_this_project_s_plan_are_linked(project: Project, editor: User) -> None:
    decision = decide(see(project, editor), editor)
    elsewhere = ProjectFactory()
    add_group(elsewhere, by=editor, name="Others")
    add_group(project, by=editor, name="Teachers")
    wrong = [Event.objects.get(project_id=elsewhere.pk), Event.objects.get(kind="finding.added")]
    for event in wrong:
        with pytest.raises(NoChangeOfPlan):
            link_change(decision, event, by=editor)
    right = plan_events(project)[0]
    change = link_change(decision, right, by=editor)
    with pytest.raises(NoChangeOfPlan):
        link_change(decision, right, by=editor)

    unlink_change(change, by=editor)

    assert not PlanChange.objects.exists()
    assert TargetGroup.objects.filter(project=project).exists()


def test_a_change_is_told_when_its_item_is_gone(project: Project, editor: User) -> None:
    group = add_group(project, by=editor, name="Teachers")
    change_group(group, by=editor, name="Teachers in villages")
    decision = decide(see(project, editor), editor)
    link_change(decision, plan_events(project)[0], by=editor)
    remove_item(group, by=editor)
    Event.objects.all().delete()

    (told,) = findings_of(project)

    (change,) = told.decisions[0].changes
    assert change.told == "changed the target group Teachers in villages"
    assert [(each.before, each.after) for each in change.changes] == [("Teachers", "Teachers in villages")]


# Undo


def test_a_finding_comes_back_with_figures_decisions_and_changes(project: Project, editor: User) -> None:
    finding = see(project, editor, figures=[FIGURE], text="They told us.", seen_on=TODAY - DAY, strength="weak")
    decision = decide(finding, editor, due_on=TODAY)
    add_group(project, by=editor, name="Teachers")
    link_change(decision, plan_events(project)[0], by=editor)
    before = findings_of(project)
    client = client_of(editor)
    assert "1 decision goes with it." in shown(client, page(project, f"{finding.public_id}/remove/"))

    answer = client.post(page(project, f"{finding.public_id}/remove/"))
    assert not Finding.objects.exists()
    assert "Undo" in shown(client, answer["Location"])
    event = Event.objects.get(kind="finding.removed")
    assert can_restore(event)
    restore(event, by=editor)

    after = findings_of(project)
    assert without_keys(after) == without_keys(before)
    with pytest.raises(AlreadyThere):
        restore(event, by=editor)


def without_keys(told: Iterable[Any]) -> str:
    """Rows that come back have other keys; people never see them."""
    return re.sub(r"ToldChange\(id=\d+", "ToldChange(id=0", repr(told))


def test_a_decision_comes_back_if_its_finding_is_there(project: Project, editor: User) -> None:
    finding = see(project, editor)
    decision = decide(finding, editor)
    close_decision(decision, by=editor, state="dropped", reason="Too dear")
    decision.refresh_from_db()
    event = remove_decision(decision, by=editor)
    restore(event, by=editor)
    assert (Decision.objects.get().state, Decision.objects.get().reason) == ("dropped", "Too dear")

    again = remove_decision(Decision.objects.get(), by=editor)
    remove_finding(finding, by=editor)

    with pytest.raises(AlreadyThere):
        restore(again, by=editor)


# The review


def test_the_review_is_made_of_it_all(
    project: Project, teachers: Indicator, workshop: PlannedActivity, editor: User
) -> None:
    reach(project, 12)
    asked = add_question(project, by=editor, question="Who comes?", criterion="relevance", due_on=TODAY - DAY)
    add_question(project, by=editor, question="Later?", criterion="impact", due_on=TODAY + 90 * DAY, done_on=TODAY)
    finding = see(project, editor, question=asked, figures=[FIGURE, *figures_of(book_of(project), "en")])
    decision = decide(finding, editor, who="Anna", due_on=TODAY - DAY)
    change_activity(workshop, by=editor, reason="Decided", place="Lubrza")
    link_change(decision, plan_events(project)[0], by=editor)
    see(project, editor, title="Nothing follows from this")
    reach(project, 8)

    review = review_of(project, today=TODAY)
    seen = shown(client_of(editor), page(project, "review/"))

    assert review.middle == datetime.date(2025, 8, 31)
    assert (review.answered, review.questions, review.changes) == (1, 2, 1)
    assert [question.question for question in review.unanswered] == ["Who comes?"]
    assert [each.title for each in review.undecided] == ["Nothing follows from this"]
    moved = next(each for each in review.findings[0].figures if each.then.key == "reach:people")
    assert (moved.then.value, moved.now and moved.now.value, moved.has_moved) == ("12 people", "20 people", True)
    standing = next(each for each in review.standings if each.name == teachers.name)
    assert (standing.baseline, standing.then) == ("0", "nothing measured yet")
    for told in (
        "1 of 2 questions of the evaluation plan are answered.", "Small schools do not come", "Go to the villages",
        "Lubrza", "not decided", "not answered", "the middle of the project: 31 August 2025",
    ):  # fmt: skip
        assert told in seen


def test_an_empty_review_says_where_to_begin(project: Project, editor: User) -> None:
    assert "Nothing to look back on yet" in shown(client_of(editor), page(project, "review/"))


def test_findings_are_read_in_as_many_queries_for_three_as_for_one(project: Project, editor: User) -> None:
    numbers = []
    for _again in range(2):
        for _count in range(2):
            finding = see(project, editor, figures=[FIGURE])
            decision = decide(finding, editor)
            add_group(project, by=editor, name="Teachers")
            link_change(decision, plan_events(project)[0], by=editor)
        with CaptureQueriesContext(connection) as asked:
            told = findings_of(project)
        numbers.append(len(asked))

    assert numbers[0] == numbers[1] <= 5
    assert told[0].strength == Strength.FAIR
    assert told[0].decisions[0].state == DecisionState.OPEN


@pytest.mark.parametrize("more", ["", "review/"])
def test_pages_take_as_many_queries_for_three_findings_as_for_one(project: Project, editor: User, more: str) -> None:
    client, numbers = client_of(editor), []
    for _again in range(2):
        for _count in range(2):
            IndicatorFactory(project=project)
            decide(see(project, editor, figures=[FIGURE]), editor)
        client.get(page(project, more))
        with CaptureQueriesContext(connection) as asked:
            client.get(page(project, more))
        numbers.append(len(asked))

    assert numbers[0] == numbers[1]


# Bad input and who may


def test_bad_input_is_told_and_kept(project: Project, editor: User) -> None:
    with pytest.raises(ValidationError):
        see(project, editor, strength="certain")
    text = "é🌊" * 3000
    answer = client_of(editor).post(
        page(project, "new/"),
        {"title": "x\x00y", "text": text, "strength": "fair", "seen_on": "soon", "figures": ["nothing"]},
    )

    assert answer.status_code == 422
    assert text in answer.content.decode()
    assert not Finding.objects.exists()


def test_who_may_only_look_finds_no_buttons(project: Project, editor: User, contributor: User, stranger: User) -> None:
    finding = see(project, editor)
    decision = decide(finding, editor)
    client, address = client_of(contributor), page(project, f"{finding.public_id}/")

    seen = shown(client, address)

    assert "Go to the villages" in seen
    assert "Decide something" not in seen
    assert client.post(page(project, f"{finding.public_id}/decide/"), {"text": "x"}).status_code == 403
    assert client.get(page(project, f"{finding.public_id}/decisions/{decision.public_id}/plan/")).status_code == 403
    assert client_of(stranger).get(address).status_code == 404


# Surveys


def test_what_surveys_say_is_offered_as_far_as_it_may_be_shown(project: Project) -> None:
    asked = open_round(project=project)
    for _count in range(4):
        answer(asked, mood="5", role="teacher", classes="3")
    assert figures_of_surveys(project, "en") == (), "fewer than the smallest group"
    for _count in range(8):
        answer(asked, mood="4", why="Because of Ana")
    close_round(asked)

    offered = by_key(figures_of_surveys(project, "en"))

    mood = offered[f"survey:{asked.public_id}:mood"]
    assert (mood.label, mood.value) == ("Lessons: How was it?", "4.33 of 5 on average")
    assert mood.source == "the survey “Lessons”, 12 answers"
    assert offered[f"survey:{asked.public_id}:role"].value == "8 of 12: Pupil"
    assert "Because of Ana" not in repr(offered)


@pytest.mark.parametrize("is_anonymous", [True, False])
def test_what_fewer_than_a_group_said_is_no_figure(project: Project, *, is_anonymous: bool) -> None:
    asked = open_round(questionnaire(is_anonymous=is_anonymous), project=project)
    for number in range(8):
        answer(asked, **({"used": ["film"], "mood": "2"} if number < 4 else {}))
    close_round(asked)

    assert set(by_key(figures_of_surveys(project, "en"))) == {f"survey:{asked.public_id}:role"}


def test_surveys_are_read_in_as_many_queries_for_three_rounds_as_for_one(project: Project) -> None:
    numbers = []
    for _again in range(2):
        for _count in range(2):
            close_round(open_round(project=project))
        with CaptureQueriesContext(connection) as asked:
            figures_of_surveys(project, "en")
        numbers.append(len(asked))

    assert numbers[0] == numbers[1]
