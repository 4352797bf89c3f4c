"""The wizard of the first hour: from a blank project to a first plan, one question per screen."""

import datetime
import json
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from plon.accounts.models import User
from plon.history.models import Event
from plon.plans import actions
from plon.plans.enums import Nature, Phase, Purpose
from plon.plans.models import Indicator, Message, PlannedActivity, TargetGroup, UsePlan, Walk
from plon.plans.queries import load_plan
from plon.plans.wizard import (
    STEPS,
    are_all_late,
    does_one_do_all,
    example_family,
    offers_for,
    stops_of,
    story_of,
    usual_day,
    words_for,
)
from plon.projects.enums import PartnershipRole
from plon.projects.models import Project
from plon.results.models import Result
from tests.conftest import client_of
from tests.factories import (
    IndicatorFactory,
    MessageFactory,
    MessageTextFactory,
    OrganisationFactory,
    PartnershipFactory,
    PlannedActivityFactory,
    ProjectFactory,
    ResultFactory,
    TargetGroupFactory,
)

pytestmark = pytest.mark.django_db


class Walker:
    """Somebody who fills in the pages as a browser shows them."""

    def __init__(self, person: User, project: Project) -> None:
        self.client: Client = client_of(person)
        self.base = f"/workspace/{project.public_id}/plan/start/"

    def see(self, step: str, query: str = "") -> str:
        answer = self.client.get(f"{self.base}{step}/{query}")
        assert answer.status_code == 200
        return answer.content.decode()

    def fields(self, step: str, query: str = "") -> dict[str, Any]:
        """Return all that the page's form would send if nobody touched it."""
        return fields_of(self.see(step, query))

    def send(self, step: str, said: dict[str, Any], do: str = "next", **typed: Any) -> Any:
        return self.client.post(f"{self.base}{step}/", {**said, **typed, "do": do})

    def fill(self, step: str, do: str = "next", query: str = "", **typed: Any) -> Any:
        return self.send(step, self.fields(step, query), do, **typed)


