"""Asking for a check, asking again, removing one."""

import datetime
import io

import pytest
from django.core.files.storage import storages
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from plon.accounts.models import User
from plon.files.refusals import FileRefused
from plon.history.models import Event
from plon.projects.models import Project
from plon.visibility import actions, erasing
from plon.visibility.enums import CheckOf, CheckState
from plon.visibility.models import KEPT, LONGEST_WAIT, SILENCE, VisibilityCheck
from plon.visibility.refusals import AddressRefused, CantRunAgain, TooManyChecks
from plon.visibility.running import run_check
from tests.visibility.made import done, failed


def start(project: Project, by: User, content: bytes = b"%PDF-1.7 x", name: str = "leaflet.pdf") -> VisibilityCheck:
    return actions.start_check_of_file(project, by=by, name=name, stream=io.BytesIO(content))


def files() -> set[str]:
    return set(erasing._files_below(storages["default"], "checks"))


def test_a_file_is_kept_and_waits(project: Project, contributor: User) -> None:
    check = start(project, contributor, name="../ulotka\u202e końcowa.pdf")

    assert check.name == "ulotka końcowa.pdf"
    assert (check.of, check.state, check.requested_by) == (CheckOf.FILE, CheckState.WAITING, contributor)
    with storages["default"].open(check.path) as kept:
        assert kept.read() == b"%PDF-1.7 x"
    assert Event.objects.get(kind="visibility.checked").subject_label == "ulotka końcowa.pdf"


def test_a_page_is_called_as_people_read_it(project: Project, contributor: User) -> None:
    check = actions.start_check_of_page(project, by=contributor, address=" szkola.example.org/projekt/ ")

    assert check.address == "https://szkola.example.org/projekt/"
    assert check.name == "szkola.example.org/projekt"


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("ulotka", "does not answer"),
        ("mailto:anna@example.org", "user name or a password"),
        ("https://", "no address"),
        ("http://192.168.0.1/", "private network"),
        ("http://[::ffff:10.0.0.1]/", "private network"),
        ("http://example.org:8080/", "names a port"),
    ],
)
def test_what_is_no_address_is_refused_at_its_field(
    project: Project, contributor: User, address: str, words: str
) -> None:
    if address == "ulotka":  # may be a name on somebody's net: only looking it up can tell
        assert actions.start_check_of_page(project, by=contributor, address=address).address == "https://ulotka"
        return
    with pytest.raises(AddressRefused) as refused:
        actions.start_check_of_page(project, by=contributor, address=address)

    assert refused.value.field == "address"
    assert words in str(refused.value)
    assert not VisibilityCheck.objects.exists()


def test_files_without_content_or_beyond_the_limit_are_refused_and_not_kept(
    project: Project, contributor: User, monkeypatch
) -> None:
    monkeypatch.setattr(actions, "LARGEST", 1024 * 1024)
    with pytest.raises(FileRefused, match="empty"):
        start(project, contributor, b"")
    with pytest.raises(FileRefused, match="larger than 1 MB"):
        start(project, contributor, b"x" * (1024 * 1024 + 1))

    assert not files()
    assert not Event.objects.exists()


def test_one_team_has_five_checks_under_way_at_most(project: Project, contributor: User) -> None:
    for _number in range(actions.MOST_UNDER_WAY):
        start(project, contributor)
    kept = files()

    with pytest.raises(TooManyChecks, match="5 checks"):
        start(project, contributor)
    with pytest.raises(TooManyChecks):
        actions.start_check_of_page(project, by=contributor, address="example.org")

    assert files() == kept
    VisibilityCheck.objects.update(queued_at=timezone.now() - LONGEST_WAIT - datetime.timedelta(seconds=1))
    assert start(project, contributor).state == CheckState.WAITING


def test_again_is_the_same_check_with_a_new_run(project: Project, contributor: User, editor: User) -> None:
    check = done(project, contributor)

    again = actions.check_again(check, by=editor)

    assert again.pk == check.pk
    assert (again.state, again.run, again.faults_before, again.ended_at) == (CheckState.WAITING, 2, 2, None)
    assert again.requested_by == contributor
    assert Event.objects.get(kind="visibility.checked_again").actor_id == editor.pk


def test_what_runs_or_is_gone_does_not_run_again(project: Project, contributor: User) -> None:
    with pytest.raises(CantRunAgain, match="running"):
        actions.check_again(start(project, contributor), by=contributor)
    with pytest.raises(CantRunAgain, match="erased"):
        actions.check_again(done(project, path="", erased_at=timezone.now()), by=contributor)


def test_a_run_that_fell_silent_can_be_asked_for_again(project: Project, contributor: User) -> None:
    check = start(project, contributor)
    long_ago = timezone.now() - SILENCE - datetime.timedelta(seconds=1)
    VisibilityCheck.objects.update(state=CheckState.RUNNING, seen_at=long_ago)
    check.refresh_from_db()

    assert (check.is_silent, check.is_under_way) == (True, False)
    assert actions.check_again(check, by=contributor).run == 2


@pytest.mark.slow
def test_a_run_that_was_given_up_writes_nothing_into_the_next(project: Project, contributor: User) -> None:
    check = start(project, contributor)
    VisibilityCheck.objects.update(run=2)

    run_check(check.pk, 1)
    check.refresh_from_db()
    assert check.state == CheckState.WAITING

    run_check(check.pk, 2)
    check.refresh_from_db()
    assert check.state in {CheckState.DONE, CheckState.FAILED}
    assert check.ended_at is not None


def test_a_check_that_was_removed_meanwhile_is_left_alone(project: Project, contributor: User) -> None:
    run_check(4711, 1)

    assert not VisibilityCheck.objects.exists()


def test_removing_takes_file_and_pictures_along(
    project: Project, editor: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    check, other = done(project), done(project)

    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_check(check, by=editor)

    assert files() == {other.path, *other.crops.values()}
    assert Event.objects.get(kind="visibility.removed").subject_label == "leaflet.pdf"


def test_files_go_by_their_date_and_reports_stay(project: Project) -> None:
    old, young = done(project), done(project)
    VisibilityCheck.objects.filter(pk=old.pk).update(queued_at=timezone.now() - KEPT - datetime.timedelta(hours=1))

    erasing.erase_due()

    erased = old.path
    old.refresh_from_db()
    assert (old.path, bool(old.report), old.can_run_again) == ("", True, False)
    assert old.erased_at is not None
    assert erased not in files()
    assert files() >= {*old.crops.values(), young.path, *young.crops.values()}


def test_what_a_killed_process_left_is_swept_after_a_day(project: Project, monkeypatch) -> None:
    check = done(project)
    stray = storages["default"].save("checks/nobody/file", io.BytesIO(b"x"))

    erasing.erase_due()
    assert stray in files()

    monkeypatch.setattr(erasing, "AGE", datetime.timedelta(seconds=-1))
    erasing.erase_due()
    assert files() == {check.path, *check.crops.values()}


def test_every_reason_has_its_sentence(project: Project) -> None:
    from plon.fetching.refusals import Why
    from plon.visibility.hindrances import PROBLEMS, words_for

    assert set(Why) <= PROBLEMS
    assert len({words_for(problem) for problem in PROBLEMS}) == len(PROBLEMS)
    assert failed(project, Why.PRIVATE).problem == "private"
