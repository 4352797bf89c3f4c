"""Unlawful content leaves at once, with a reason; the coordinator may appeal once."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from plon.accounts.models import User
from plon.agency.posting import send_owed
from plon.results.actions import publish_result
from plon.results.models import Result
from plon.review import actions
from plon.review.models import Hiding, ProjectReview
from plon.review.refusals import CannotAppeal, CannotHide, HiddenByOffice, NotImpartial
from plon.search.models import IndexChange
from tests.conftest import client_of
from tests.factories import MembershipFactory
from tests.letters import refusing

pytestmark = pytest.mark.django_db


@pytest.fixture
def public(lessons: Result, coordinator: User) -> Result:
    return publish_result(lessons, by=coordinator)


def test_what_is_hidden_leaves_at_once_and_says_why(
    public: Result, officer: User, django_capture_on_commit_callbacks: Any
) -> None:
    IndexChange.objects.all().delete()
    assert Client().get(public.get_absolute_url()).status_code == 200
    file = public.files.get()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client_of(officer).post(
            f"/office/review/hide/{public.public_id}/", {"reason": "Copied from a textbook."}
        )
    assert answer.status_code == 302

    gone = Client().get(public.get_absolute_url())
    assert gone.status_code == 410
    assert "Copied from a textbook." in gone.content.decode()
    # It was not the team that took it back, and nobody reads that it was.
    card = Client().get(f"/r/{public.public_id}/embed/?lang=en").content.decode()
    english = Client().get(f"/en/results/{public.public_id}/", follow=True).content.decode()
    for page in (card, english):
        assert "The agency took this result out of public" in page
        assert "who published" not in page
    file.refresh_from_db()
    assert not file.is_public
    assert IndexChange.objects.filter(kind="result", key=public.pk).exists()
    assert public.public_id not in Client().get("/en/results/feed.atom").content.decode()
    assert mail.outbox[-1].to == ["coordinator@example.org"]
    assert "Copied from a textbook." in mail.outbox[-1].body


@pytest.mark.parametrize("tie", ["team", "declared"])
def test_an_officer_with_a_tie_hides_nothing(public: Result, coordinator: User, officer: User, tie: str) -> None:
    if tie == "team":
        MembershipFactory(project=public.project, person=officer)
    else:
        review = actions.submit_results(public.project, by=coordinator, results=[public.public_id])
        actions.declare_conflict(review, by=officer, reason="My sister works there.")
    page = client_of(officer).get(f"/office/review/hide/{public.public_id}/").content.decode()
    assert ("another officer decides" in page, 'name="reason"' in page) == (True, False)
    client_of(officer).post(f"/office/review/hide/{public.public_id}/", {"reason": "Copied."})
    public.refresh_from_db()
    assert public.is_published
    with pytest.raises(NotImpartial):
        actions.hide_result(public, by=officer, reason="Copied.")


def test_the_team_cannot_publish_it_again_but_appeals_once(public: Result, coordinator: User, officer: User) -> None:
    hiding = actions.hide_result(public, by=officer, reason="Copied from a textbook.")
    with pytest.raises(HiddenByOffice):
        publish_result(public, by=coordinator)
    page = client_of(coordinator)
    page.post(f"/workspace/{public.project.public_id}/results/{public.public_id}/publish/")
    public.refresh_from_db()
    assert public.state == "withdrawn"

    door = f"/workspace/{public.project.public_id}/review/hidden/{hiding.public_id}/appeal/"
    assert page.post(door, {"text": " "}).status_code == 422
    assert page.post(door, {"text": "The publisher allowed it; the letter is attached."}).status_code == 302
    assert page.post(door, {"text": "Once more."}).status_code == 422
    with pytest.raises(CannotAppeal):
        actions.appeal_hiding(hiding, by=coordinator, text="Again")

    office = client_of(officer)
    assert "appeal waits" in office.get("/office/review/hidden/").content.decode()
    restored = office.post(f"/office/review/hidden/{hiding.public_id}/", {"act": "restore", "answer": "Thank you."})
    assert restored.status_code == 302
    assert Client().get(public.get_absolute_url()).status_code == 200


def test_it_stays_hidden_with_an_answer(public: Result, coordinator: User, officer: User) -> None:
    hiding = actions.hide_result(public, by=officer, reason="Copied from a textbook.")
    actions.appeal_hiding(hiding, by=coordinator, text="It is ours.")
    office = client_of(officer)
    assert office.post(f"/office/review/hidden/{hiding.public_id}/", {"act": "keep"}).status_code == 422
    office.post(f"/office/review/hidden/{hiding.public_id}/", {"act": "keep", "answer": "The authors say otherwise."})

    page = client_of(coordinator).get(f"/workspace/{public.project.public_id}/review/").content.decode()
    assert "The authors say otherwise." in page
    assert Client().get(public.get_absolute_url()).status_code == 410


def test_who_is_in_the_team_neither_answers_their_own_appeal_nor_ends_their_hiding(
    public: Result, coordinator: User, officer: User, colleague: User
) -> None:
    hiding = actions.hide_result(public, by=colleague, reason="Copied from a textbook.")
    MembershipFactory(project=public.project, person=officer, role="editor")
    actions.appeal_hiding(hiding, by=officer, text="It is ours.")
    with pytest.raises(NotImpartial):
        actions.answer_appeal(hiding, by=officer, answer="No.")
    with pytest.raises(NotImpartial):
        actions.end_hiding(hiding, by=officer)

    office, door = client_of(officer), f"/office/review/hidden/{hiding.public_id}/"
    page = office.get(door).content.decode()
    assert "You are in this project&#x27;s team, so another officer decides." in page
    assert 'name="act"' not in page
    for act in ("restore", "keep"):
        refused = office.post(door, {"act": act, "answer": "It is fine."})
        assert (refused.status_code, "another officer decides" in refused.content.decode()) == (422, True)
    hiding.refresh_from_db()
    assert (hiding.ended_at, hiding.answered_at) == (None, None)
    client_of(colleague).post(door, {"act": "restore", "answer": "Thank you."})
    assert Client().get(public.get_absolute_url()).status_code == 200


def test_who_declared_a_conflict_in_the_review_ends_no_hiding(
    public: Result, coordinator: User, officer: User, colleague: User
) -> None:
    review = ProjectReview.objects.create(
        project=public.project, title="Clean rivers", due_on=timezone.localdate(), waiting_since=timezone.now(),
        submitted_at=timezone.now(),
    )  # fmt: skip
    actions.declare_conflict(review, by=officer, reason="My sister works there.")
    hiding = actions.hide_result(public, by=colleague, reason="Copied from a textbook.")

    with pytest.raises(NotImpartial, match="conflict of interest"):
        actions.end_hiding(hiding, by=officer)


def test_only_what_is_public_is_hidden_and_only_by_officers(
    lessons: Result, coordinator: User, officer: User, editor: User
) -> None:
    with pytest.raises(CannotHide):
        actions.hide_result(lessons, by=officer, reason="Copied")
    assert client_of(coordinator).post(
        f"/office/review/hide/{lessons.public_id}/", {"reason": "Because"}
    ).status_code == 403  # fmt: skip
    publish_result(lessons, by=coordinator)
    hiding = actions.hide_result(lessons, by=officer, reason="Copied")
    with pytest.raises(CannotHide):
        actions.hide_result(lessons, by=officer, reason="Copied")
    door = f"/workspace/{lessons.project.public_id}/review/hidden/{hiding.public_id}/appeal/"
    assert client_of(editor).get(door).status_code == 403
    assert Hiding.objects.count() == 1


def test_a_result_is_found_by_its_address(public: Result, officer: User) -> None:
    office = client_of(officer)
    found = office.get("/office/review/hidden/", {"address": f"https://example.org{public.get_absolute_url()}"})
    assert found.headers["Location"] == f"/office/review/hide/{public.public_id}/"
    assert office.get("/office/review/hidden/", {"address": "https://example.org/\0"}).status_code == 422


def test_both_sides_read_it_when_the_mail_server_is_back(
    public: Result, coordinator: User, officer: User, monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    with refusing(monkeypatch), django_capture_on_commit_callbacks(execute=True):
        hiding = actions.hide_result(public, by=officer, reason="Copied from a textbook.")
        actions.appeal_hiding(hiding, by=coordinator, text="It is ours.")
        actions.answer_appeal(hiding, by=officer, answer="Prove it.")
    assert mail.outbox == []

    send_owed()
    told = [(letter.to[0], str(letter.body)) for letter in mail.outbox]
    assert [address for address, _body in told] == [coordinator.email, officer.email, coordinator.email]
    for (_address, body), words in zip(told, ("Copied from a textbook.", "It is ours.", "Prove it."), strict=True):
        assert words in body
