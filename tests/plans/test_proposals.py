"""From an application to the plan: a person decides on each proposal."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plon.accounts.models import User
from plon.plans.actions.proposals import drop_proposal, mark_accepted, read_text
from plon.plans.models import Indicator, PlannedActivity, Proposal, SourceText, TargetGroup
from plon.plans.refusals import DecidedAlready
from plon.projects.models import Project
from plon.results.models import Result
from tests.conftest import client_of

TEXT = """Opracujemy poradnik zajęć w terenie. W maju 2027 zorganizujemy warsztaty dla 60 nauczycieli przyrody.
Nasza szkoła liczy 500 uczniów."""


@pytest.fixture
def source(project: Project, editor: User) -> SourceText:
    return read_text(project, by=editor, name="wniosek.docx", text=TEXT)


def address(project: Project, rest: str = "") -> str:
    return f"/workspace/{project.public_id}/plan/from-file/{rest}"


def proposal_of(source: SourceText, kind: str) -> Proposal:
    return source.proposals.filter(kind=kind).first()  # type: ignore[return-value]  # the text has one


def test_a_pasted_text_becomes_proposals_with_their_sentences(project: Project, editor: User) -> None:
    page = client_of(editor).post(address(project), {"text": TEXT}, follow=True).content.decode()

    assert "W <mark>maju 2027</mark> zorganizujemy <mark>warsztaty</mark> dla" in page
    assert "A guess, from the marked words:" in page
    assert not PlannedActivity.objects.exists()


def test_what_can_not_be_read_is_told_and_the_text_stays(project: Project, editor: User) -> None:
    client = client_of(editor)

    picture = SimpleUploadedFile("scan.pdf", b"\x89PNG\r\n\x1a\n\x00\x00", "application/pdf")
    page = client.post(address(project), {"file": picture, "text": "Kept words"}).content.decode()
    assert "no document that Plon can read" in page
    assert "Kept words</textarea>" in page
    assert "Choose a file or paste a text." in client.post(address(project), {"text": " "}).content.decode()
    assert not SourceText.objects.exists()


@pytest.mark.parametrize(("kind", "model"), [("group", TargetGroup), ("indicator", Indicator)])
def test_a_guess_is_accepted_through_its_form(source: SourceText, editor: User, kind: str, model: type) -> None:
    proposal, client = proposal_of(source, kind), client_of(editor)
    path = address(source.project, f"{source.public_id}/{proposal.public_id}/")
    form = client.get(path).content.decode()
    assert "nauczycieli przyrody" in form

    data = {"name": "Nauczyciele przyrody w gminie", "measures": "activity", "nature": "quantitative"}
    client.post(path, data)

    item = model._default_manager.get()
    proposal.refresh_from_db()
    assert (item.name, proposal.state, proposal.item_public_id) == (data["name"], "accepted", item.public_id)


def test_a_result_is_accepted_with_its_category(source: SourceText, editor: User) -> None:
    proposal = proposal_of(source, "result")

    client_of(editor).post(
        address(source.project, f"{source.public_id}/{proposal.public_id}/"),
        {"title": "Poradnik dla nauczycieli", "kind": "tangible", "language": "pl", "category": "handbook"},
    )

    result = Result.objects.get()
    assert (result.working_title, result.category) == ("Poradnik dla nauczycieli", "handbook")


def test_dissemination_needs_its_result_and_loses_nothing(source: SourceText, editor: User) -> None:
    proposal = proposal_of(source, "activity")

    page = client_of(editor).post(
        address(source.project, f"{source.public_id}/{proposal.public_id}/"),
        {"title": "Warsztaty", "purpose": "dissemination", "phase": "during"},
    )

    assert "choose which" in page.content.decode()
    assert 'value="Warsztaty"' in page.content.decode()
    proposal.refresh_from_db()
    assert (proposal.state, PlannedActivity.objects.count()) == ("open", 0)


def test_dropping_is_taken_back(source: SourceText, editor: User) -> None:
    proposal, client = proposal_of(source, "group"), client_of(editor)
    path = address(source.project, f"{source.public_id}/{proposal.public_id}/decide/")

    client.post(path, {"to": "drop"})
    proposal.refresh_from_db()
    assert proposal.state == "dropped"
    client.post(path, {"to": "reopen"})
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == ("open", None)


def test_two_people_decide_once(source: SourceText, editor: User, coordinator: User) -> None:
    proposal = proposal_of(source, "group")
    drop_proposal(proposal, by=coordinator)

    with pytest.raises(DecidedAlready, match="Coordinator"):
        mark_accepted(proposal, by=editor, item_public_id="x")
    page = client_of(editor).post(
        address(source.project, f"{source.public_id}/{proposal.public_id}/"), {"name": "Nauczyciele"}
    )
    assert "Coordinator has decided on this already." in page.content.decode()
    assert not TargetGroup.objects.exists()


def test_a_missed_sentence_is_made_a_promise_by_hand(source: SourceText, editor: User) -> None:
    client = client_of(editor)

    there = client.post(address(source.project, f"{source.public_id}/by-hand/"),
                        {"sentence": "Nasza szkoła liczy 500 uczniów.", "kind": "group"})  # fmt: skip
    assert "Nasza szkoła liczy 500 uczniów." in client.get(there["Location"]).content.decode()
    wrong = client.post(address(source.project, f"{source.public_id}/by-hand/"), {"sentence": "x", "kind": "zzz"})
    assert wrong["Location"] == address(source.project, f"{source.public_id}/")


def test_deleting_the_text_leaves_the_plan(source: SourceText, editor: User) -> None:
    client, proposal = client_of(editor), proposal_of(source, "group")
    client.post(address(source.project, f"{source.public_id}/{proposal.public_id}/"), {"name": "Nauczyciele"})

    client.post(address(source.project, f"{source.public_id}/delete/"))

    assert (SourceText.objects.count(), TargetGroup.objects.count()) == (0, 1)


def test_who_may_not(source: SourceText, contributor: User, stranger: User) -> None:
    client = client_of(contributor)

    assert client.get(address(source.project, f"{source.public_id}/")).status_code == 200
    assert client.post(address(source.project), {"text": TEXT}).status_code == 403
    assert client_of(stranger).get(address(source.project, f"{source.public_id}/")).status_code == 404


def test_the_page_asks_the_same_number_of_questions(source: SourceText, editor: User) -> None:
    client, path = client_of(editor), address(source.project, f"{source.public_id}/")
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    other = read_text(source.project, by=editor, name="x", text=TEXT + " Przeszkolimy 40 trenerów. Powstanie film.")
    with CaptureQueriesContext(connection) as more:
        client.get(address(source.project, f"{other.public_id}/"))

    assert other.proposals.count() > source.proposals.count()
    assert len(more) == len(few)
