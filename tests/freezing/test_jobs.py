"""A frozen site from the workspace: asked for, made by a worker, taken, stopped, taken back."""

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from plon.accounts.models import User
from plon.evidence.places import places_of, take_out
from plon.freezing.actions import request_frozen_site
from plon.freezing.models import FrozenSite
from plon.freezing.packing import run_frozen_site
from plon.freezing.refusals import FreezeRefused
from plon.freezing.tasks import take_up_frozen_sites
from plon.freezing.withholding import sweep_frozen_sites
from plon.history.models import Event
from plon.jobs.lengthy import SILENCE, WorkState
from plon.projects.enums import TeamRole
from plon.results.actions import withdraw_result
from tests.conftest import client_of
from tests.factories import MembershipFactory, ProjectFactory, UserFactory
from tests.freezing.closure import dead_ends
from tests.freezing.world import Rich


@pytest.fixture
def member(rich: Rich) -> User:
    person = UserFactory(email="ed@example.org", name="Ed")
    MembershipFactory(project=rich.project, person=person, role=TeamRole.EDITOR)
    return person


@pytest.fixture
def made(rich: Rich, member: User) -> FrozenSite:
    site = request_frozen_site(rich.project, by=member)
    run_frozen_site(site.pk)
    site.refresh_from_db()
    return site


def at(site: FrozenSite, door: str = "site") -> str:
    return reverse(f"freezing:{door}", args=[site.project.public_id, site.public_id])


