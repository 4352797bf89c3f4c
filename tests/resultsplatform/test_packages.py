"""The package for the platform: asked for, made, taken, stopped, taken back; marks of what was typed in."""

import datetime
import io
import json
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks
from python_calamine import CalamineWorkbook

from plon.accounts.models import User
from plon.files import storing
from plon.history.models import Event
from plon.jobs.lengthy import WorkState
from plon.projects.enums import TeamRole
from plon.results.models import Result, ResultFile
from plon.resultsplatform import packing
from plon.resultsplatform.actions import (
    cancel_platform_package,
    mark_typed_in,
    request_platform_package,
    take_mark_back,
)
from plon.resultsplatform.gathering import book_of
from plon.resultsplatform.models import PlatformEntry, PlatformPackage
from plon.resultsplatform.packing import run_platform_package
from plon.resultsplatform.refusals import PlatformRefused
from plon.resultsplatform.sheets import Sheet
from plon.resultsplatform.sweeping import sweep_platform_packages
from plon.resultsplatform.table import table_of
from plon.resultsplatform.tasks import make_platform_package
from tests.conftest import client_of
from tests.factories import MembershipFactory, ProjectFactory, ResultTextFactory, UserFactory
from tests.freezing.world import Rich, keep_file, make_published, make_rich_project


@pytest.fixture
def rich(db: None) -> Rich:
    return make_rich_project()


@pytest.fixture
def member(rich: Rich) -> User:
    person = UserFactory(email="ed@example.org", name="Ed")
    MembershipFactory(project=rich.project, person=person, role=TeamRole.EDITOR)
    return person


@pytest.fixture
def made(rich: Rich, member: User) -> PlatformPackage:
    return make(rich, member)


def make(rich: Rich, member: User) -> PlatformPackage:
    package = request_platform_package(rich.project, by=member)
    run_platform_package(package.pk)
    package.refresh_from_db()
    return package


def opened(package: PlatformPackage) -> dict[str, bytes]:
    with storages["default"].open(package.path) as stream, zipfile.ZipFile(stream) as archive:
        assert archive.testzip() is None
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def rows_of(workbook: bytes, number: int) -> list[list[object]]:
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_index(number)
    return [list(row) for row in sheet.to_python()]


def at(package: PlatformPackage, door: str = "package") -> str:
    return reverse(f"resultsplatform:{door}", args=[package.project.public_id, package.public_id])


def sheet_of(result: Result) -> Sheet:
    return next(sheet for sheet in book_of(result.project).sheets if sheet.key == result.public_id)


