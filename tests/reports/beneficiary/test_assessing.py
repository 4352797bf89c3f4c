"""Partners assess their own part; the coordinator sees who is missing and reminds."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from pytest_django import DjangoCaptureOnCommitCallbacks

from plon.agency.posting import send_owed
from plon.reports.beneficiary.actions import Said, assess, move_report, remind_partner
from plon.reports.beneficiary.composing import compose
from plon.reports.beneficiary.models import SelfAssessment
from plon.reports.beneficiary.refusals import NotNow, ReportClosed
from tests.conftest import client_of
from tests.factories import OrganisationFactory
from tests.letters import refusing
from tests.reports.beneficiary.reading import quotes_of, table, text_of
from tests.reports.beneficiary.world import TODAY, World, make_world


def address(world: World, rest: str = "") -> str:
    return f"/workspace/{world.project.public_id}/reports/{world.report.public_id}/partners/{rest}"


def test_what_partners_say_stands_in_the_report_with_the_mean_of_their_marks(world: World) -> None:
    assess(world.report, world.school, by=world.by, said={"objectives": Said(5, "We *did* it."), "tasks": Said(4)})
    assess(world.report, world.ngo, by=world.partner_person, said={"objectives": Said(4)})
    made = compose(world.report, "en", today=TODAY)

    marks = table(made, "self_assessment", "Marks")
    assert [row[:3] for row in marks.rows] == [
        ("School by the River", "5", "4"), ("Green Valley", "4", "–"), ("on average", "4.5", "4"),
    ]  # fmt: skip
    assert [(quote.text, quote.source) for quote in quotes_of(made, "self_assessment")] == [
        ("We *did* it.", "School by the River: Objectives")
    ]
    assert "2 of 2 partners assessed their own part." in text_of(made, "self_assessment")


def test_an_answer_can_be_changed_and_taken_back(world: World) -> None:
    assess(world.report, world.ngo, by=world.partner_person, said={"change": Said(None, "Much.")})
    assess(world.report, world.ngo, by=world.by, said={"change": Said(None, "")})

    row = SelfAssessment.objects.get()
    assert (row.text, row.version, row.changed_by) == ("", 2, world.by)
    assert text_of(compose(world.report, "en", today=TODAY), "self_assessment") == ""


def test_of_two_people_who_answer_at_once_the_second_sees_both_answers(world: World) -> None:
    client, url = client_of(world.by), address(world, f"{world.ngo.public_id}/")
    assert 'name="seen_change" value="0"' in client.get(url).content.decode()
    assess(world.report, world.ngo, by=world.partner_person, said={"change": Said(None, "Theirs.")})

    late = client.post(url, {"text_change": "Ours.", "seen_change": "0"})
    html = late.content.decode()
    assert late.status_code == 422
    assert "Somebody else answered this meanwhile: “Theirs.”" in html
    assert "Ours." in html
    assert 'name="seen_change" value="1"' in html
    client.post(url, {"text_change": "Ours.", "seen_change": "1"})
    assert SelfAssessment.objects.get(question="change").text == "Ours."


@pytest.mark.parametrize("mark", [0, 6, -1, 2**63])
def test_marks_are_from_one_to_five(world: World, mark: int) -> None:
    with pytest.raises(ValidationError):
        assess(world.report, world.ngo, by=world.by, said={"objectives": Said(mark)})


def test_no_other_organisation_and_no_closed_report(world: World) -> None:
    with pytest.raises(NotNow):
        assess(world.report, OrganisationFactory(), by=world.by, said={"objectives": Said(3)})
    move_report(world.report, by=world.by, state="ready")
    with pytest.raises(ReportClosed):
        assess(world.report, world.ngo, by=world.by, said={"objectives": Said(3)})


def test_a_partner_writes_its_own_and_no_others(world: World) -> None:
    client = client_of(world.partner_person)
    own, other = address(world, f"{world.ngo.public_id}/"), address(world, f"{world.school.public_id}/")

    assert client.post(own, {"mark_objectives": "4", "text_change": "Much has changed."}).status_code == 302
    assert client.get(other).status_code == 403
    assert {row.question: (row.mark, row.text) for row in SelfAssessment.objects.filter(organisation=world.ngo)} == {
        "objectives": (4, ""), "change": (None, "Much has changed."),
    }  # fmt: skip
    html = client.get(address(world)).content.decode()
    assert "1 of 2 partners has answered." in html
    assert "Remind by mail" not in html


def test_a_mark_that_is_none_is_said_on_the_form(world: World) -> None:
    answer = client_of(world.by).post(address(world, f"{world.ngo.public_id}/"), {"mark_objectives": "11"})

    assert answer.status_code == 422
    assert "mark_objectives" in answer.context["form"].errors


def test_who_is_missing_is_reminded_in_their_language(
    world: World, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    world.partner_person.language = "pl"
    world.partner_person.save()
    assert "Remind by mail" in client_of(world.by).get(address(world)).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        client_of(world.by).post(address(world, f"{world.ngo.public_id}/remind/"))

    (letter,) = mail.outbox
    assert letter.to == [world.partner_person.email]
    assert letter.subject == "Wasza samoocena do raportu projektu „Clean rivers”"
    assert address(world) in letter.body


def test_a_reminder_goes_when_the_mail_server_is_back(
    world: World, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with refusing(monkeypatch), django_capture_on_commit_callbacks(execute=True):
        remind_partner(world.report, world.ngo, by=world.by)

    send_owed()
    assert [letter.to for letter in mail.outbox] == [[world.partner_person.email]]


def test_a_partner_without_an_account_can_not_be_reminded(world: World) -> None:
    world.project.memberships.filter(organisation=world.ngo).delete()
    with pytest.raises(NotNow):
        remind_partner(world.report, world.ngo, by=world.by)


@pytest.mark.django_db
def test_other_actions_do_not_ask_their_partners() -> None:
    world = make_world(action="KA122")
    client = client_of(world.by)

    assert client.get(address(world)).status_code == 302
    assert client.get(address(world, f"{world.ngo.public_id}/")).status_code == 404
