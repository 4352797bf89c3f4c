"""Files and kits: made, kept, made again, and taken back when a consent is withdrawn."""

import datetime
import html
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from plon.accounts.models import User
from plon.evidence.consents.actions import withdraw_consent
from plon.evidence.places import places_of
from plon.files import storing
from plon.history.models import Event
from plon.jobs.lengthy import SILENCE, WorkState
from plon.projects.models import Project
from plon.projects.overview import reminders_for
from plon.results.models import Result
from plon.shortlinks.models import ShortLink
from plon.toolkit import kit_actions, kits
from plon.toolkit.actions import confirm_put_away, remove_material, restore_material, set_up_material
from plon.toolkit.choices import Choices
from plon.toolkit.facts import load_facts
from plon.toolkit.making import make_version
from plon.toolkit.models import Kit, Material, MaterialVersion
from plon.toolkit.queries import materials_of, newest_files
from plon.toolkit.refusals import KitRefused, NotMade
from plon.toolkit.sweeping import sweep_photos, sweep_toolkit
from plon.toolkit.tasks import make_kit, take_up_kits
from tests.evidence.photographs import consent, photo


@pytest.fixture
def poster(project: Project, result: Result, editor: User) -> Material:
    return set_up_material(project, by=editor, tool="poster", choices=Choices("Poster", "en", (result,)))


def content_of(path: str) -> str:
    with storages["default"].open(path, "rb") as stored:
        return str(stored.read().decode())


def test_a_file_is_kept_with_what_it_was_made_from(poster: Material, editor: User) -> None:
    version = make_version(poster, "pl", "a3", by=editor)
    assert (version.number, version.name, version.licence) == (1, "plakat-a3-pl.pdf", "CC-BY-4.0")
    link = ShortLink.objects.get(tool="poster", language="pl")
    assert link.address in content_of(version.path)
    assert Event.objects.filter(kind="material.made").count() == 1


def test_the_same_content_makes_no_second_version(poster: Material, result: Result, editor: User) -> None:
    first = make_version(poster, "en", "a3", by=editor)
    assert make_version(poster, "en", "a3", by=editor) == first
    result.texts.filter(language="en").update(title="Thirteen lessons")
    assert make_version(poster, "en", "a3", by=editor).number == 2


def test_a_file_says_that_it_is_outdated_and_why(poster: Material, result: Result, editor: User) -> None:
    make_version(poster, "en", "a3", by=editor)
    facts = load_facts(poster.project)
    assert not newest_files(materials_of(poster.project).get(), facts)[0].is_outdated
    result.texts.filter(language="en").update(needs="Two jars")
    file = newest_files(materials_of(poster.project).get(), load_facts(poster.project))[0]
    assert file.changes == ("“What is needed” of the result “Twelve lessons” changed",)


def test_a_text_without_room_makes_no_file(poster: Material, result: Result, editor: User) -> None:
    result.texts.filter(language="en").update(title="x" * 52)
    with pytest.raises(NotMade, match="about 12 characters must go"):
        make_version(poster, "en", "a3", by=editor)
    assert not MaterialVersion.objects.exists()