def test_button_leads_to_a_zip_that_opens(
    rich: Rich, member: User, tmp_path: Path, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    client = client_of(member)
    with django_capture_on_commit_callbacks(execute=True):
        asked = client.post(reverse("freezing:index", args=[rich.project.public_id]))
    site = FrozenSite.objects.get()
    assert asked["Location"] == at(site)
    assert site.state == WorkState.DONE
    assert (site.done, site.total, site.results) == (25, 25, 2)
    page = client.get(at(site)).content.decode()
    assert at(site, "file") in page
    data = client.get(at(site, "file")).getvalue()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(tmp_path / "stick")
    (folder,) = (tmp_path / "stick").iterdir()
    assert folder.name == "rzeka"
    assert dead_ends(folder) == []
    assert [event.kind for event in Event.objects.filter(kind__startswith="frozen.").order_by("pk")] == [
        "frozen.requested", "frozen.made",
    ]  # fmt: skip


def test_only_one_is_made_at_a_time(rich: Rich, member: User) -> None:
    request_frozen_site(rich.project, by=member)
    with pytest.raises(FreezeRefused, match="right now"):
        request_frozen_site(rich.project, by=member)
    client = client_of(member)
    again = client.post(reverse("freezing:index", args=[rich.project.public_id]), follow=True)
    assert FrozenSite.objects.count() == 1
    assert again.redirect_chain[-1][0].endswith("/frozen/")


def test_private_project_is_told_what_to_do_first(member: User) -> None:
    secret = ProjectFactory(title="Tajemnica")
    MembershipFactory(project=secret, person=member, role=TeamRole.EDITOR)
    with pytest.raises(FreezeRefused, match="publish a result first"):
        request_frozen_site(secret, by=member)
    page = client_of(member).get(reverse("freezing:index", args=[secret.public_id])).content.decode()
    assert reverse("results:index", args=[secret.public_id]) in page
    assert "<button" not in page.partition("<main")[2].partition("</main>")[0]


def test_one_that_is_stopped_while_it_is_made_leaves_nothing(rich: Rich, member: User, settings: Any) -> None:
    """The worker asks after every page; somebody presses the button at the fifth."""
    site = request_frozen_site(rich.project, by=member)
    steps = []

    def stop_at_the_fifth(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001  as Django calls it
        if sql.startswith('UPDATE "freezing_frozensite" SET "done"'):
            steps.append(sql)
            if len(steps) == 5:
                client_of(member).post(at(site, "cancel"))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(stop_at_the_fifth):
        run_frozen_site(site.pk)
    site.refresh_from_db()
    assert (site.state, site.path, len(steps)) == (WorkState.CANCELLED, "", 5)
    assert list(Path(settings.FILE_UPLOAD_TEMP_DIR).glob("tmp*")) == []
    assert [event.kind for event in Event.objects.filter(kind__startswith="frozen.").order_by("pk")] == [
        "frozen.requested", "frozen.cancelled",
    ]  # fmt: skip
    again = client_of(member).post(at(site, "cancel"), follow=True)
    assert "Stopped." not in again.content.decode()


def test_photo_that_is_taken_back_takes_the_zip_along(
    rich: Rich, member: User, made: FrozenSite, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    assert str(made) in {place.label.partition(": ")[2] for place in places_of(rich.photo)}
    path = made.path
    with django_capture_on_commit_callbacks(execute=True):
        take_out(rich.photo, by=member)
    made.refresh_from_db()
    assert made.withheld_at is not None
    assert not storages["default"].exists(path)
    client = client_of(member)
    assert client.get(at(made, "file")).status_code == 404
    assert "/file/" not in client.get(at(made)).content.decode().partition("<main")[2]


def test_photo_that_stops_being_public_blocks_the_zip_at_once(rich: Rich, member: User, made: FrozenSite) -> None:
    type(rich.photo).objects.filter(pk=rich.photo.pk).update(is_public=False)
    assert client_of(member).get(at(made, "file")).status_code == 404
    sweep_frozen_sites()
    made.refresh_from_db()
    assert made.withheld_at is not None


def test_result_that_is_withdrawn_takes_the_zip_along(rich: Rich, member: User, made: FrozenSite) -> None:
    withdraw_result(rich.results[0], by=member, reason="Zdjęcia bez zgody.")
    assert client_of(member).get(at(made, "file")).status_code == 404
    sweep_frozen_sites()
    made.refresh_from_db()
    assert (made.path, made.withheld_at is not None) == ("", True)


def test_zip_goes_after_its_weeks(member: User, made: FrozenSite) -> None:
    path = made.path
    sweep_frozen_sites()
    assert storages["default"].exists(path)
    FrozenSite.objects.filter(pk=made.pk).update(expires_at=timezone.now() - datetime.timedelta(minutes=1))
    sweep_frozen_sites()
    made.refresh_from_db()
    assert (made.path, made.state) == ("", WorkState.DONE)
    assert not storages["default"].exists(path)
    assert client_of(member).get(at(made)).status_code == 200


def test_one_whose_worker_died_is_begun_anew_and_fails_the_second_time(
    rich: Rich, member: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    long_ago = timezone.now() - 2 * SILENCE
    site = request_frozen_site(rich.project, by=member)
    FrozenSite.objects.filter(pk=site.pk).update(state=WorkState.RUNNING, seen_at=long_ago, tries=1)
    with django_capture_on_commit_callbacks(execute=True):
        take_up_frozen_sites()
    site.refresh_from_db()
    assert (site.state, site.tries) == (WorkState.DONE, 2)
    FrozenSite.objects.filter(pk=site.pk).update(state=WorkState.RUNNING, seen_at=long_ago, path="")
    take_up_frozen_sites()
    site.refresh_from_db()
    assert site.state == WorkState.FAILED
    assert Event.objects.filter(kind="frozen.failed").count() == 1
    assert "Everything of yours is safe" in client_of(member).get(at(site)).content.decode()


def test_refusal_of_the_maker_is_shown_in_the_language_of_who_asked(rich: Rich, member: User) -> None:
    site = request_frozen_site(rich.project, by=member)
    type(rich.project).objects.filter(pk=rich.project.pk).update(origin="created", has_published=False)
    with translation.override("en"):
        User.objects.filter(pk=member.pk).update(language="pl")
        run_frozen_site(site.pk)
    site.refresh_from_db()
    assert site.state == WorkState.FAILED
    assert site.refusal.startswith("Nic z projektu")
    assert site.refusal in client_of(member).get(at(site)).content.decode()


def test_lists_cost_the_same_however_long(
    rich: Rich, member: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client, address = client_of(member), reverse("freezing:index", args=[rich.project.public_id])
    client.get(address)
    counts = []
    for _round in range(2):
        with django_assert_max_num_queries(20) as asked:
            client.get(address)
        counts.append(len(asked))
        for number in range(3):
            FrozenSite.objects.create(project=rich.project, state=WorkState.FAILED, name=f"{number}.zip")
    assert counts[0] == counts[1]


def test_strangers_learn_nothing(rich: Rich, made: FrozenSite, stranger: User) -> None:
    for person in (Client(), client_of(stranger)):
        for door in ("site", "state", "file"):
            answer = person.get(at(made, door))
            assert answer.status_code == 404 or answer["Location"].startswith("/accounts/login/")
