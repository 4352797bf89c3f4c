"""Deposits as people ask for them, watch them and take them up again; identifiers as they note them."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from plon.accounts.models import User
from plon.deposits.actions import request_deposit
from plon.deposits.enums import DepositState
from plon.deposits.models import Deposit
from plon.deposits.refusals import DepositRefused
from plon.deposits.servers import Server, server_at
from plon.deposits.tasks import run_deposit
from plon.projects.models import Project
from plon.results.enums import ResultState
from plon.results.models import Result, ResultText
from plon.results.naming import add_identifier
from tests.conftest import client_of
from tests.deposits.conftest import add_file, begin
from tests.deposits.double import TOKEN, Double
from tests.factories import ResultFactory

pytestmark = pytest.mark.django_db


def _check(project: Project, result: Result, server: Server, **more: str) -> str:
    asked = "&".join(
        f"{name}={value}" for name, value in {"result": result.public_id, "server": server.address, **more}.items()
    )
    return f"{reverse('deposits:check', args=[project.public_id])}?{asked}"


def _page(project: Project, deposit: Deposit) -> str:
    return reverse("deposits:deposit", args=[project.public_id, deposit.public_id])


def test_coordinator_sees_what_is_sent_confirms_it_and_gets_the_doi(
    project: Project, handbook: Result, server: Server, double: Double, coordinator: User
) -> None:
    client = client_of(coordinator)
    choice = client.get(reverse("deposits:new", args=[project.public_id]) + f"?result={handbook.public_id}")
    assert f'<option value="{handbook.public_id}" selected>Handbook' in choice.content.decode()

    answer = client.get(_check(project, handbook, server))
    page = answer.content.decode()
    for words in ("Podręcznik", "School No. 5", "River Trust", "Publication: book", "handbook.pdf", "podręcznik.pdf",
                  "2024-1-PL01-KA210-SCH-000000007"):  # fmt: skip
        assert words in page
    assert double.asked == []

    values = {"token": TOKEN, "sure": "on", "fingerprint": answer.context["prepared"].fingerprint}
    begun = client.post(_check(project, handbook, server), values)
    deposit = Deposit.objects.get()
    assert begun["Location"] == _page(project, deposit)
    assert "It begins in a moment" in client.get(begun["Location"]).content.decode()
    run_deposit.func(deposit.pk)

    page = client.get(begun["Location"]).content.decode()
    assert "10.5072/double.rec001" in page
    assert "Make a new version" in page
    assert "10.5072/double.par001" in client.get(handbook.get_absolute_url()).content.decode()
    assert "10.5072/double.rec001" in client.get(reverse("deposits:index", args=[project.public_id])).content.decode()


def test_token_stands_on_no_page(
    project: Project, handbook: Result, server: Server, coordinator: User, caplog: pytest.LogCaptureFixture
) -> None:
    client = client_of(coordinator)
    answer = client.post(_check(project, handbook, server), {"token": TOKEN, "fingerprint": "x"})

    assert answer.status_code == 422
    assert "Say that you are sure" in answer.content.decode()
    assert TOKEN not in answer.content.decode()
    deposit = begin(handbook, server, coordinator, token="a-token-that-is-wrong")
    run_deposit.func(deposit.pk)
    pages = [client.get(_page(project, deposit)), client.get(reverse("projects:history", args=[project.public_id]))]
    assert not any(b"a-token-that" in page.content for page in pages)
    assert "a-token-that" not in caplog.text


def test_what_changed_since_somebody_looked_is_not_sent(
    project: Project, handbook: Result, server: Server, coordinator: User
) -> None:
    client = client_of(coordinator)
    seen = client.get(_check(project, handbook, server)).context["prepared"].fingerprint
    ResultText.objects.filter(result=handbook, language="en").update(title="Another handbook")

    values = {"token": TOKEN, "sure": "on", "fingerprint": seen}
    answer = client.post(_check(project, handbook, server), values)

    assert answer.status_code == 422
    assert "has changed since you looked" in answer.content.decode()
    assert "Another handbook" in answer.content.decode()
    assert not Deposit.objects.exists()
    form = answer.context["form"]
    assert form["fingerprint"].value() == answer.context["prepared"].fingerprint != seen


def test_what_is_missing_is_said_before_anything_is_asked_for(
    project: Project, server: Server, double: Double, coordinator: User
) -> None:
    bare = ResultFactory(
        project=project, working_title="Bare", state=ResultState.PUBLISHED, published_at=timezone.now()
    )

    page = client_of(coordinator).get(_check(project, bare, server)).content.decode()

    for words in ("It has no licence", "It has no description", "It has no file"):
        assert words in page
    assert 'name="token"' not in page
    assert double.asked == []


def test_what_is_made_up_or_leads_nowhere_goes_into_no_repository_for_ever(
    project: Project, handbook: Result, double: Double, coordinator: User, settings: Any
) -> None:
    client = client_of(coordinator)
    zenodo, sandbox = ("https://zenodo.org", "https://sandbox.zenodo.org")
    Result.objects.filter(pk=handbook.pk).update(is_example=True)
    settings.BASE_URL = "http://127.0.0.1:8000"

    refused = client.get(_check(project, handbook, server_at(zenodo))).content.decode()
    taken = client.get(_check(project, handbook, server_at(sandbox))).content.decode()
    assert "It is an example" in refused
    assert "no public address" in refused
    assert 'name="token"' not in refused
    assert 'name="token"' in taken
    assert "Published is for ever" not in taken

    Result.objects.filter(pk=handbook.pk).update(is_example=False)
    settings.BASE_URL = "https://plon.example.org"
    page = client.get(_check(project, handbook, server_at(zenodo))).content.decode()
    assert "Published is for ever" in page
    assert 'name="token"' in page
    assert double.asked == []


@pytest.mark.parametrize(
    ("address", "is_taken"),
    [
        ("https://repository.example.org/", True),
        ("http://repository.example.org", False),
        ("https://user:secret@repository.example.org", False),
        ("https://repository.example.org:8443", False),
        ("https://repository.example.org/?q=1", False),
        ("file:///etc/passwd", False),
        ("https://[oops", False),
        ("", False),
    ],
)
def test_only_an_address_to_which_a_token_may_go_is_taken(
    project: Project,
    handbook: Result,
    server: Server,
    coordinator: User,
    address: str,
    is_taken: bool,  # noqa: FBT001
) -> None:
    asked = {"result": handbook.public_id, "server": "another", "address": address}
    answer = client_of(coordinator).get(reverse("deposits:check", args=[project.public_id]), asked)

    assert answer.status_code == (200 if is_taken else 422)
    assert ("begins with https://" in answer.content.decode()) is not is_taken


def test_private_address_that_nobody_named_is_not_reached(
    handbook: Result, double: Double, coordinator: User, settings: Any
) -> None:
    deposit = begin(handbook, Server("Router", double.address), coordinator)
    settings.DEPOSIT_SERVERS = {}

    run_deposit.func(deposit.pk)

    deposit.refresh_from_db()
    assert deposit.problem["trouble"] == "unreachable"
    assert double.asked == []


def test_deposit_that_failed_says_why_and_is_gone_on_with(
    project: Project, handbook: Result, server: Server, double: Double, coordinator: User
) -> None:
    client = client_of(coordinator)
    errors = [{"field": "metadata.title", "messages": ["<b>Too short</b>"]}]
    double.fail("POST .*/publish", 400, body={"message": "A validation error occurred.", "errors": errors})
    deposit = begin(handbook, server, coordinator)
    run_deposit.func(deposit.pk)

    page = client.get(_page(project, deposit)).content.decode()
    assert "does not take the record as it is" in page
    assert "&lt;b&gt;Too short&lt;/b&gt;" in page
    again = client.get(reverse("deposits:go_on", args=[project.public_id, deposit.public_id]))
    values = {"token": TOKEN, "sure": "on", "fingerprint": again.context["prepared"].fingerprint}
    client.post(reverse("deposits:go_on", args=[project.public_id, deposit.public_id]), values)
    run_deposit.func(deposit.pk)

    deposit.refresh_from_db()
    assert (deposit.state, double.published) == (DepositState.PUBLISHED, ["rec001"])


def test_new_version_begins_with_its_own_check(
    project: Project, handbook: Result, server: Server, double: Double, coordinator: User
) -> None:
    client = client_of(coordinator)
    first = begin(handbook, server, coordinator)
    run_deposit.func(first.pk)
    add_file(handbook, "more.pdf", b"%PDF-1.7 more")
    address = reverse("deposits:new_version", args=[project.public_id, first.public_id])

    seen = client.get(address)
    assert "A new version of" in seen.content.decode()
    values = {"token": TOKEN, "sure": "on", "fingerprint": seen.context["prepared"].fingerprint}
    client.post(address, values)
    second = Deposit.objects.get(previous=first)
    run_deposit.func(second.pk)

    assert set(double.drafts["rec002"].files) == {"handbook.pdf", "podręcznik.pdf", "more.pdf"}
    assert "There is a newer version" in client.get(_page(project, first)).content.decode()


def test_new_version_that_was_given_up_is_begun_anew_with_the_same_draft(
    project: Project, handbook: Result, server: Server, double: Double, coordinator: User
) -> None:
    client = client_of(coordinator)
    first = begin(handbook, server, coordinator)
    run_deposit.func(first.pk)
    double.fail("POST .*rec002/draft/actions/publish", 400)
    second = begin(handbook, server, coordinator, previous=first)
    run_deposit.func(second.pk)
    address = reverse("deposits:new_version", args=[project.public_id, first.public_id])
    assert client.get(address)["Location"] == _page(project, second)

    client.post(reverse("deposits:give_up", args=[project.public_id, second.public_id]))
    assert "It was given up" in client.get(_page(project, second)).content.decode()
    third = begin(handbook, server, coordinator, previous=first)
    run_deposit.func(third.pk)

    third.refresh_from_db()
    assert (third.state, double.published) == (DepositState.PUBLISHED, ["rec001", "rec002"])


def test_who_chooses_what_is_there_already_is_led_on(
    project: Project, handbook: Result, server: Server, double: Double, coordinator: User
) -> None:
    client = client_of(coordinator)
    deposit = begin(handbook, server, coordinator)
    assert client.get(_check(project, handbook, server))["Location"] == _page(project, deposit)

    run_deposit.func(deposit.pk)

    again = client.get(_check(project, handbook, server), follow=True)
    assert "there already, or on its way" in again.content.decode()
    assert "A new version of" in again.content.decode()
    assert again.context["prepared"].record["metadata"]["publication_date"] == timezone.localdate().isoformat()


def test_form_sent_twice_begins_once(project: Project, handbook: Result, server: Server, coordinator: User) -> None:
    client = client_of(coordinator)
    answer = client.get(_check(project, handbook, server))
    token = answer.content.decode().split('name="form_token" value="')[1].split('"')[0]
    values = {
        "token": TOKEN, "sure": "on", "fingerprint": answer.context["prepared"].fingerprint, "form_token": token,
    }  # fmt: skip

    addresses = {client.post(_check(project, handbook, server), values)["Location"] for _ in range(2)}

    assert len(addresses) == 1
    assert Deposit.objects.count() == 1


def test_editors_look_and_coordinators_deposit(
    project: Project, handbook: Result, server: Server, coordinator: User, editor: User, stranger: User
) -> None:
    deposit = begin(handbook, server, coordinator)
    client = client_of(editor)

    assert "Stop" not in client.get(_page(project, deposit)).content.decode()
    assert client.get(_check(project, handbook, server)).status_code == 403
    stop = reverse("deposits:stop", args=[project.public_id, deposit.public_id])
    assert client.post(stop).status_code == 403
    assert client_of(stranger).post(stop).status_code == 404
    assert client_of(coordinator).post(stop)["Location"] == _page(project, deposit)
    assert "Coordinators can go on" in client.get(_page(project, deposit)).content.decode()


def test_result_of_another_project_can_t_be_chosen(project: Project, server: Server, coordinator: User) -> None:
    other = ResultFactory(state=ResultState.PUBLISHED, published_at=timezone.now())

    assert client_of(coordinator).get(_check(project, other, server)).status_code == 422


@pytest.mark.parametrize("count", [1, 3])
def test_list_takes_as_many_queries_for_many_as_for_one(
    project: Project, handbook: Result, coordinator: User, count: int
) -> None:
    client = client_of(coordinator)
    url = reverse("deposits:index", args=[project.public_id])
    _deposits(handbook, 1)
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    _deposits(handbook, count)
    with CaptureQueriesContext(connection) as many:
        client.get(url)

    assert len(many) == len(one)


def _deposits(result: Result, count: int) -> None:
    for number in range(count):
        server = f"https://{Deposit.objects.count()}-{number}.example.org"
        Deposit.objects.create(
            project=result.project, result=result, server=server, server_name="A", state="published", doi="10.5072/a"
        )


def test_token_can_t_stay_with_a_deposit_that_is_over(handbook: Result, server: Server, coordinator: User) -> None:
    deposit = begin(handbook, server, coordinator)

    with pytest.raises(IntegrityError), transaction.atomic():
        Deposit.objects.filter(pk=deposit.pk).update(state=DepositState.STOPPED)


def test_request_with_another_fingerprint_sends_nothing(handbook: Result, server: Server, coordinator: User) -> None:
    with pytest.raises(DepositRefused, match="changed since you looked"):
        request_deposit(handbook, by=coordinator, server=server, token=TOKEN, fingerprint="0" * 64)


# Identifiers.


def test_editor_notes_a_doi_and_takes_a_mistyped_one_back(
    project: Project, handbook: Result, editor: User, contributor: User
) -> None:
    client = client_of(editor)
    url = reverse("deposits:identifiers", args=[project.public_id, handbook.public_id])
    assert "None yet" in client.get(url).content.decode()

    wrong = client.post(url, {"scheme": "doi", "value": "zenodo 12", "note": ""})
    assert wrong.status_code == 422
    assert "This is no DOI" in wrong.content.decode()
    assert 'value="zenodo 12"' in wrong.content.decode()
    client.post(url, {"scheme": "doi", "value": "https://doi.org/10.5072/ABC", "note": "Zenodo"})

    (kept,) = handbook.identifiers.all()
    assert (kept.value, kept.note) == ("10.5072/abc", "Zenodo")
    twice = client.post(url, {"scheme": "doi", "value": "10.5072/abc", "note": ""})
    assert "has this identifier already" in twice.content.decode()
    panel = client.get(handbook.get_workspace_url()).content.decode()
    assert 'href="https://doi.org/10.5072/abc"' in panel
    remove = reverse("deposits:remove_identifier", args=[project.public_id, handbook.public_id, kept.public_id])
    assert client_of(contributor).post(remove).status_code == 403
    client.post(remove)
    assert not handbook.identifiers.exists()


def test_doi_that_is_there_already_is_kept_by_the_repository(
    project: Project, handbook: Result, server: Server, double: Double, coordinator: User, editor: User
) -> None:
    url = reverse("deposits:identifiers", args=[project.public_id, handbook.public_id])
    client_of(editor).post(url, {"scheme": "doi", "value": "10.5072/abc", "note": ""})
    run_deposit.func(begin(handbook, server, coordinator).pk)

    assert double.drafts["rec001"].data["pids"] == {"doi": {"identifier": "10.5072/abc", "provider": "external"}}
    assert [each.value for each in handbook.identifiers.all()] == ["10.5072/abc"]


def test_doi_that_a_repository_gave_to_another_plon_makes_no_second_record(
    project: Project, handbook: Result, server: Server, double: Double, coordinator: User
) -> None:
    """A project that came as a package brings its DOI, but not the deposit: the repository knows the DOI as its own."""
    add_identifier(handbook, by=None, scheme="doi", value="10.5072/double.par001")
    deposit = begin(handbook, server, coordinator)
    run_deposit.func(deposit.pk)

    page = client_of(coordinator).get(_page(project, deposit)).content.decode()
    assert "administrated locally" in page
    assert double.published == []
