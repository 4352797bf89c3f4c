"""Packages as people ask for them, take them and bring them."""

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from plon.accounts.models import User
from plon.history.models import Event
from plon.history.record import record
from plon.jobs.lengthy import WorkState
from plon.packages import making
from plon.packages.actions import cancel_package, request_package
from plon.packages.arriving import bring_package, run_arrival
from plon.packages.making import run_package
from plon.packages.models import Arrival, Package
from plon.packages.refusals import BagRefused, PackageRefused
from plon.packages.sweeping import sweep_packages
from plon.packages.tasks import make_package, take_up_arrivals, take_up_packages
from plon.projects.models import Project
from plon.results.enums import ResultState
from plon.results.models import Result
from tests.conftest import client_of
from tests.factories import EvidenceFactory, ResultFactory, ResultTextFactory, UserFactory
from tests.packages import bags

pytestmark = pytest.mark.django_db


@pytest.fixture
def handbook(project: Project) -> Result:
    result = ResultFactory(
        project=project, working_title="Handbook", state=ResultState.PUBLISHED, published_at=timezone.now()
    )
    ResultTextFactory(result=result, language="en", title="Handbook")
    Project.objects.filter(pk=project.pk).update(has_published=True)
    project.refresh_from_db()
    return result


def _made(project: Project, by: User, **about: Any) -> Package:
    package = request_package(project, by=by, **about)
    run_package(package.pk)
    package.refresh_from_db()
    return package


def _body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_coordinator_asks_for_a_package_and_takes_it(project: Project, handbook: Result, coordinator: User) -> None:
    client = client_of(coordinator)
    answer = client.post(reverse("packages:index", args=[project.public_id]), {"what": "project", "made_for": "team"})
    package = Package.objects.get()
    assert answer["Location"] == reverse("packages:package", args=[project.public_id, package.public_id])
    assert b"It begins in a moment" in client.get(answer["Location"]).content

    run_package(package.pk)

    page = client.get(answer["Location"]).content.decode()
    assert "The package is whole" in page
    taken = client.get(reverse("packages:file", args=[project.public_id, package.public_id]))
    content = _body(taken)
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    package.refresh_from_db()
    assert package.sha256 in page
    assert len(content) == package.size
    assert taken["Content-Disposition"].startswith('attachment; filename="clean-rivers-')
    assert any(name.endswith(f"data/results/{handbook.public_id}/texts/en.md") for name in names)
    assert list(Event.objects.filter(kind__startswith="package.").values_list("kind", flat=True)) == [
        "package.made",
        "package.requested",
    ]


def test_editor_makes_the_public_package_alone(project: Project, handbook: Result, editor: User) -> None:
    client = client_of(editor)
    url = reverse("packages:index", args=[project.public_id])

    refused = client.post(url, {"what": "project", "made_for": "team"})
    taken = client.post(url, {"what": handbook.public_id, "made_for": "public"})

    assert refused.status_code == 422
    assert taken.status_code == 302
    assert list(Package.objects.values_list("made_for", "result")) == [("public", handbook.pk)]


def test_package_with_evidence_is_handed_to_coordinators_alone(
    project: Project, coordinator: User, editor: User, officer: User
) -> None:
    package = _made(project, coordinator)
    url = reverse("packages:file", args=[project.public_id, package.public_id])

    assert [client_of(person).get(url).status_code for person in (editor, officer)] == [403, 403]
    assert (
        b"only coordinators take it"
        in client_of(editor).get(reverse("packages:package", args=[project.public_id, package.public_id])).content
    )


def test_nothing_public_is_no_public_package(project: Project, coordinator: User) -> None:
    with pytest.raises(PackageRefused, match="publish a result first"):
        request_package(project, by=coordinator, made_for="public")


def test_one_package_of_a_project_at_a_time(project: Project, coordinator: User) -> None:
    request_package(project, by=coordinator)

    with pytest.raises(PackageRefused, match="being made right now"):
        request_package(project, by=coordinator)


