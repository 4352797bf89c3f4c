"""The life of a piece of work, with the package for the EU results platform as the example."""

import datetime

import pytest
from django.utils import timezone, translation

from plon.errors import DomainError
from plon.jobs import lengthy
from plon.jobs.lengthy import SILENCE, LengthyWork, Stopped, WorkState
from plon.projects.models import Project
from plon.resultsplatform.models import PlatformPackage


@pytest.fixture
def work(project: Project) -> PlatformPackage:
    return PlatformPackage.objects.create(project=project)


def state_of(work: PlatformPackage) -> tuple[str, int, int, int]:
    work.refresh_from_db()
    return work.state, work.done, work.total, work.tries


def finish_in_three(work: PlatformPackage) -> None:
    for done in range(3):
        lengthy.advance(work, done, 3)
    lengthy.finish(work, name="river.zip")


def fall_silent(work: PlatformPackage, tries: int = 1) -> None:
    long_ago = timezone.now() - SILENCE - datetime.timedelta(minutes=1)
    PlatformPackage.objects.filter(pk=work.pk).update(state=WorkState.RUNNING, seen_at=long_ago, tries=tries)


def test_work_goes_from_waiting_to_done(work: PlatformPackage) -> None:
    assert work.is_going
    lengthy.run(PlatformPackage, work.pk, finish_in_three)
    assert state_of(work) == (WorkState.DONE, 3, 3, 1)
    assert (work.name, work.is_going, work.ended_at is not None) == ("river.zip", False, True)


def test_progress_is_seen_while_it_runs(work: PlatformPackage) -> None:
    seen = []

    def do(running: PlatformPackage) -> None:
        lengthy.advance(running, 2, 5, size=300)
        seen.append((*state_of(work), work.size))
        lengthy.finish(running)

    lengthy.run(PlatformPackage, work.pk, do)
    assert seen == [(WorkState.RUNNING, 2, 5, 1, 300)]


def test_how_much_there_is_to_do_may_be_known_before_it_begins(work: PlatformPackage) -> None:
    PlatformPackage.objects.filter(pk=work.pk).update(total=8)
    seen = []

    def do(running: PlatformPackage) -> None:
        lengthy.advance(running, 2, running.total)
        work.refresh_from_db()
        seen.append((work.total, work.share))
        lengthy.finish(running, total=6)

    lengthy.run(PlatformPackage, work.pk, do)
    assert seen == [(8, 25)]
    assert state_of(work)[1:3] == (6, 6)


def test_work_that_somebody_else_does_is_left_alone(work: PlatformPackage) -> None:
    PlatformPackage.objects.filter(pk=work.pk).update(state=WorkState.RUNNING)
    lengthy.run(PlatformPackage, work.pk, finish_in_three)
    assert state_of(work) == (WorkState.RUNNING, 0, 0, 0)


def test_stopped_before_it_begins_it_is_not_done(work: PlatformPackage) -> None:
    assert lengthy.cancel(work)
    lengthy.run(PlatformPackage, work.pk, finish_in_three)
    assert state_of(work)[0] == WorkState.CANCELLED
    assert not lengthy.cancel(work)


def test_stopped_while_it_runs_it_ends_at_the_next_step(work: PlatformPackage) -> None:
    steps = []

    def do(running: PlatformPackage) -> None:
        for done in range(5):
            lengthy.advance(running, done, 5)
            steps.append(done)
            if done == 1:
                lengthy.cancel(running)
        lengthy.finish(running)

    lengthy.run(PlatformPackage, work.pk, do)
    assert steps == [0, 1]
    assert state_of(work)[:2] == (WorkState.CANCELLED, 1)


def test_nothing_is_finished_after_a_stop(work: PlatformPackage) -> None:
    lengthy.cancel(work)
    with pytest.raises(Stopped):
        lengthy.finish(work, name="river.zip")
    assert state_of(work)[0] == WorkState.CANCELLED
    assert work.name == ""


def test_refusal_of_the_domain_is_kept_in_words(work: PlatformPackage) -> None:
    failed: list[LengthyWork] = []

    def refuse(_running: PlatformPackage) -> None:
        raise DomainError("No room for %(name)s", {"name": "river"})

    lengthy.run(PlatformPackage, work.pk, refuse, on_failed=failed.append)
    assert state_of(work)[0] == WorkState.FAILED
    assert work.refusal == "No room for river"
    assert failed == [work]


def test_work_is_done_and_refused_in_the_language_of_who_asked(work: PlatformPackage) -> None:
    heard: list[str | None] = []

    def refuse(_running: PlatformPackage) -> None:
        heard.append(translation.get_language())
        raise DomainError(WorkState.RUNNING.label)

    with translation.override("en"):
        lengthy.run(PlatformPackage, work.pk, refuse, language=lambda _work: "pl")
        assert translation.get_language() == "en"
    state_of(work)
    assert (heard, work.refusal) == (["pl"], "powstaje")


def test_any_other_failure_fails_it_and_says_nothing_of_the_inside(
    work: PlatformPackage, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down(_running: PlatformPackage) -> None:
        raise OSError("/var/secret is full")

    lengthy.run(PlatformPackage, work.pk, break_down)
    assert state_of(work)[0] == WorkState.FAILED
    assert work.refusal == ""
    assert "is full" in caplog.text


def test_dead_worker_is_replaced_once(work: PlatformPackage) -> None:
    fall_silent(work)
    begun: list[int] = []
    lengthy.take_up(PlatformPackage, begun.append)
    lengthy.take_up(PlatformPackage, begun.append)
    assert begun == [work.pk]
    lengthy.run(PlatformPackage, work.pk, finish_in_three)
    assert state_of(work) == (WorkState.DONE, 3, 3, 2)


def test_living_worker_is_not_replaced(work: PlatformPackage) -> None:
    PlatformPackage.objects.filter(pk=work.pk).update(state=WorkState.RUNNING, seen_at=timezone.now())
    begun: list[int] = []
    lengthy.take_up(PlatformPackage, begun.append)
    assert begun == []


def test_what_dies_twice_has_failed(work: PlatformPackage) -> None:
    fall_silent(work, tries=2)
    begun: list[int] = []
    failed: list[LengthyWork] = []
    lengthy.take_up(PlatformPackage, begun.append, on_failed=failed.append)
    assert (begun, failed) == ([], [work])
    assert state_of(work)[0] == WorkState.FAILED


def test_first_worker_that_wakes_again_finds_its_work_taken(work: PlatformPackage) -> None:
    """It was only slow: its next step says that the work is another's, once that one has ended it."""
    fall_silent(work)
    lengthy.take_up(PlatformPackage, lambda key: lengthy.run(PlatformPackage, key, finish_in_three))
    with pytest.raises(Stopped):
        lengthy.advance(work, 1, 3)