def fields_of(page: str) -> dict[str, Any]:
    form = page[page.index('<form class="stack" id="wizard"') :]
    form = form[: form.index("</form>")]
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        known = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        name, kind = known.get("name"), known.get("type", "text")
        if name and (kind not in {"checkbox", "radio"} or " checked" in tag):
            sent.setdefault(name, []).append(
                unescape(known.get("value", "on" if kind in {"checkbox", "radio"} else ""))
            )
    for name, inside in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', inside) or re.search(r'<option value="([^"]*)"', inside)
        sent[name] = [unescape(chosen[1])] if chosen else []
    for name, inside in re.findall(r'<textarea name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL):
        sent[name] = [unescape(inside)]
    return sent


@pytest.fixture
def walker(project: Project, coordinator: User) -> Walker:
    return Walker(coordinator, project)


def where(answer: Any) -> str:
    assert answer.status_code == 302, errors_in(answer)
    return str(answer["Location"]).partition("/plan/")[2]


def errors_in(answer: Any) -> str:
    return " / ".join(re.findall(r"<li>(?:<a [^>]*>)?[^<]*(?:</a>)?: [^<]*</li>", answer.content.decode()))


# The way through


def test_the_way_from_a_blank_project_to_a_first_plan(walker: Walker, project: Project) -> None:
    PartnershipFactory(
        project=project, organisation=OrganisationFactory(name="School"), role=PartnershipRole.COORDINATOR
    )
    assert where(walker.client.get(walker.base)) == "start/begin/"

    assert where(walker.fill("begin")) == "start/project/"
    partner = {"new-0-name": "Asociación Río", "new-0-country": "ES", "new-0-city": "Soria"}
    assert where(walker.fill("project", **partner)) == "start/results/"
    results = {
        "new-0-title": "Lessons by the river",
        "new-1-title": "Teachers who teach outdoors",
        "new-1-kind": "intangible",
    }
    assert where(walker.fill("results", **results)) == "start/groups/"
    groups = {
        "new-0-name": "Biology teachers",
        "new-0-size": "40",
        "new-0-levels": ["local"],
        "new-1-name": "The council",
    }
    assert where(walker.fill("groups", **groups)) == "start/messages/"

    lessons, _habit = Result.objects.order_by("position")
    teachers, council = TargetGroup.objects.order_by("position")
    pair = {f"{lessons.public_id}-{teachers.public_id}-text": "You have tomorrow's lesson ready."}
    assert where(walker.fill("messages", **pair)) == "start/activities/"
    chosen = {"workshop-take": "on", "after-take": "on", "after-title": "Reunion in a year"}
    assert where(walker.fill("activities", **chosen)) == f"start/activities/?group={council.public_id}"
    assert (
        where(walker.fill("activities", query=f"?group={council.public_id}", **{"policy-meeting-take": "on"}))
        == "start/schedule/"
    )

    school, river = load_plan(project).partners
    who = {}
    for number, activity in enumerate(PlannedActivity.objects.all()):
        who[f"{activity.public_id}-responsible"] = str((school, river)[number % 2].pk)
    assert where(walker.fill("schedule", **who)) == "start/indicators/"
    ticked = {"ready-users-take": "on", "ready-changed-practice-take": "on"}
    assert where(walker.fill("indicators", **ticked)) == "start/indicators/"
    targets = {f"{each.public_id}-{name}": value for each in Indicator.objects.all()
               for name, value in (("baseline", "0"), ("target", "25"), ("feeding", "survey"))}  # fmt: skip
    assert where(walker.fill("indicators", **targets)) == "start/use/"
    kept = {f"{lessons.public_id}-form": "regular_work", f"{lessons.public_id}-keeper": str(school.pk)}
    assert where(walker.fill("use", **kept)) == "start/review/"
    assert where(walker.fill("review", do="finish")) == ""

    plan = load_plan(project)
    assert [str(result) for result in plan.results] == ["Lessons by the river", "Teachers who teach outdoors"]
    assert (teachers.size, teachers.levels) == (40, ["local"])
    assert plan.messages[lessons.pk, teachers.pk].text_in("en") == "You have tomorrow's lesson ready."
    assert [(each.title, each.phase, each.purpose) for each in plan.activities] == [
        ("Workshop: Biology teachers", Phase.DURING, Purpose.DISSEMINATION),
        ("Reunion in a year", Phase.AFTER, Purpose.DISSEMINATION),
        ("Talk with those who decide: The council", Phase.DURING, Purpose.DISSEMINATION),
    ]
    assert [list(each.results.all()) for each in plan.activities[:2]] == [[lessons], [lessons]]
    assert all(each.start and each.responsible for each in plan.activities)
    assert {(each.nature, each.target, each.feeding) for each in plan.indicators} == {
        (Nature.QUANTITATIVE, "25", "survey"), (Nature.QUALITATIVE, "25", "survey")
    }  # fmt: skip
    assert UsePlan.objects.get().keeper == school
    walk = Walk.objects.get()
    assert walk.finished_at is not None
    stops = stops_of(plan, "review", walk.skipped, "en", is_finished=True)
    assert {stop.key for stop in stops if stop.state != "done"} == set()
    assert Event.objects.filter(kind="plan.begun").count() == 1


def test_nothing_is_added_that_nobody_ticked(walker: Walker, project: Project) -> None:
    ResultFactory(project=project)
    TargetGroupFactory(project=project)
    for step in STEPS:
        assert walker.fill(step).status_code == 302

    plan = load_plan(project)
    assert (len(plan.results), len(plan.groups)) == (1, 1)
    assert (plan.messages, plan.activities, plan.indicators, plan.use_plans) == ({}, (), (), {})
    assert not Event.objects.filter(kind__contains="added").exists()


def test_the_team_goes_on_where_it_left(walker: Walker, project: Project, editor: User) -> None:
    walker.fill("results", **{"new-0-title": "A course"})
    assert where(walker.client.get(walker.base)) == "start/groups/"

    answer = walker.fill("groups", do="leave", **{"new-0-name": "Carers"})
    assert where(answer) == ""
    assert where(Walker(editor, project).client.get(walker.base)) == "start/groups/"
    assert "Carers" in walker.see("groups")


def test_a_project_with_a_plan_begins_at_what_is_missing(walker: Walker, project: Project) -> None:
    PartnershipFactory(project=project)
    ResultFactory(project=project)
    assert where(walker.client.get(walker.base)) == "start/groups/"


def steps_told(page: str) -> dict[str, str]:
    """Return {name of a step: what a screen reader hears of it}."""
    told = re.findall(r'class="walk-name">([^<]+)</span\s*><span class="visually-hidden"> ([^<]+)</span>', page)
    return dict(told)


def test_a_skipped_step_is_named_so_until_it_is_done(walker: Walker, project: Project) -> None:
    assert where(walker.fill("results", do="skip")) == "start/groups/"
    assert steps_told(walker.see("groups"))["Results"] == "(step skipped)"

    walker.fill("results", **{"new-0-title": "A course"})
    assert steps_told(walker.see("groups"))["Results"] == "(step done)"


@pytest.mark.parametrize(
    ("do", "there"),
    [("back", "results"), ("go:use", "use"), ("skip", "messages"), ("more", "groups"), ("nonsense", "messages")],
)
def test_whichever_button_is_pressed_what_was_typed_is_kept(
    walker: Walker, project: Project, do: str, there: str
) -> None:
    assert where(walker.fill("groups", do=do, **{"new-1-name": "Carers in the county"})) == f"start/{there}/"
    assert project.target_groups.get().name == "Carers in the county"


# Bad input


def test_one_bad_row_keeps_all_of_the_page_and_writes_none_of_it(walker: Walker, project: Project) -> None:
    typed = {"new-0-name": "Biology teachers", "new-1-name": "The council", "new-1-size": "many", "new-2-need": "Time"}
    answer = walker.fill("groups", **typed)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert not project.target_groups.exists()
    assert all(f'value="{text}"' in page for text in ("Biology teachers", "The council", "many"))
    assert ">\nTime</textarea>" in page
    assert "Enter a whole number." in page
    assert "This field is required." in page
    assert 'href="#id_new-1-size"' in page


@pytest.mark.parametrize(
    ("step", "typed", "words"),
    [
        ("project", {"short-start": "2026-09-01", "short-end": "2025-09-01"}, "end before it starts"),
        ("project", {"short-start": "0001-01-01"}, "can&#x27;t be right"),
        ("project", {"short-action_type": "KA999"}, "Select a valid choice"),
        ("results", {"new-0-title": "x" * 50_000}, "at most 300 characters"),
        ("results", {"new-0-title": "A\x00B"}, "Null characters are not allowed"),
        ("results", {"new-0-title": "A course", "new-0-kind": "gas"}, "Select a valid choice"),
        ("groups", {"new-0-name": "Carers", "new-0-size": "9" * 60}, "less than or equal"),
        ("groups", {"new-0-name": "Carers", "new-0-levels": ["moon"]}, "Select a valid choice"),
        ("indicators", {"own-name": "", "own-unit": "schools"}, "This field is required"),
        ("activities", {"workshop-title": "Another name"}, "not ticked it"),
        ("activities", {"workshop-take": "on", "workshop-start": "soon"}, "Enter a valid date"),
        ("activities", {"workshop-take": "on", "workshop-title": " "}, "This field is required"),
        ("activities", {"workshop-take": "on", "shared-results": []}, "Dissemination shares a result"),
    ],
)
def test_bad_input_is_told_at_its_field(
    walker: Walker, project: Project, step: str, typed: dict[str, Any], words: str
) -> None:
    ResultFactory(project=project)
    TargetGroupFactory(project=project, name="Teachers")
    before = Event.objects.count()

    answer = walker.fill(step, **typed)

    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert Event.objects.count() == before


@pytest.mark.parametrize("junk", ["[", "[" * 10_000, "{}", "[1]", '{"name": 7}', "\x00", "null"])
def test_junk_in_the_hidden_fields_breaks_nothing(walker: Walker, project: Project, junk: str) -> None:
    group = TargetGroupFactory(project=project, name="Teachers")

    answer = walker.fill("groups", **{f"{group.public_id}-was": junk, "row": [junk, group.public_id]})

    assert answer.status_code in {200, 302}
    group.refresh_from_db()
    assert group.name == "Teachers"


def test_junk_in_the_address_breaks_nothing(walker: Walker, project: Project) -> None:
    TargetGroupFactory(project=project)
    walker.see("activities", "?group=%00%0a" + "x" * 3000)
    assert where(walker.fill("activities", do="group:x\r\nSet-Cookie: a=b")) == "start/activities/?group="
    assert walker.client.get(f"{walker.base}dinner/").status_code == 404


def test_a_double_click_adds_once(walker: Walker, project: Project) -> None:
    sent = walker.fields("results") | {"new-0-title": ["A course"]}
    first, second = walker.send("results", sent), walker.send("results", sent)

    assert where(first) == where(second) == "start/groups/"
    assert project.results.count() == 1


# Two people, two tabs


def test_two_people_at_different_fields_of_one_group_both_win(walker: Walker, project: Project, editor: User) -> None:
    group = TargetGroupFactory(project=project, name="Teachers")
    mine, theirs = walker.fields("groups"), Walker(editor, project).fields("groups")

    Walker(editor, project).send("groups", theirs | {f"{group.public_id}-size": ["40"]})
    assert where(walker.send("groups", mine | {f"{group.public_id}-need": ["Time"]})) == "start/messages/"

    group.refresh_from_db()
    assert (group.size, group.need) == (40, "Time")


def test_the_second_of_two_people_at_one_field_sees_both_texts_and_chooses(
    walker: Walker, project: Project, editor: User
) -> None:
    group = TargetGroupFactory(project=project, name="Teachers")
    mine = walker.fields("groups")
    actions.change_group(group, by=editor, name="Biology teachers", need="Time")

    answer = walker.send("groups", mine | {f"{group.public_id}-name": ["All teachers"]})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<dd>Biology teachers</dd>" in page
    assert 'value="All teachers"' in page
    group.refresh_from_db()
    assert group.name == "Biology teachers"

    assert where(walker.send("groups", fields_of(page))) == "start/messages/"
    group.refresh_from_db()
    assert (group.name, group.need) == ("All teachers", "Time")


def test_a_message_that_somebody_wrote_meanwhile_is_not_written_over(
    walker: Walker, project: Project, editor: User
) -> None:
    result, group = ResultFactory(project=project), TargetGroupFactory(project=project)
    key = f"{result.public_id}-{group.public_id}-text"
    mine = walker.fields("messages")
    actions.write_message(result, group, by=editor, texts={"en": "Theirs."})

    answer = walker.send("messages", mine | {key: ["Mine."]})
    assert "<dd>Theirs.</dd>" in answer.content.decode()
    assert where(walker.send("messages", fields_of(answer.content.decode()))) == "start/activities/"
    assert Message.objects.get().text_in("en") == "Mine."


def test_what_was_said_of_a_group_that_is_gone_is_told(walker: Walker, project: Project, editor: User) -> None:
    group, other = TargetGroupFactory(project=project), TargetGroupFactory(project=project)
    mine = walker.fields("groups")
    actions.remove_item(group, by=editor)

    sent = mine | {f"{group.public_id}-need": ["Quiet evenings"], f"{other.public_id}-need": ["Time"]}
    page = walker.client.post(f"{walker.base}groups/", {**sent, "do": "more"}, follow=True).content.decode()

    assert "Quiet evenings" in page
    other.refresh_from_db()
    assert other.need == "Time"


def test_activities_of_a_group_that_is_gone_go_to_no_other_group(
    walker: Walker, project: Project, editor: User
) -> None:
    ResultFactory(project=project)
    gone, _other = TargetGroupFactory(project=project), TargetGroupFactory(project=project)
    mine = walker.fields("activities")
    actions.remove_item(gone, by=editor)

    walker.send("activities", mine | {"workshop-take": ["on"], "own-title": ["A walk"]})

    assert not PlannedActivity.objects.exists()


def test_a_promised_group_asks_for_its_reason(walker: Walker, project: Project, coordinator: User) -> None:
    group = TargetGroupFactory(project=project, name="Teachers")
    actions.freeze_plan(project, by=coordinator, occasion="application", agreed_on=datetime.date(2026, 3, 1))
    sent = walker.fields("groups") | {f"{group.public_id}-name": ["Biology teachers"]}

    refused = walker.send("groups", sent)
    assert "Say why" in refused.content.decode() or "say why" in refused.content.decode()
    sent = fields_of(refused.content.decode()) | {f"{group.public_id}-reason": ["The partner changed."]}
    assert where(walker.send("groups", sent)) == "start/messages/"

    assert Event.objects.get(kind="group.changed").reason == "The partner changed."


# What each step shows


def test_nothing_is_typed_twice(walker: Walker, project: Project) -> None:
    PartnershipFactory(project=project, organisation=OrganisationFactory(name="School of Bakers"))
    group = TargetGroupFactory(project=project, name="Teachers", need="Time", levels=["local"])
    result = ResultFactory(project=project, working_title="A course")
    MessageTextFactory(message=MessageFactory(result=result, group=group), language="pl", text="Masz kurs.")

    assert "School of Bakers" in walker.see("project")
    assert "A course" in walker.see("results")
    assert walker.fields("groups")[f"{group.public_id}-need"] == ["Time"]
    assert "In another language: Masz kurs." in walker.see("messages")


def test_a_message_is_written_in_the_language_of_the_screen(
    walker: Walker, project: Project, coordinator: User
) -> None:
    result, group = ResultFactory(project=project), TargetGroupFactory(project=project)
    coordinator.language = "pl"
    coordinator.save()
    walker.client.cookies["django_language"] = "pl"

    walker.fill("messages", **{f"{result.public_id}-{group.public_id}-text": "Masz gotową lekcję."})

    text = Message.objects.get().texts.get()
    assert (text.language, text.text) == ("pl", "Masz gotową lekcję.")


def test_late_work_and_lonely_partners_are_said_aloud(walker: Walker, project: Project) -> None:
    school = PartnershipFactory(project=project).organisation
    PartnershipFactory(project=project)
    for day in (10, 20):
        PlannedActivityFactory(project=project, start=datetime.date(2026, 8, day), responsible=school)

    page = walker.see("schedule")

    assert "last three months" in page
    assert "One partner is responsible for everything" in page
    assert "Nothing is planned for the time after funding" in page


def test_the_review_shows_poster_remarks_and_what_comes_next(walker: Walker, project: Project) -> None:
    ResultFactory(project=project, working_title="A course")

    page = walker.see("review")

    assert "poster/file/?paper=A3&amp;orientation=landscape&amp;language=en" in page
    assert re.search(r"The coach has \d+ remarks?", page)
    assert f"/workspace/{project.public_id}/team/" in page


# Who may


def test_contributors_look_at_the_board_instead(project: Project, contributor: User, officer: User) -> None:
    for person in (contributor, officer):
        client = client_of(person)
        for path in ("start/", "start/groups/"):
            answer = client.get(f"/workspace/{project.public_id}/plan/{path}")
            assert answer["Location"] == f"/workspace/{project.public_id}/plan/"
            assert client.post(f"/workspace/{project.public_id}/plan/{path}", {"new-0-name": "X"}).status_code == 403
    assert not project.target_groups.exists()
    assert not Walk.objects.exists()


def test_strangers_find_nothing(project: Project, stranger: User) -> None:
    client = client_of(stranger)
    for step in ("", *(f"{step}/" for step in STEPS), "from/abc/"):
        address = f"/workspace/{project.public_id}/plan/start/{step}"
        assert (client.post(address).status_code, client.get(address).status_code) in {(404, 404), (404, 405)}


def test_an_item_of_another_project_is_out_of_reach(walker: Walker, project: Project) -> None:
    other = TargetGroupFactory(name="Not yours")
    sent = walker.fields("groups") | {"row": [other.public_id], f"{other.public_id}-name": ["Mine now"]}

    walker.send("groups", sent)

    other.refresh_from_db()
    assert other.name == "Not yours"


# Cost


@pytest.mark.parametrize("step", STEPS)
def test_a_step_costs_the_same_for_one_item_and_for_many(
    walker: Walker, project: Project, step: str, django_assert_max_num_queries: Any
) -> None:
    partner = PartnershipFactory(project=project).organisation
    for _number in range(4):
        result, group = ResultFactory(project=project), TargetGroupFactory(project=project)
        MessageTextFactory(message=MessageFactory(result=result, group=group))
        activity = PlannedActivityFactory(project=project, responsible=partner)
        activity.results.add(result)
        IndicatorFactory(project=project)
    with django_assert_max_num_queries(34):
        walker.see(step)


# The words


@pytest.mark.parametrize("step", STEPS)
def test_each_step_has_its_words_and_example_in_both_languages(step: str) -> None:
    for action in ("KA122", "KA210", "KA220"):
        english, polish = words_for(step, action, "en"), words_for(step, action, "pl")
        assert english.question != polish.question
        assert bool(english.example) == bool(polish.example) == (step != "begin")
        assert story_of(action, "en") != story_of(action, "pl")
        assert action in story_of(action, "pl")


@pytest.mark.parametrize(
    ("action", "family"),
    [
        ("KA122", "mobility"),
        ("KA121", "mobility"),
        ("KA210", "small"),
        ("", "small"),
        ("KA220", "cooperation"),
        ("KA3-ODD", "cooperation"),
    ],
)
def test_examples_follow_the_action(action: str, family: str) -> None:
    assert example_family(action) == family


def test_ready_activities_suit_the_group_and_lie_where_they_usually_do() -> None:
    project = ProjectFactory.build(start=datetime.date(2025, 1, 15), end=datetime.date(2026, 12, 31))
    media = offers_for(TargetGroupFactory.build(name="Local radio", kind="media"), project, "en")

    codes = [offer.code for offer in media]
    assert "press" in codes
    assert "workshop" not in codes
    assert {offer.phase for offer in media} == {"before", "during", "after"}
    days = {offer.code: offer.day for offer in media}
    assert days["ask-first"] < project.start < days["press"] < project.end < days["network"]  # type: ignore[operator]


def test_a_usual_day_is_never_outside_of_the_project_it_is_in() -> None:
    project = ProjectFactory.build(start=datetime.date(2025, 1, 15), end=datetime.date(2026, 12, 31))
    assert usual_day(project, 0.0) == datetime.date(2025, 1, 15)
    assert usual_day(project, 1.0) == datetime.date(2026, 12, 1)
    assert usual_day(ProjectFactory.build(start=None), 0.5) is None


def test_late_and_lonely_need_more_than_one_activity() -> None:
    project = ProjectFactory.build(end=datetime.date(2026, 12, 31))
    late = PlannedActivityFactory.build(project=project, start=datetime.date(2026, 11, 1), responsible_id=1)
    early = PlannedActivityFactory.build(project=project, start=datetime.date(2026, 9, 1), responsible_id=2)

    assert not are_all_late([late], project)
    assert are_all_late([late, late], project)
    assert not are_all_late([late, early], project)
    assert does_one_do_all([late, late], 2)
    assert not does_one_do_all([late, early], 2)
    assert not does_one_do_all([late, late], 1)


def test_the_overview_leads_to_the_wizard_while_the_plan_is_empty(walker: Walker, project: Project) -> None:
    with translation.override("en"):
        page = walker.client.get(project.get_workspace_url()).content.decode()
    assert f'href="/workspace/{project.public_id}/plan/start/"' in page
    assert "Make the first plan, step by step" in page


def test_what_a_row_was_is_kept_as_a_browser_sends_it(walker: Walker, project: Project) -> None:
    group = TargetGroupFactory(project=project, name="Teachers", size=40, levels=["local", "european"])
    was = json.loads(walker.fields("groups")[f"{group.public_id}-was"][0])
    assert was == {"name": ["Teachers"], "kind": [], "size": ["40"], "levels": ["european", "local"], "need": []}
