"""Texts follow the files: there when a file is public, gone when it is not, and the index is told."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from plon.accounts.models import User
from plon.filetexts import actions, tasks
from plon.filetexts.models import FileText, TextState
from plon.filetexts.queries import texts_for_index
from plon.filetexts.reading import Reading
from plon.history.record import record
from plon.projects.models import Project
from plon.results import attaching
from plon.results.actions import withdraw_result
from plon.results.models import Result, ResultFile
from plon.search.models import IndexChange
from tests.factories import ResultFactory


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process; how a file is read is tested apart."""

    def read(file: ResultFile) -> Reading:
        return Reading(TextState.READ, f"words of {file.name}", "en")

    monkeypatch.setattr(actions, "read_public_file", read)


@pytest.fixture
def result(project: Project) -> Result:
    return ResultFactory(project=project, state="published", published_at=timezone.now(), languages=["pl"])


def add(result: Result, by: User, name: str, **more: Any) -> ResultFile:
    upload = SimpleUploadedFile(name, f"Lesson of {name}".encode())
    return attaching.add_file(result, by=by, upload=upload, **more)


def marked() -> set[int]:
    found = set(IndexChange.objects.filter(kind="result").values_list("key", flat=True))
    IndexChange.objects.all().delete()
    return found


def test_a_text_lives_as_long_as_its_file_is_public(
    result: Result, coordinator: User, django_assert_num_queries: Any
) -> None:
    first = add(result, coordinator, "a.txt", language="de")
    add(result, coordinator, "b.txt")
    private = add(ResultFactory(project=result.project), coordinator, "private.txt")
    marked()
    actions.keep_texts()
    with django_assert_num_queries(1):
        texts = texts_for_index([result.pk, private.result_id])
    assert texts == {result.pk: [("de", "words of a.txt"), ("pl", "words of b.txt")]}
    assert marked() == {result.pk}

    actions.keep_texts()
    assert marked() == set(), "what is read already is not read again"

    add(result, coordinator, "c.txt", replaces=first)
    assert "words of a.txt" not in str(texts_for_index([result.pk])), "not even before the sweep"
    actions.keep_texts_of(result.pk)
    assert [text for _, text in texts_for_index([result.pk])[result.pk]] == ["words of b.txt", "words of c.txt"]
    assert not FileText.objects.filter(file=first).exists()

    withdraw_result(result, by=coordinator, reason="Wrong")
    assert texts_for_index([result.pk]) == {}
    marked()
    actions.keep_texts()
    assert FileText.objects.count() == 0
    assert marked() == {result.pk}


def test_language_is_the_files_else_the_results_only_one_else_that_of_the_words(
    result: Result, coordinator: User
) -> None:
    add(result, coordinator, "a.txt")
    actions.keep_texts()
    assert texts_for_index([result.pk])[result.pk][0][0] == "pl"
    Result.objects.update(languages=["pl", "de"])
    assert texts_for_index([result.pk])[result.pk][0][0] == "en"
    ResultFile.objects.update(language="es")
    assert texts_for_index([result.pk])[result.pk][0][0] == "es"


def test_a_file_that_is_taken_back_while_it_is_read_leaves_nothing(
    result: Result, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(result, coordinator, "a.txt")

    def read(file: ResultFile) -> Reading:
        ResultFile.objects.update(is_public=False)
        return Reading(TextState.READ, "words")

    monkeypatch.setattr(actions, "read_public_file", read)
    actions.keep_texts()
    assert not FileText.objects.exists()


def test_reading_begins_when_a_file_becomes_public(
    result: Result,
    coordinator: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
) -> None:
    asked: list[int] = []
    own = tasks.keep_texts_of.func

    def enqueue(task: Any, key: int) -> None:
        if task.func is own:  # other rooms listen, too
            asked.append(key)

    monkeypatch.setattr(tasks.keep_texts_of.__class__, "enqueue", enqueue)
    draft = ResultFactory(project=result.project)
    with django_capture_on_commit_callbacks(execute=True):
        add(draft, coordinator, "a.txt")
    assert asked == []
    with django_capture_on_commit_callbacks(execute=True):
        add(result, coordinator, "b.txt")
        record("result.published", by=coordinator, subject=draft)
    assert asked == [result.pk, draft.pk]


def test_a_lost_or_giant_file_is_told_apart_and_breaks_nothing(result: Result, coordinator: User) -> None:
    from plon.filetexts.reading import read_public_file

    file = add(result, coordinator, "a.txt")
    file.path = "nowhere/a.txt"
    assert read_public_file(file).state == TextState.BROKEN
    file.size = 2 * 1024**3
    assert read_public_file(file).state == TextState.TOO_MUCH
    file.media_type = "video/mp4"
    assert read_public_file(file).state == TextState.OTHER