def test_package_stopped_while_it_is_made_leaves_nothing(
    project: Project, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = request_package(project, by=coordinator)
    steps = making.count_steps

    def stop(scope: Any) -> int:
        cancel_package(package, by=coordinator)
        return steps(scope)

    monkeypatch.setattr(making, "count_steps", stop)
    run_package(package.pk)

    package.refresh_from_db()
    assert (package.state, package.path, bags.stored_files()) == (WorkState.CANCELLED, "", 0)
    kinds = Event.objects.filter(kind__startswith="package.").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["package.requested", "package.cancelled"]


def test_full_disk_leaves_no_half_package(
    project: Project, handbook: Result, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = request_package(project, by=coordinator)

    def full(self: FileSystemStorage, name: str, content: Any) -> str:
        place = Path(self.path(name))
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content.read(100))
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    make_package.call(package.pk)

    package.refresh_from_db()
    assert (package.state, package.path) == (WorkState.FAILED, "")
    assert bags.stored_files() == 0
    page = client_of(coordinator).get(reverse("packages:package", args=[project.public_id, package.public_id]))
    assert b"The package could not be made" in page.content


def test_storage_that_loses_bytes_is_no_success(
    project: Project, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = request_package(project, by=coordinator)
    save = FileSystemStorage._save  # type: ignore[attr-defined]

    def loses(self: FileSystemStorage, name: str, content: Any) -> str:
        name = save(self, name, content)
        with Path(self.path(name)).open("r+b") as kept:
            kept.truncate(200)
        return str(name)

    monkeypatch.setattr(FileSystemStorage, "_save", loses)
    make_package.call(package.pk)

    package.refresh_from_db()
    assert (package.state, package.path, bags.stored_files()) == (WorkState.FAILED, "", 0)


def test_package_whose_worker_died_is_begun_anew_once(project: Project, coordinator: User) -> None:
    package = request_package(project, by=coordinator)
    long_ago = timezone.now() - datetime.timedelta(hours=1)
    Package.objects.filter(pk=package.pk).update(state=WorkState.RUNNING, seen_at=long_ago, tries=1)

    take_up_packages()
    assert Package.objects.get().state == WorkState.DONE
    Package.objects.filter(pk=package.pk).update(state=WorkState.RUNNING, seen_at=long_ago, tries=2)
    take_up_packages()
    assert Package.objects.get().state == WorkState.FAILED
    assert Event.objects.filter(kind="package.failed").count() == 1


def test_old_packages_and_bytes_of_nobody_go(project: Project, coordinator: User) -> None:
    package = _made(project, coordinator)
    Package.objects.update(expires_at=timezone.now())

    sweep_packages()

    package.refresh_from_db()
    assert (package.path, bags.stored_files()) == ("", 0)
    page = client_of(coordinator).get(reverse("packages:package", args=[project.public_id, package.public_id]))
    assert b"Its time is over" in page.content


def test_package_with_what_was_erased_since_is_not_handed_out(project: Project, coordinator: User) -> None:
    package = _made(project, coordinator)
    piece = EvidenceFactory(project=project)
    record("evidence.destroyed", by=coordinator, subject=piece, project_id=project.pk)
    client = client_of(coordinator)
    address = [project.public_id, package.public_id]

    assert client.get(reverse("packages:file", args=address)).status_code == 404
    assert b"Names or photos that it holds were erased" in client.get(reverse("packages:package", args=address)).content
    assert b"not handed out any more" in client.get(reverse("packages:index", args=address[:1])).content
    sweep_packages()
    assert bags.stored_files() == 0
    newer = _made(project, coordinator)
    assert client.get(reverse("packages:file", args=[project.public_id, newer.public_id])).status_code == 200


def test_list_asks_the_same_number_of_questions(project: Project, handbook: Result, coordinator: User) -> None:
    client = client_of(coordinator)
    url = reverse("packages:index", args=[project.public_id])

    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        return len(asked)

    _made(project, coordinator)
    client.get(url)
    one = count()
    _made(project, coordinator, result=handbook)
    _made(project, coordinator, result=handbook, made_for="public")

    assert count() == one


def _zip_of(project: Project, folder: Path) -> SimpleUploadedFile:
    bags.write(folder / "river.zip", project)
    return SimpleUploadedFile("river.zip", (folder / "river.zip").read_bytes(), "application/zip")


def test_package_is_brought_in_by_a_page(
    project: Project, handbook: Result, stranger: User, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    upload = _zip_of(project, tmp_path)
    bags.wipe()
    client = client_of(stranger)

    answer = client.post(reverse("arrivals:bring"), {"file": upload})
    arrival = Arrival.objects.get()
    assert b"It begins in a moment" in client.get(answer["Location"]).content
    with django_capture_on_commit_callbacks(execute=True):
        run_arrival(arrival.pk)

    page = client.get(answer["Location"]).content.decode()
    assert "The package was sound" in page
    assert "1 result was public there and waits here" in page
    here = Project.objects.get()
    assert here.get_workspace_url() in page
    assert client.get(here.get_workspace_url()).status_code == 200
    arrival.refresh_from_db()
    assert (arrival.path, bags.stored_files()) == ("", 0)


def test_flawed_package_tells_what_is_wrong_in_the_persons_language(
    project: Project, stranger: User, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    User.objects.filter(pk=stranger.pk).update(language="pl")
    upload = _zip_of(project, tmp_path)

    bring_package(upload, by=stranger)
    with django_capture_on_commit_callbacks(execute=True):
        run_arrival(Arrival.objects.get().pk)

    arrival = Arrival.objects.get()
    assert arrival.state == WorkState.FAILED
    assert arrival.refusal.startswith("Ten projekt jest już w Plonie (Clean rivers).")
    page = client_of(stranger).get(reverse("arrivals:arrival", args=[arrival.public_id]))
    assert "Ten projekt jest już w Plonie" in page.content.decode()
    assert bags.stored_files() == 0


def test_what_is_no_zip_is_refused_at_once(stranger: User) -> None:
    answer = client_of(stranger).post(
        reverse("arrivals:bring"), {"file": SimpleUploadedFile("river.zip", b"not a zip at all")}
    )

    assert answer.status_code == 422
    assert b"This is no ZIP file" in answer.content
    assert not Arrival.objects.exists()


def test_package_that_is_too_large_for_a_page_says_what_to_do(
    project: Project, stranger: User, tmp_path: Path, settings: Any
) -> None:
    settings.MAX_EVIDENCE_BYTES = 1000
    upload = _zip_of(project, tmp_path)

    with pytest.raises(BagRefused, match="plon import bag"):
        bring_package(upload, by=stranger)


def test_one_package_of_a_person_at_a_time(project: Project, stranger: User, tmp_path: Path) -> None:
    bring_package(_zip_of(project, tmp_path), by=stranger)

    with pytest.raises(BagRefused, match="being opened right now"):
        bring_package(_zip_of(project, tmp_path), by=stranger)
    assert bags.stored_files() == 1


def test_nobody_sees_what_somebody_else_brought(project: Project, stranger: User, tmp_path: Path) -> None:
    arrival = bring_package(_zip_of(project, tmp_path), by=stranger)

    page = client_of(UserFactory()).get(reverse("arrivals:arrival", args=[arrival.public_id]))

    assert page.status_code == 404


def test_arrival_whose_worker_died_is_opened_anew_once(
    project: Project, stranger: User, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    arrival = bring_package(_zip_of(project, tmp_path), by=stranger)
    died = timezone.now() - datetime.timedelta(hours=1)
    Arrival.objects.filter(pk=arrival.pk).update(state=WorkState.RUNNING, seen_at=died, tries=1)

    with django_capture_on_commit_callbacks(execute=True):
        take_up_arrivals()
    assert Arrival.objects.get().refusal.startswith("This project is in Plon already")
    Arrival.objects.filter(pk=arrival.pk).update(state=WorkState.RUNNING, seen_at=died, tries=2, refusal="")
    with django_capture_on_commit_callbacks(execute=True):
        take_up_arrivals()
    page = client_of(stranger).get(reverse("arrivals:arrival", args=[arrival.public_id]))
    assert b"Something went wrong on our side" in page.content
    assert (Arrival.objects.get().path, bags.stored_files()) == ("", 0)


def test_package_that_is_checked_in_one_long_go_is_not_given_up(
    project: Project, stranger: User, tmp_path: Path
) -> None:
    arrival = bring_package(_zip_of(project, tmp_path), by=stranger)
    long_ago = timezone.now() - datetime.timedelta(minutes=20)
    Arrival.objects.filter(pk=arrival.pk).update(state=WorkState.RUNNING, seen_at=long_ago, tries=2)

    take_up_arrivals()

    assert Arrival.objects.get().state == WorkState.RUNNING


def test_half_of_the_files_are_seen_while_it_is_opened(project: Project, stranger: User, tmp_path: Path) -> None:
    arrival = bring_package(_zip_of(project, tmp_path), by=stranger)
    Arrival.objects.filter(pk=arrival.pk).update(state=WorkState.RUNNING, done=12, total=48)

    page = client_of(stranger).get(reverse("arrivals:state", args=[arrival.public_id])).content.decode()

    assert "checked file by file" in page
    assert 'value="25"' in page


def test_what_somebody_else_took_over_meanwhile_leaves_nothing_behind(
    project: Project, stranger: User, tmp_path: Path
) -> None:
    """A worker that was only slow finds at the end that another has begun: all that it brought in is taken back."""
    upload = _zip_of(project, tmp_path)
    bags.wipe()
    arrival = bring_package(upload, by=stranger)
    ends = []

    def take_over(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001  as Django calls it
        if sql.startswith('INSERT INTO "projects_project" '):
            ends.append(Arrival.objects.filter(pk=arrival.pk).update(state=WorkState.WAITING))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(take_over):
        run_arrival(arrival.pk)

    assert ends == [1]
    assert not Project.objects.exists()
    assert bags.stored_files() == 1  # what was brought, for who begins anew


def test_visitor_is_asked_to_sign_in() -> None:
    assert Client().get(reverse("arrivals:bring"))["Location"].startswith("/accounts/login/")


def test_project_that_is_over_reminds_of_its_package(project: Project, coordinator: User) -> None:
    words = b"Make a package of all of it"
    client, overview = client_of(coordinator), reverse("projects:overview", args=[project.public_id])
    Project.objects.filter(pk=project.pk).update(end=timezone.localdate())
    assert words not in client.get(overview).content

    Project.objects.filter(pk=project.pk).update(end=timezone.localdate() - datetime.timedelta(days=2))
    assert words in client.get(overview).content
    project.refresh_from_db()
    _made(project, coordinator)
    assert words not in client.get(overview).content
