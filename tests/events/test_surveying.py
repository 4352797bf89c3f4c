"""The survey after an event: made with one click, opened by the clock, sent to those who were there; anonymous."""

import datetime
import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from plon.accounts.actions import change_role, deactivate_account, reactivate_account
from plon.accounts.models import User
from plon.agency.actions import change_settings
from plon.events import actions
from plon.events.actions.home import home_for
from plon.events.letters.sending import send_waiting
from plon.events.models import AgencyEvent, TrainingsProject
from plon.events.queries import answering_address
from plon.events.refusals import WrongMoment
from plon.projects.models import Membership, Project
from plon.projects.queries import public_projects
from plon.responses.actions import take_sheet
from plon.responses.answers import clean
from plon.responses.models import Response
from plon.responses.queries import questionnaire_of
from plon.surveys import actions as surveys
from plon.surveys.clock import open_and_close
from plon.surveys.models import Round, Survey
from tests.conftest import _with_second_factor, client_of
from tests.events.making import finish, make_event, past_event, seat, texts, values
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(db: None) -> User:
    return _with_second_factor(UserFactory(name="Colleague", role="officer"))


def page(officer: User, event: AgencyEvent) -> str:
    return " ".join(client_of(officer).get(f"/office/events/{event.public_id}/").content.decode().split())


def choose(officer: User, event: AgencyEvent, **sent: str) -> str:
    """Send the form; return what the page says then."""
    answered = client_of(officer).post(f"/office/events/{event.public_id}/survey/", sent, follow=True)
    event.refresh_from_db()
    return " ".join(answered.content.decode().split())


def test_one_click_makes_a_survey_that_opens_when_the_event_ends(officer: User) -> None:
    event = make_event(officer)
    assert 'value="bank:training"' in page(officer, event)
    told = choose(officer, event, survey="bank:training")
    made = event.survey_round
    assert made is not None
    assert (made.state, made.opens_at) == ("draft", event.ends_at)
    assert made.closes_at == event.ends_at + datetime.timedelta(days=21)
    assert (made.survey.is_anonymous, made.survey.languages, made.survey.name) == (
        True, ["en"], "Po szkoleniu: Pierwszy plan",
    )  # fmt: skip
    assert "opens by itself" in told
    assert made.survey.name in told

    finish(event)
    Round.objects.filter(pk=made.pk).update(opens_at=event.ends_at)
    open_and_close()
    assert "open until" in page(officer, event)


