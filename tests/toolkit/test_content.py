"""What a tool says: from the team's data, in one language, or refused with what to write."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plon.accounts.models import User
from plon.plans.models import TargetGroup
from plon.projects.models import Project
from plon.results.models import Result
from plon.toolkit.actions import set_look, set_up_material
from plon.toolkit.choices import Choices
from plon.toolkit.content import Chosen, TextsMissing, compose, content_of
from plon.toolkit.facts import load_facts
from plon.toolkit.fingerprints import changes_since, parts_of
from plon.toolkit.moments import written_fields
from plon.toolkit.plain import plain_paragraphs
from tests.evidence.photographs import consent, photo
from tests.factories import OrganisationFactory, PartnershipFactory, ResultFactory, ResultTextFactory


def chosen(project: Project, *, tool: str = "poster", **fields: Any) -> Chosen:
    return Chosen(tool, tuple(load_facts(project).results.values()), **fields)


def test_a_tool_says_what_results_plan_and_project_say(project: Project, result: Result, group: TargetGroup) -> None:
    PartnershipFactory(project=project, organisation=OrganisationFactory(name="School 4"), role="coordinator")
    PartnershipFactory(project=project, organisation=OrganisationFactory(name="Escuela", country="ES"))
    facts = load_facts(project)
    content = compose(facts, chosen(project, group=facts.groups[group.pk]), "en").content
    assert (content.title, content.message, content.group) == (
        "Twelve lessons", "Your next lesson is ready.", "Teachers of biology",
    )  # fmt: skip
    assert content.results[0].summary == "Lessons outdoors."
    assert [(partner.name, partner.country) for partner in content.partners] == [
        ("School 4", "Poland"), ("Escuela", "Spain"),
    ]  # fmt: skip
    assert content.coordinator == "School 4"
    assert "Co-funded by the European Union" in content.notices.statement
    assert "CC BY 4.0" in content.notices.licence_notice
    assert content.notices.missing == ()


def test_a_text_is_only_shown_in_its_own_language(project: Project, result: Result, group: TargetGroup) -> None:
    content = compose(load_facts(project), chosen(project), "pl").content
    assert (content.title, content.message, content.results[0].needs) == ("Dwanaście lekcji", "", "")


def test_the_name_of_a_group_stands_on_tools_in_the_language_of_the_team_alone(
    project: Project, result: Result, group: TargetGroup
) -> None:
    facts = load_facts(project)
    said = {
        language: compose(facts, chosen(project, group=facts.groups[group.pk]), language).content.group
        for language in ("en", "pl")
    }
    assert said == {"en": "Teachers of biology", "pl": ""}


def test_a_language_without_texts_is_refused_with_what_to_write(project: Project, result: Result) -> None:
    with pytest.raises(TextsMissing) as refusal:
        compose(load_facts(project), chosen(project), "es")
    assert "Twelve lessons" in str(refusal.value)


def test_what_is_rewritten_is_shown_and_what_is_emptied_left_out(project: Project, result: Result) -> None:
    own = {"title": "Lessons by the river", "needs": ""}
    content = compose(load_facts(project), chosen(project, texts=own), "en").content
    assert (content.title, content.results[0].needs, content.results[0].summary) == (
        "Lessons by the river", "", "Lessons outdoors.",
    )  # fmt: skip


def test_missing_facts_are_said(project: Project, result: Result) -> None:
    project.number, project.number_key = "", ""
    project.save()
    Result.objects.update(licence="")
    assert compose(load_facts(project), chosen(project), "en").content.notices.missing == ("licence", "number")


def test_only_a_photo_with_consent_for_this_use_is_shown(project: Project, result: Result) -> None:
    picture = photo(project)
    facts = load_facts(project)
    without = compose(facts, chosen(project, photo=picture), "en")
    assert (without.content.photo, len(without.photo_obstacles)) == (None, 1)
    consent(project, picture, scopes=["web"])
    for_screens = compose(facts, chosen(project, photo=picture), "en")
    assert "print" in str(for_screens.photo_obstacles[0])
    consent_for_print = consent(project, picture, name="Jan Testowy", scopes=["web", "print"])
    picture.consents.set([consent_for_print])
    shown = compose(facts, chosen(project, photo=picture), "en").content.photo
    assert shown is not None
    assert shown.alt == "Pupils take water from the river in glass jars."
    assert b"Camera of somebody" not in shown.data


def test_loading_asks_as_often_for_three_results_as_for_one(project: Project, result: Result) -> None:
    with CaptureQueriesContext(connection) as one:
        load_facts(project)
    for number in range(2):
        ResultTextFactory(result=ResultFactory(project=project), title=f"Result {number}")
    with CaptureQueriesContext(connection) as three:
        load_facts(project)
    assert len(one) == len(three)


def test_what_changed_is_said_in_words(project: Project, result: Result, editor: User) -> None:
    before = parts_of(compose(load_facts(project), chosen(project), "en", address=""))
    result.texts.filter(language="en").update(title="Thirteen lessons")
    set_look(project, by=editor, accent="#AA2200", contact="office@example.org")
    now = parts_of(compose(load_facts(project), chosen(project), "en", address=""))
    assert set(changes_since(before, now, {result.public_id: "Twelve lessons"})) == {
        "“Title” changed",
        "“Title” of the result “Twelve lessons” changed",
        "theme or colour changed",
        "the contact line changed",
    }


def test_a_saved_tool_says_the_same(project: Project, result: Result, editor: User) -> None:
    choices = Choices("Poster", "en", (result,), texts={"en": {"title": "By the river"}, "pl": {}})
    material = set_up_material(project, by=editor, tool="poster", choices=choices)
    assert content_of(material, "en").title == "By the river"
    assert content_of(material, "pl").title == "Dwanaście lekcji"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("One *word*.\n\nTwo.", "One word.\n\nTwo."),
        ("For:\n\n- pupils\n- teachers", "For:\n\n– pupils\n– teachers"),
        ("A [link](https://example.org) & <b>x</b>", "A link & <b>x</b>"),
    ],
)
def test_markdown_becomes_plain_paragraphs(text: str, plain: str) -> None:
    assert plain_paragraphs(text) == plain


def test_day_and_hours_are_written_in_the_language_of_the_tool() -> None:
    told = {"start": "2026-03-14T17:00", "end": "2026-03-14T19:00"}
    assert written_fields(told, "pl") == {**told, "date": "14 marca 2026", "time": "17:00–19:00"}
    assert written_fields({"start": "2026-03-14", "date": "Saturday"}, "en")["date"] == "Saturday"