def test_button_leads_to_a_zip_with_everything_to_type(
    rich: Rich, member: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    client = client_of(member)
    with django_capture_on_commit_callbacks(execute=True):
        asked = client.post(reverse("resultsplatform:index", args=[rich.project.public_id]))
    package = PlatformPackage.objects.get()
    assert asked["Location"] == at(package)
    assert (package.state, package.results, package.faults) == (WorkState.DONE, 2, [])
    assert at(package, "file") in client.get(at(package)).content.decode()
    data = client.get(at(package, "file")).getvalue()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = {name.partition("/")[2] for name in archive.namelist()}
    assert {"type-from-this.html", "table.xlsx", "results.json", "READ-ME.txt", "leaflet.js", "leaflet.css"} <= names
    assert [event.kind for event in Event.objects.filter(kind__startswith="platform_package.").order_by("pk")] == [
        "platform_package.requested", "platform_package.made",
    ]  # fmt: skip


def test_files_are_whole_and_only_published_ones(rich: Rich, made: PlatformPackage) -> None:
    inside = opened(made)
    stored = {file.sha256 for result in rich.results for file in result.files.all() if not hasattr(file, "replaced_by")}
    packed = {
        storing.sha256_of(io.BytesIO(content))
        for name, content in inside.items()
        if name.startswith("files/") and "cover" not in name and "logo" not in name
    }
    assert packed == stored
    everything = b"".join(inside.values())
    for secret in ("Brudnopis karty", "Tajemnica zespołu", "WZW-SEKRET", "Hanna Ukryta"):
        assert secret.encode() not in everything


def test_page_in_the_package_needs_nothing_from_elsewhere(made: PlatformPackage) -> None:
    inside = opened(made)
    page = inside["type-from-this.html"].decode()
    for attribute in ("src=", '<link rel="stylesheet" href='):
        for piece in page.split(attribute)[1:]:
            assert not piece.strip('"').startswith(("http", "//"))
    for name in [name for name in inside if name.startswith("files/")]:
        assert name in page
    rows = json.loads(inside["results.json"])
    assert [row["number"] for row in rows] == [1, 2]
    assert "path" not in json.dumps(rows)


def test_texts_of_people_stay_texts(rich: Rich, member: User) -> None:
    text = rich.results[0].texts.get(language="en")
    text.title, text.summary = '=HYPERLINK("https://evil.example","x")', "<script>alert(1)</script>\x0b 🐟 \u202e"
    text.save()
    inside = opened(make(rich, member))
    assert "<script>alert(1)" not in inside["type-from-this.html"].decode()
    with zipfile.ZipFile(io.BytesIO(inside["table.xlsx"])) as book:
        assert not any(b"<f>" in book.read(name) for name in book.namelist())
    assert text.title in rows_of(inside["table.xlsx"], 0)[1]


def test_damaged_file_is_left_out_and_named(rich: Rich, member: User) -> None:
    file = rich.results[0].files.earliest("pk")
    path = Path(storages["default"].path(file.path))
    path.write_bytes(b"x" * path.stat().st_size)
    lost = rich.results[1].files.earliest("pk")
    storages["default"].delete(lost.path)
    package = make(rich, member)
    assert package.state == WorkState.DONE
    assert len(package.faults) == 2
    inside = opened(package)
    for name in package.faults:
        assert f"files/{name}" not in inside
        assert name in inside["READ-ME.txt"].decode("utf-8-sig")
        assert name in client_of(member).get(at(package)).content.decode()


def test_memory_stays_flat(rich: Rich, member: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """A film of 60 MB goes through in pieces."""
    keep_file(rich.results[0], "film.mp4", b"\0" * (60 * 1024 * 1024), "video/mp4")
    package = request_platform_package(rich.project, by=member)
    tracemalloc.start()
    run_platform_package(package.pk)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    package.refresh_from_db()
    assert package.size > 60 * 1024 * 1024
    assert most < 25 * 1024 * 1024


def test_only_one_is_made_at_a_time(rich: Rich, member: User) -> None:
    request_platform_package(rich.project, by=member)
    with pytest.raises(PlatformRefused, match="right now"):
        request_platform_package(rich.project, by=member)


def test_project_without_published_results_is_told_what_to_do(member: User) -> None:
    quiet = ProjectFactory()
    MembershipFactory(project=quiet, person=member, role=TeamRole.EDITOR)
    with pytest.raises(PlatformRefused, match="publish a result first"):
        request_platform_package(quiet, by=member)
    page = client_of(member).get(reverse("resultsplatform:index", args=[quiet.public_id])).content.decode()
    assert "Nothing is published yet" in page


def test_stopped_while_it_is_made_it_leaves_nothing(rich: Rich, member: User, monkeypatch: pytest.MonkeyPatch) -> None:
    package = request_platform_package(rich.project, by=member)
    step = packing._Progress.step

    def stop_at_first(progress: packing._Progress) -> None:
        cancel_platform_package(package, by=member)
        step(progress)

    monkeypatch.setattr(packing._Progress, "step", stop_at_first)
    run_platform_package(package.pk)
    package.refresh_from_db()
    assert (package.state, package.path) == (WorkState.CANCELLED, "")
    assert not storages["default"].exists(f"platform/{rich.project.public_id}")


def test_zip_goes_after_its_weeks_and_so_do_bytes_of_nobody(made: PlatformPackage) -> None:
    path = made.path
    stray = storages["default"].save("platform/stray/left.zip", ContentFile(b"PK"))
    sweep_platform_packages()
    assert storages["default"].exists(path)
    assert storages["default"].exists(stray)
    PlatformPackage.objects.update(expires_at=timezone.now() - datetime.timedelta(minutes=1))
    import os

    long_ago = (timezone.now() - datetime.timedelta(days=2)).timestamp()
    os.utime(storages["default"].path(stray), (long_ago, long_ago))
    sweep_platform_packages()
    made.refresh_from_db()
    assert (made.path, made.state) == ("", WorkState.DONE)
    assert not storages["default"].exists(path)
    assert not storages["default"].exists(stray)


def test_package_says_when_results_have_changed_since(rich: Rich, member: User, made: PlatformPackage) -> None:
    client = client_of(member)
    assert "have changed since" not in client.get(at(made)).content.decode()
    rich.results[0].texts.filter(language="en").update(summary="Something else entirely.")
    assert "have changed since" in client.get(at(made)).content.decode()


def test_mark_says_who_typed_it_in_and_notices_changes(rich: Rich, member: User) -> None:
    result, client = rich.results[0], client_of(member)
    index = reverse("resultsplatform:index", args=[rich.project.public_id])
    door = reverse("resultsplatform:entry", args=[rich.project.public_id, result.public_id])
    address = "https://platform.example.eu/projects/1"
    assert client.post(door, {"typed_on": "2026-05-04", "address": address})["Location"] == index
    page = client.get(index).content.decode()
    assert "Typed in on 4 May 2026 by Ed." in page
    assert address in page
    assert "changed since it was typed in" not in page
    keep_file(result, "neu.txt", b"new", "text/plain")
    assert "changed since it was typed in" in client.get(index).content.decode()
    mark_typed_in(result, sheet_of(result), by=member, typed_on=datetime.date(2026, 5, 5))
    assert "changed since it was typed in" not in client.get(index).content.decode()
    assert PlatformEntry.objects.count() == 1
    take_mark_back(result, by=member)
    assert PlatformEntry.objects.count() == 0
    kinds = [event.kind for event in Event.objects.filter(kind__startswith="platform_entry.").order_by("pk")]
    assert kinds == ["platform_entry.noted", "platform_entry.noted", "platform_entry.removed"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"typed_on": "2999-01-01"}, "This day has not come yet."),
        ({"typed_on": "1066-01-01"}, "not as old as that"),
        ({"typed_on": "yesterday"}, "Enter a valid date."),
        ({"typed_on": "2026-05-04", "address": "javascript:alert(1)"}, "Enter a valid URL."),
        ({"typed_on": "2026-05-04", "address": "https://e.eu/" + "a" * 1000}, "at most 1000 characters"),
    ],
)
def test_bad_marks_are_refused_in_words(rich: Rich, member: User, typed: dict[str, str], words: str) -> None:
    door = reverse("resultsplatform:entry", args=[rich.project.public_id, rich.results[0].public_id])
    answer = client_of(member).post(door, typed)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert PlatformEntry.objects.count() == 0