def test_a_withdrawn_consent_takes_the_photo_out_of_everything(
    project: Project, result: Result, editor: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    picture = photo(project)
    agreed = consent(project, picture, scopes=["web", "print"])
    material = set_up_material(
        project, by=editor, tool="poster", choices=Choices("Poster", "en", (result,), photo=picture)
    )
    version = make_version(material, "en", "a3", by=editor)
    kit = kit_of(project, result, editor)
    kits.run_kit(kit.pk)
    assert {place.label for place in places_of(picture)} >= {"Tool: Poster"}
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_consent(agreed, by=editor)
    material.refresh_from_db()
    shown, kit = MaterialVersion.objects.get(), Kit.objects.get()
    assert (material.photo, shown.withheld, shown.path, kit.path) == (None, "photo", "", "")
    assert kit.withheld_at is not None
    assert not storages["default"].exists(version.path)
    assert any("printed copies" in reminder.text for reminder in reminders_for(project))
    confirm_put_away(material, by=editor)
    assert not any("printed copies" in reminder.text for reminder in reminders_for(project))


def test_a_consent_that_ran_out_does_the_same(project: Project, result: Result, editor: User) -> None:
    picture = photo(project)
    agreed = consent(project, picture, scopes=["web", "print"])
    choices = Choices("Poster", "en", (result,), photo=picture)
    material = set_up_material(project, by=editor, tool="poster", choices=choices)
    make_version(material, "en", "a3", by=editor)
    sweep_photos()
    assert MaterialVersion.objects.get().withheld == ""
    agreed.valid_until = timezone.localdate() - datetime.timedelta(days=1)
    agreed.save()
    sweep_photos()
    assert MaterialVersion.objects.get().withheld == "photo"


def test_a_removed_tool_can_be_put_back_for_a_month(poster: Material, editor: User) -> None:
    path = make_version(poster, "en", "a3", by=editor).path
    remove_material(poster, by=editor)
    sweep_toolkit()
    assert restore_material(poster, by=editor).removed_at is None
    remove_material(poster, by=editor)
    Material.objects.update(removed_at=timezone.now() - datetime.timedelta(days=31))
    sweep_toolkit()
    assert not Material.objects.exists()
    assert not storages["default"].exists(path)


def kit_of(project: Project, result: Result, by: User, languages: tuple[str, ...] = ("pl", "en", "es")) -> Kit:
    return kit_actions.request_kit(
        project, by=by, tools=["poster", "invitation"], languages=languages, results=[result]
    )


def packed(kit: Kit) -> dict[str, str]:
    with storages["default"].open(kit.path, "rb") as stored:
        archive = zipfile.ZipFile(io.BytesIO(stored.read()))
        return {name: archive.read(name).decode() for name in archive.namelist()}


def test_a_kit_has_every_tool_in_every_language_that_is_written(project: Project, result: Result, editor: User) -> None:
    kit = kit_of(project, result, editor)
    assert kit.total == 12
    make_kit.func(kit.pk)
    kit.refresh_from_db()
    files = packed(kit)
    assert kit.state == WorkState.DONE
    assert sorted(files) == [
        "en/README.txt", "en/invitation-a3-en.pdf", "en/poster-a3-en.pdf", "en/poster-a4-en.pdf",
        "pl/README.txt", "pl/plakat-a3-pl.pdf", "pl/plakat-a4-pl.pdf", "pl/zaproszenie-a3-pl.pdf",
    ]  # fmt: skip
    assert "Dwanaście lekcji" in files["pl/plakat-a3-pl.pdf"]
    assert "poster-a3-en.pdf: Poster" in files["en/README.txt"]
    assert "Plakat" in files["en/README.txt"]
    codes = {(message["code"], message["language"]) for message in kit.messages}
    assert codes == {("no_texts", "es"), ("answer", "pl"), ("answer", "en")}


def test_a_kit_uses_what_was_set_up(project: Project, result: Result, editor: User) -> None:
    choices = Choices("Poster", "en", (result,), texts={"en": {"title": "By the river"}})
    set_up_material(project, by=editor, tool="poster", choices=choices)
    kit = kit_of(project, result, editor, ("en",))
    kits.run_kit(kit.pk)
    kit.refresh_from_db()
    assert "By the river" in packed(kit)["en/poster-a3-en.pdf"]


def test_one_kit_at_a_time_and_a_stopped_one_is_not_made(project: Project, result: Result, editor: User) -> None:
    kit = kit_of(project, result, editor)
    with pytest.raises(KitRefused):
        kit_of(project, result, editor)
    kit_actions.cancel_kit(kit, by=editor)
    kits.run_kit(kit.pk)
    kit.refresh_from_db()
    assert (kit.state, kit.path) == (WorkState.CANCELLED, "")


def test_a_kit_whose_worker_died_is_begun_anew_and_then_has_failed(
    project: Project, result: Result, editor: User
) -> None:
    kit = kit_of(project, result, editor)
    long_ago = timezone.now() - 2 * SILENCE
    Kit.objects.update(state=WorkState.RUNNING, seen_at=long_ago, tries=1)
    take_up_kits()
    kit.refresh_from_db()
    assert (kit.state, kit.done, kit.total) == (WorkState.DONE, 12, 12)
    Kit.objects.update(state=WorkState.RUNNING, seen_at=long_ago, tries=2)
    take_up_kits()
    kit.refresh_from_db()
    assert kit.state == WorkState.FAILED
    assert Event.objects.latest("pk").kind == "kit.failed"


def test_a_kit_without_a_single_file_has_failed_and_says_what_stood_against_it(
    project: Project, result: Result, editor: User
) -> None:
    kit = kit_of(project, result, editor, ("es",))
    kits.run_kit(kit.pk)
    kit.refresh_from_db()
    assert (kit.state, kit.path) == (WorkState.FAILED, "")
    assert [message["code"] for message in kit.messages] == ["no_texts"]
    assert Event.objects.latest("pk").kind == "kit.failed"


def test_a_consent_that_is_withdrawn_meanwhile_stops_the_kit(
    project: Project,
    result: Result,
    editor: User,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    picture = photo(project)
    agreed = consent(project, picture, scopes=["web", "print"])
    choices = Choices("Poster", "en", (result,), photo=picture)
    set_up_material(project, by=editor, tool="poster", choices=choices)
    kit = kit_of(project, result, editor, ("en",))

    def withdraw_and_keep(*args: Any) -> str:
        withdraw_consent(agreed, by=editor)
        return storing.keep_privately(*args)

    monkeypatch.setattr(storing, "keep_made", withdraw_and_keep)
    with django_capture_on_commit_callbacks(execute=True):
        kits.run_kit(kit.pk)
    kit.refresh_from_db()
    assert (kit.state, kit.path) == (WorkState.CANCELLED, "")
    assert kit.withheld_at is not None
    assert Event.objects.latest("pk").kind == "kit.withheld"
    assert not list(Path(storages["default"].path(f"toolkit/{project.public_id}/kits")).rglob("*.zip"))


def test_a_kit_for_which_there_is_no_room_says_so_to_who_asked(
    project: Project, result: Result, editor: User, client: Client
) -> None:
    User.objects.filter(pk=editor.pk).update(language="pl")
    kit = kit_of(project, result, editor, ("en",))
    storages["default"].save("toolkit", ContentFile(b"Where a folder should be"))
    kits.run_kit(kit.pk)
    kit.refresh_from_db()
    assert kit.state == WorkState.FAILED
    assert kit.refusal.startswith("Plik powstał, ale")
    client.force_login(editor)
    page = client.get(reverse("toolkit:kit", args=[project.public_id, kit.public_id])).content.decode()
    assert kit.refusal in html.unescape(page)


def test_kits_go_after_their_weeks(project: Project, result: Result, editor: User) -> None:
    kit = kit_of(project, result, editor)
    kits.run_kit(kit.pk)
    Kit.objects.update(expires_at=timezone.now())
    sweep_toolkit()
    kit.refresh_from_db()
    assert (kit.path, kit.size) == ("", 0)
