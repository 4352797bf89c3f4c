"""A deposit from the first call to the DOI, against a double of the repository: whatever breaks, never two records."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.utils import timezone

from plon.accounts.models import User
from plon.deposits import running
from plon.deposits.actions import give_up_deposit, resume_deposit, stop_deposit
from plon.deposits.enums import DepositState, Trouble
from plon.deposits.models import Deposit
from plon.deposits.preparing import prepared_for
from plon.deposits.refusals import DepositRefused
from plon.deposits.running import INDEXED_AFTER
from plon.deposits.servers import Server
from plon.deposits.tasks import look_at_review, run_deposit, take_up_deposits
from plon.history.models import Event
from plon.results.enums import ResultState
from plon.results.models import Result, ResultFile
from tests.deposits.conftest import add_file, begin
from tests.deposits.double import OTHER_TOKEN, TOKEN, Double

pytestmark = pytest.mark.django_db


def _run(deposit: Deposit) -> Deposit:
    """Let a worker take a deposit, whatever pause it is in."""
    Deposit.objects.filter(pk=deposit.pk, state=DepositState.WAITING).update(wait_until=None)
    run_deposit.func(deposit.pk)
    deposit.refresh_from_db()
    return deposit


def _go_on(deposit: Deposit, by: User, token: str = TOKEN) -> Deposit:
    deposit = Deposit.objects.get(pk=deposit.pk)
    resumed = resume_deposit(deposit, by=by, token=token, fingerprint=prepared_for(deposit).fingerprint)
    return _run(resumed)


def _dois(result: Result) -> list[tuple[str, bool]]:
    return list(result.identifiers.values_list("value", "names_version"))


def test_result_is_deposited_and_its_doi_taken_back(
    handbook: Result, server: Server, double: Double, coordinator: User
) -> None:
    deposit = _run(begin(handbook, server, coordinator))

    assert deposit.state == DepositState.PUBLISHED
    assert (deposit.doi, deposit.record_address) == ("10.5072/double.rec001", f"{double.address}/records/rec001")
    assert _dois(handbook) == [("10.5072/double.par001", False), ("10.5072/double.rec001", True)]
    assert handbook.doi == "10.5072/double.par001"
    (record,) = double.drafts.values()
    assert {name: file["content"] for name, file in record.files.items()} == {
        "handbook.pdf": b"%PDF-1.7 the handbook",
        "podręcznik.pdf": b"%PDF-1.7 podrecznik",
    }
    about = record.data["metadata"]
    assert about["title"] == "Handbook"
    assert about["description"] == "<p>Lessons beside &lt;the&gt; river &amp; home.</p>"
    assert {"scheme": "other", "identifier": deposit.marker} in about["identifiers"]
    assert double.published == ["rec001"]
    assert set(double.tokens) == {f"Bearer {TOKEN}"}
    kinds = Event.objects.filter(kind__startswith="deposit.").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["deposit.requested", "deposit.published"]


def test_token_is_never_readable_and_gone_when_it_is_over(handbook: Result, server: Server, coordinator: User) -> None:
    deposit = begin(handbook, server, coordinator)

    assert deposit.token
    assert TOKEN not in deposit.token
    _run(deposit)
    assert deposit.token == ""
    assert not any(TOKEN in str(vars(event)) for event in Event.objects.all())


# Every call that a deposit makes, as a pattern; at each of them everything may break.
CALLS = [
    "POST /api/records",
    "GET .*/draft/files",
    "POST .*/draft/files",
    "PUT .*/handbook.pdf/content",
    "POST .*/handbook.pdf/commit",
    "POST .*/publish",
]


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("when", ["before it was done", "after it was done"])
@pytest.mark.parametrize("how", ["fails", "hangs up"])
def test_lost_answer_at_any_call_makes_no_second_record(
    handbook: Result, server: Server, double: Double, coordinator: User, call: str, when: str, how: str
) -> None:
    double.fail(call, 502, is_after=when.startswith("after"), hangs_up=how == "hangs up")
    deposit = _run(begin(handbook, server, coordinator))
    assert deposit.state == DepositState.WAITING
    assert deposit.wait_until > timezone.now()
    Deposit.objects.update(create_begun_at=timezone.now() - datetime.timedelta(minutes=5))

    _run(deposit)

    assert deposit.state == DepositState.PUBLISHED
    assert len(double.drafts) == 1
    assert double.published == ["rec001"]
    assert deposit.doi == "10.5072/double.rec001"
    assert len(double.drafts["rec001"].files) == 2


@pytest.mark.parametrize("step", ["note", "finish_deposit"])
def test_worker_that_dies_at_any_step_is_followed_by_one_that_goes_on(
    handbook: Result, server: Server, double: Double, coordinator: User, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    deposit = begin(handbook, server, coordinator)
    if step == "note":
        # Killed between the repository's answer and our note of it.
        kill_at, plain = {"left": 2}, running.note

        def dying(*args: Any, **columns: Any) -> None:
            kill_at["left"] -= 1
            if not kill_at["left"]:
                raise KeyboardInterrupt
            plain(*args, **columns)

        monkeypatch.setattr(running, "note", dying)
    else:

        def killed(*_args: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("plon.deposits.tasks.finish_deposit", killed)
    with pytest.raises(KeyboardInterrupt):
        run_deposit.func(deposit.pk)
    monkeypatch.undo()
    long_ago = timezone.now() - datetime.timedelta(minutes=10)
    Deposit.objects.update(seen_at=long_ago, create_begun_at=long_ago)

    take_up_deposits()
    _run(deposit)

    assert deposit.state == DepositState.PUBLISHED
    assert (len(double.drafts), double.published) == (1, ["rec001"])


def test_nobody_says_too_early_that_there_is_no_draft(
    handbook: Result, server: Server, double: Double, coordinator: User
) -> None:
    double.fail("POST /api/records", 502, is_after=True)
    deposit = _run(begin(handbook, server, coordinator))
    double.is_indexed = False

    _run(deposit)
    assert deposit.state == DepositState.WAITING
    double.is_indexed = True
    _run(deposit)

    assert (len(double.drafts), double.published) == (1, ["rec001"])


def test_repository_that_asks_to_wait_is_obeyed(
    handbook: Result, server: Server, double: Double, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(running.time, "sleep", waited.append)
    deposit = begin(handbook, server, coordinator)
    double.fail("GET .*/draft/files", 429, headers={"Retry-After": "3600"})

    _run(deposit)

    assert deposit.state == DepositState.WAITING
    assert datetime.timedelta(minutes=59) < deposit.wait_until - timezone.now() < datetime.timedelta(minutes=61)
    assert deposit.token
    asked = len(double.asked)
    run_deposit.func(deposit.pk)
    assert len(double.asked) == asked
    assert _run(deposit).state == DepositState.PUBLISHED


def test_it_does_not_ask_for_ever(handbook: Result, server: Server, double: Double, coordinator: User) -> None:
    double.fail("POST /api/records", 503, times=100)
    deposit = begin(handbook, server, coordinator)

    for _ in range(10):
        Deposit.objects.filter(create_begun_at__isnull=False).update(create_begun_at=timezone.now() - INDEXED_AFTER)
        _run(deposit)

    assert deposit.state == DepositState.FAILED
    assert deposit.problem["trouble"] == Trouble.FAILS
    assert deposit.token == ""
    assert deposit.tries == 6


def test_wrong_token_is_told_and_another_one_goes_on(
    handbook: Result, server: Server, double: Double, coordinator: User
) -> None:
    deposit = _run(begin(handbook, server, coordinator, token="a-token-that-is-wrong"))
    assert (deposit.state, deposit.problem["trouble"], deposit.problem["status"]) == ("failed", "token", 401)

    assert _go_on(deposit, coordinator).state == DepositState.PUBLISHED


def test_draft_of_somebody_else_is_left_alone(
    handbook: Result, server: Server, double: Double, coordinator: User
) -> None:
    double.fail("POST .*/publish", 400)
    deposit = _run(begin(handbook, server, coordinator))

    assert _go_on(deposit, coordinator, OTHER_TOKEN).problem["trouble"] == Trouble.FORBIDDEN
    assert double.published == []


def test_what_the_repository_finds_wrong_is_told_before_files_are_sent(
    handbook: Result, server: Server, double: Double, coordinator: User
) -> None:
    wrong = {"id": "rec009", "errors": [{"field": "metadata.funding.0.funder.id", "messages": ["Invalid value x."]}]}
    double.fail("POST /api/records", 201, body=wrong)

    deposit = _run(begin(handbook, server, coordinator))

    assert deposit.problem["complaints"] == [["metadata.funding.0.funder.id", "Invalid value x."]]
    assert double.calls("POST .*/files") == 0


def test_answers_that_make_no_sense_are_no_success(
    handbook: Result, server: Server, double: Double, coordinator: User
) -> None:
    double.fail("POST /api/records", 200, body={"id": "../admin"})
    deposit = _run(begin(handbook, server, coordinator))
    assert deposit.problem["trouble"] == Trouble.STRANGE


def test_token_is_not_carried_to_another_host(
    handbook: Result, server: Server, double: Double, coordinator: User
) -> None:
    double.fail("POST /api/records", 307, headers={"Location": f"{double.address}/api/elsewhere"})

    deposit = _run(begin(handbook, server, coordinator))

    assert deposit.problem["trouble"] == Trouble.ELSEWHERE
    assert double.asked == ["POST /api/records"]


def test_bytes_that_arrive_changed_are_not_published(
    handbook: Result, server: Server, double: Double, coordinator: User
) -> None:
    double.corrupts = True
    deposit = _run(begin(handbook, server, coordinator))

    assert deposit.problem == {"trouble": "differs", "status": 0, "message": "handbook.pdf", "complaints": []}
    assert (double.published, double.drafts["rec001"].files) == ([], {})
    double.corrupts = False
    assert _go_on(deposit, coordinator).state == DepositState.PUBLISHED
    assert len(double.drafts) == 1


def test_damaged_file_of_ours_is_not_sent_on(
    handbook: Result, server: Server, double: Double, coordinator: User
) -> None:
    deposit = begin(handbook, server, coordinator)
    path = ResultFile.objects.get(name="handbook.pdf").path
    Path(storages["default"].path(path)).write_bytes(b"%PDF-1.7 the handbooK")

    _run(deposit)

    assert (deposit.problem["trouble"], deposit.problem["message"]) == ("damaged", "handbook.pdf")
    assert double.published == []


def test_result_withdrawn_meanwhile_is_not_published_for_ever(
    handbook: Result, server: Server, double: Double, coordinator: User
) -> None:
    deposit = begin(handbook, server, coordinator)
    Result.objects.filter(pk=handbook.pk).update(state=ResultState.WITHDRAWN, withdrawn_at=timezone.now())

    assert _run(deposit).problem["trouble"] == Trouble.NOT_PUBLIC
    assert double.published == []


def test_draft_that_somebody_deleted_there_is_made_anew(
    handbook: Result, server: Server, double: Double, coordinator: User
) -> None:
    double.fail("POST .*/publish", 400)
    deposit = _run(begin(handbook, server, coordinator))
    double.drafts.clear()

    assert _go_on(deposit, coordinator).problem["trouble"] == Trouble.GONE
    assert _go_on(deposit, coordinator).state == DepositState.PUBLISHED
    assert double.published == ["rec001"]


def test_record_that_was_taken_down_is_not_made_again(
    handbook: Result, server: Server, double: Double, coordinator: User
) -> None:
    double.fail("POST .*/publish", 502, is_after=True)
    deposit = _run(begin(handbook, server, coordinator))
    double.fail("GET /api/records/rec001", 410, times=9)
    assert _run(deposit).problem["trouble"] == Trouble.GONE

    for _ in range(2):
        assert _go_on(deposit, coordinator).problem["trouble"] == Trouble.GONE
    with pytest.raises(DepositRefused, match="may be published there already"):
        give_up_deposit(Deposit.objects.get(), by=coordinator)
    assert double.published == ["rec001"]


def test_stopped_deposit_goes_on_with_the_same_draft(
    handbook: Result, server: Server, double: Double, coordinator: User
) -> None:
    deposit = begin(handbook, server, coordinator)
    double.fail("GET .*/draft/files", 503, headers={"Retry-After": "900"})
    _run(deposit)

    stopped = stop_deposit(deposit, by=coordinator)
    assert (stopped.state, stopped.token) == ("stopped", "")
    assert _run(deposit).state == DepositState.STOPPED

    assert _go_on(deposit, coordinator).state == DepositState.PUBLISHED
    assert len(double.drafts) == 1


def test_worker_that_was_thought_dead_leaves_it_to_the_next_one(
    handbook: Result, server: Server, double: Double, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    deposit = begin(handbook, server, coordinator)
    plain, taken_over = running._send_files, []

    def stalled(*args: Any) -> None:
        # So long does the first one sleep that another takes the row up and brings it to its end.
        if not taken_over:
            taken_over.append(True)
            Deposit.objects.update(seen_at=timezone.now() - datetime.timedelta(minutes=10))
            take_up_deposits()
            run_deposit.func(deposit.pk)
        plain(*args)

    monkeypatch.setattr(running, "_send_files", stalled)
    run_deposit.func(deposit.pk)

    deposit.refresh_from_db()
    assert (deposit.state, deposit.problem, double.published) == ("published", {}, ["rec001"])


def test_who_stops_too_late_is_told_the_truth(
    handbook: Result, server: Server, double: Double, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    deposit = begin(handbook, server, coordinator)
    plain = running._publish

    def late(*args: Any) -> Any:
        record = plain(*args)
        stop_deposit(deposit, by=coordinator)
        return record

    monkeypatch.setattr(running, "_publish", late)
    run_deposit.func(deposit.pk)

    deposit.refresh_from_db()
    assert (deposit.state, deposit.doi) == ("published", "10.5072/double.rec001")


def test_same_result_is_not_deposited_twice(
    handbook: Result, server: Server, double: Double, coordinator: User
) -> None:
    deposit = begin(handbook, server, coordinator)
    with pytest.raises(DepositRefused, match="begun already"):
        begin(handbook, server, coordinator)
    _run(deposit)
    with pytest.raises(DepositRefused, match="new version"):
        begin(handbook, server, coordinator)
    run_deposit.func(deposit.pk)
    assert double.published == ["rec001"]


def test_given_up_deposit_makes_room_for_another(
    handbook: Result, server: Server, double: Double, coordinator: User
) -> None:
    deposit = _run(begin(handbook, server, coordinator, token="a-token-that-is-wrong"))
    give_up_deposit(deposit, by=coordinator)

    assert _run(begin(handbook, server, coordinator)).state == DepositState.PUBLISHED


def test_new_version_takes_over_what_is_the_same_and_sends_what_is_new(
    handbook: Result, server: Server, double: Double, coordinator: User
) -> None:
    first = _run(begin(handbook, server, coordinator))
    old = ResultFile.objects.get(name="handbook.pdf")
    add_file(handbook, "handbook.pdf", b"%PDF-1.7 second", language="en", number=2, replaces=old)
    ResultFile.objects.filter(pk=old.pk).update(is_public=False)
    double.fail("POST .*/versions", 502, is_after=True)

    second = _run(_run(begin(handbook, server, coordinator, previous=first)))

    assert second.state == DepositState.PUBLISHED
    assert double.published == ["rec001", "rec002"]
    assert double.drafts["rec002"].parent == "par001"
    assert {name: file["content"] for name, file in double.drafts["rec002"].files.items()} == {
        "handbook.pdf": b"%PDF-1.7 second",
        "podręcznik.pdf": b"%PDF-1.7 podrecznik",
    }
    assert double.calls("PUT /api/records/rec002/draft/files/podręcznik.pdf/content") == 0
    assert double.drafts["rec002"].data["metadata"]["version"] == "2"
    assert _dois(handbook)[0] == ("10.5072/double.par001", False)
    assert handbook.doi == "10.5072/double.par001"
    with pytest.raises(DepositRefused, match="newer version"):
        begin(handbook, server, coordinator, previous=first)


def test_community_decides_and_its_publication_is_noticed_without_a_token(
    handbook: Result, server: Server, double: Double, coordinator: User
) -> None:
    deposit = _run(begin(handbook, server, coordinator, community="rivers"))
    assert (deposit.state, deposit.token, double.published) == ("in_review", "", [])

    look_at_review.func(deposit.pk)
    deposit.refresh_from_db()
    assert deposit.state == DepositState.IN_REVIEW
    double.accept("rec001")
    look_at_review.func(deposit.pk)

    deposit.refresh_from_db()
    assert deposit.state == DepositState.PUBLISHED
    assert handbook.doi == "10.5072/double.par001"
    assert double.tokens[-1] == ""


def test_community_that_accepts_at_once_publishes_at_once(
    handbook: Result, server: Server, double: Double, coordinator: User
) -> None:
    double.communities["rivers"]["accepts_at_once"] = True

    assert _run(begin(handbook, server, coordinator, community="rivers")).state == DepositState.PUBLISHED


def test_declined_deposit_is_handed_in_again_but_never_twice_at_once(
    handbook: Result, server: Server, double: Double, coordinator: User
) -> None:
    deposit = _run(begin(handbook, server, coordinator, community="rivers"))
    assert _go_on(deposit, coordinator).state == DepositState.IN_REVIEW
    assert double.calls("POST .*/submit-review") == 1

    double.decline("rec001")
    assert _go_on(deposit, coordinator).state == DepositState.IN_REVIEW
    assert double.calls("POST .*/submit-review") == 2


def test_unknown_community_is_told(handbook: Result, server: Server, double: Double, coordinator: User) -> None:
    deposit = _run(begin(handbook, server, coordinator, community="seas"))

    assert (deposit.problem["trouble"], deposit.problem["message"]) == ("community", "seas")


def test_repository_without_dois_of_all_versions_is_cited_by_the_newest(
    handbook: Result, server: Server, double: Double, coordinator: User
) -> None:
    double.has_concept_dois = False
    first = _run(begin(handbook, server, coordinator))
    _run(begin(handbook, server, coordinator, previous=first))

    assert handbook.doi == "10.5072/double.rec002"