def test_only_published_results_are_marked(rich: Rich, member: User) -> None:
    door = reverse("resultsplatform:entry", args=[rich.project.public_id, rich.draft.public_id])
    assert client_of(member).get(door).status_code == 404
    with pytest.raises(PlatformRefused):
        mark_typed_in(rich.draft, sheet_of(rich.results[0]), by=member, typed_on=datetime.date(2026, 5, 5))


def test_result_without_english_leads_to_where_it_is_written(rich: Rich, member: User) -> None:
    result = rich.results[0]
    result.texts.filter(language="en").delete()
    page = client_of(member).get(reverse("resultsplatform:index", args=[rich.project.public_id])).content.decode()
    assert "1 result has no description in English." in page
    assert f"{result.get_workspace_url()}#text-en" in page
    assert sheet_of(result).text_language == "pl"


def test_old_category_says_what_it_may_be_now(rich: Rich, member: User) -> None:
    Result.objects.filter(pk=rich.results[0].pk).update(category="", category_before_2024="practical")
    page = client_of(member).get(reverse("resultsplatform:index", args=[rich.project.public_id])).content.decode()
    assert "Practical and reusable resources" in page
    assert "Handbook, guide, tutorial or compendium; Learning programme" in page


def test_table_has_a_sheet_for_each_purpose(rich: Rich) -> None:
    ResultTextFactory(result=rich.results[0], language="de", title="Fluss")
    made = table_of(book_of(rich.project), "pl")
    assert len(CalamineWorkbook.from_filelike(io.BytesIO(made)).sheet_names) == 4
    assert {row[6] for row in rows_of(made, 1)[1:]} == {
        file.sha256
        for file in ResultFile.objects.filter(result__in=rich.results, replaced_by__isnull=True)
    }  # fmt: skip


def test_page_costs_the_same_however_many_results(
    rich: Rich, member: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client, address = client_of(member), reverse("resultsplatform:index", args=[rich.project.public_id])
    client.get(address)
    counts = []
    for _round in range(2):
        with django_assert_max_num_queries(28) as asked:
            client.get(address)
        counts.append(len(asked))
        for number in range(3, 6):
            make_published(rich.project, number)
    assert counts[0] == counts[1]


def test_task_makes_it(rich: Rich, member: User) -> None:
    package = request_platform_package(rich.project, by=member)
    make_platform_package.func(package.pk)
    package.refresh_from_db()
    assert package.state == WorkState.DONE