def test_the_workspace_is_an_ordinary_project_of_the_officers_and_never_public(
    officer: User,
    colleague: User,
    stranger: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        change_settings(by=officer, values={("agency.name", "pl"): "Agencja Przykładowa"})
    first, second = make_event(officer), make_event(officer)
    choose(officer, first, survey="bank:event")
    choose(colleague, second, survey="bank:training")
    [project] = Project.objects.all()
    assert str(project) == "Szkolenia agencji: Agencja Przykładowa"
    roles = dict(Membership.objects.filter(project=project).values_list("person__name", "role"))
    assert roles == {officer.name: "coordinator", "Colleague": "editor"}
    assert not public_projects().exists()
    assert client_of(stranger).get(f"/workspace/{project.public_id}/evaluation/surveys/").status_code == 404
    with pytest.raises(WrongMoment, match="Officers of the agency"):
        home_for(stranger)


def test_when_the_first_officer_has_left_the_next_one_coordinates(officer: User, colleague: User) -> None:
    project = home_for(officer)
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert home_for(colleague) == project
    assert Membership.objects.get(project=project, person=colleague).role == "coordinator"
    assert TrainingsProject.objects.count() == 1


@pytest.mark.parametrize("is_shut_out", [False, True])
def test_whoever_is_no_officer_any_more_leaves_the_workspace(
    officer: User, colleague: User, administrator: User, *, is_shut_out: bool
) -> None:
    project = home_for(officer)
    surveys_page = f"/workspace/{project.public_id}/evaluation/surveys/"
    assert home_for(colleague) == project
    assert client_of(officer).get(surveys_page).status_code == 200
    if is_shut_out:
        deactivate_account(officer, by=administrator)
        reactivate_account(officer, by=administrator)
    change_role(officer, by=administrator, role="member")
    assert client_of(officer).get(surveys_page).status_code == 404
    [left] = Membership.objects.filter(project=project)
    assert (left.person, left.role) == (colleague, "coordinator")
    change_role(colleague, by=None, role="member")
    assert not Membership.objects.filter(project=project).exists()
    assert home_for(administrator) == project
    assert Membership.objects.get(project=project).role == "coordinator"


def test_a_change_of_role_leaves_other_projects_alone(
    officer: User, administrator: User, coordinator: User, project: Project
) -> None:
    home_for(officer)
    change_role(coordinator, by=administrator, role="officer")
    change_role(coordinator, by=administrator, role="member")
    assert Membership.objects.filter(project=project, person=coordinator, role="coordinator").exists()


def test_the_link_goes_to_those_who_were_there_the_same_to_all(officer: User) -> None:
    event = past_event(officer)
    seat_late(event)
    choose(officer, event, survey="bank:training")
    assert event.survey_round is not None
    assert event.survey_round.state == "open", "the event is over, so it opens at once"
    mail.outbox.clear()
    client_of(officer).post(f"/office/events/{event.public_id}/after/")
    send_waiting()
    assert all("away@example.org" not in each.to for each in mail.outbox)
    [letter] = [each for each in mail.outbox if "Thank you" in each.subject]
    address = f"/s/{event.survey_round.secret}/"
    assert address in str(letter.body), letter.body
    assert answering_address(event).endswith(event.survey_round.secret + "/")
    shown = Client().get(address)
    assert shown.status_code == 200
    assert letter.to[0] not in shown.content.decode(), "nothing in the address tells who asks"


def seat_late(event: AgencyEvent) -> Any:
    """Let somebody have had a place and not have come."""
    person = event.registrations.get()
    person.pk, person.public_id, person.number, person.attended = None, "notthere1234", 99, False
    person.email, person.secret_hash, person.nonce = "away@example.org", "away", "away"
    person.save()
    return person


def test_few_answers_are_counted_and_not_shown(officer: User) -> None:
    event = past_event(officer)
    choose(officer, event, survey="bank:event")
    asked = event.survey_round
    assert asked is not None
    will_use = next(each for section in asked.questionnaire["sections"] for each in section["questions"]
                    if each["kind"] == "single")  # fmt: skip
    worth = next(each for section in asked.questionnaire["sections"] for each in section["questions"]
                 if each["kind"] == "scale")  # fmt: skip
    for _person in range(3):
        send(asked, {worth["key"]: "5", will_use["key"]: will_use["options"][0]["key"]})
    assert Response.objects.count() == 3
    told = page(officer, event)
    assert re.search(r"<dd>3 / 1 <span class=\"small soft\">results are shown from 5 answers on", told), told
    assert "See the results" not in told
    for _person in range(3):
        send(asked, {worth["key"]: "5", will_use["key"]: will_use["options"][0]["key"]})
    surveys.close_round(asked, by=officer)
    told = page(officer, event)
    assert ("See the results" in told, "closed; nobody can answer any more" in told) == (True, True)
    assert answering_address(AgencyEvent.objects.get(pk=event.pk)) == "", "nobody is sent to a closed door"


def send(asked: Round, values: dict[str, str]) -> None:
    cleaned = clean(questionnaire_of(asked), {f"q-{key}": [value] for key, value in values.items()}, "en")
    assert cleaned.is_valid, cleaned.errors
    take_sheet(asked, cleaned=cleaned, sheet=str(len(Response.objects.all())) * 8, language="en")


def test_the_round_follows_the_event_and_goes_when_it_is_called_off(officer: User) -> None:
    event = make_event(officer)
    actions.make_survey(event, by=officer, bank_code="training")
    event.refresh_from_db()
    later = event.ends_at + datetime.timedelta(days=7)
    actions.change_event(
        event, by=officer, version=event.version, texts=texts(),
        values=values(starts_at=event.starts_at + datetime.timedelta(days=7), ends_at=later,
                      erase_on=later.date() + datetime.timedelta(days=90)),
    )  # fmt: skip
    assert Round.objects.get().opens_at == later
    event.refresh_from_db()
    actions.cancel_event(event, by=officer, reason="Ill")
    assert (Round.objects.count(), Survey.objects.count()) == (0, 1)


def test_another_round_of_a_survey_lets_trainings_be_compared(officer: User) -> None:
    first, second, third = make_event(officer), make_event(officer), make_event(officer)
    choose(officer, first, survey="bank:training")
    survey = Survey.objects.get()
    choose(officer, second, survey=f"survey:{survey.public_id}")
    assert survey.rounds.count() == 2
    free = surveys.add_round(survey, by=officer, label="By hand")
    assert f'value="round:{free.public_id}"' in page(officer, third)
    choose(officer, third, survey=f"round:{free.public_id}")
    assert third.survey_round == free


@pytest.mark.parametrize("chosen", ["", "bank:people", "bank:nothing", "survey:x", "round:", "\0", "round:" + "9" * 99])
def test_what_was_not_offered_is_refused(officer: User, chosen: str) -> None:
    event = make_event(officer)
    choose(officer, event, survey=chosen)
    assert (event.survey_round, Survey.objects.count()) == (None, 0)


def test_a_round_of_a_project_is_not_the_agencys(officer: User, project: Project, coordinator: User) -> None:
    theirs = surveys.create_survey(project, by=coordinator, name="Theirs", base_language="en", start="event")
    asked = surveys.add_round(theirs, by=coordinator)
    event = make_event(officer)
    with pytest.raises(WrongMoment, match="not one of the agency"):
        actions.choose_round(event, by=officer, chosen=asked)
    with pytest.raises(WrongMoment, match="not one of the agency"):
        actions.ask_again(event, by=officer, survey=theirs)


def test_taken_off_a_planned_round_goes_and_answers_stay(officer: User) -> None:
    event, over = make_event(officer), past_event(officer)
    choose(officer, event, survey="bank:training")
    choose(officer, over, survey="bank:training")
    choose(officer, event, do="drop")
    choose(officer, over, do="drop")
    assert (event.survey_round, over.survey_round) == (None, None)
    assert [each.state for each in Round.objects.all()] == ["open"]


def test_an_address_elsewhere_is_still_possible_and_gives_way(officer: User) -> None:
    event = past_event(officer, survey_address="https://example.org/survey")
    assert answering_address(event) == "https://example.org/survey"
    choose(officer, event, survey="bank:training")
    assert "example.org/survey" not in answering_address(event)


def test_the_page_asks_no_more_with_a_survey(officer: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for count in (1, 3):
        event = past_event(officer)
        for _each in range(count):
            seat(make_event(officer))
        actions.make_survey(event, by=officer, bank_code="training")
        client = client_of(officer)
        with django_assert_num_queries(10):
            client.get(f"/office/events/{event.public_id}/")


def test_colleagues_of_projects_can_not_give_an_event_a_survey(event: AgencyEvent, coordinator: User) -> None:
    answered = client_of(coordinator).post(f"/office/events/{event.public_id}/survey/", {"survey": "bank:training"})
    assert (answered.status_code, Survey.objects.exists()) == (403, False)


def test_an_event_without_an_address_for_questions_has_a_survey_that_opens_all_the_same(officer: User) -> None:
    event = make_event(officer, contact="")
    made = actions.make_survey(event, by=officer, bank_code="training")
    assert officer.email in made.survey.contact
    event.refresh_from_db()
    actions.send_after(finish(event), by=officer)
    made.refresh_from_db()
    assert made.state == "open"
