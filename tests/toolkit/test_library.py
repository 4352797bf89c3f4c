"""The library: uploads, their versions, where they were used, the bin."""

import io
from typing import Any

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from plon.accounts.models import User
from plon.activities.links import links_of
from plon.evidence.receiving import Received, receive
from plon.history.models import Event
from plon.projects.models import Project
from plon.projects.refusals import ChangedMeanwhile
from plon.toolkit import library_actions
from plon.toolkit.enums import Origin
from plon.toolkit.library_actions import Description
from plon.toolkit.models import Material, MaterialUse, MaterialVersion
from plon.toolkit.refusals import MaterialRefused
from plon.visibility.models import VisibilityCheck
from tests.conftest import client_of
from tests.factories import ActivityFactory, ResultFactory


def received(project: Project, text: bytes = b"Twelve lessons.", name: str = "brochure.txt") -> Received:
    return receive(io.BytesIO(text), name, folder=f"toolkit/{project.public_id}/uploads")


@pytest.fixture
def brochure(project: Project, editor: User) -> Material:
    return library_actions.upload_material(
        project, by=editor, received=received(project), description=Description("Brochure", "en", "leaflet")
    )


def page(client: Client, name: str, *arguments: object, **query: str) -> str:
    answer = client.get(reverse(f"toolkit:{name}", args=arguments), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_was_made_elsewhere_is_uploaded_with_what_it_is(project: Project, editor: User) -> None:
    result = ResultFactory(project=project, working_title="River lessons")
    answer = client_of(editor).post(
        reverse("toolkit:library_upload", args=[project.public_id]),
        {
            "file": SimpleUploadedFile("our leaflet.txt", b"By the river."), "title": "", "tool": "leaflet",
            "language": "pl", "licence": "CC-BY-4.0", "results": [result.pk],
        },
    )  # fmt: skip
    made = Material.objects.get()
    version = made.versions.get()
    assert answer["Location"] == reverse("toolkit:library_detail", args=[project.public_id, made.public_id])
    assert (made.title, made.origin, made.tool, made.licence) == (
        "our leaflet",
        Origin.UPLOADED,
        "leaflet",
        "CC-BY-4.0",
    )
    assert list(made.results.all()) == [result]
    assert (version.number, version.size, version.made_by) == (1, 13, editor)
    handed = client_of(editor).get(reverse("toolkit:file", args=[project.public_id, version.public_id]))
    assert handed.getvalue() == b"By the river."
    assert "attachment" in handed["Content-Disposition"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [("empty.pdf", b"", "empty"), ("fake.pdf", b"no pdf at all", "PDF"), ("tool.exe", b"MZ\x90", "")],
)
def test_a_file_that_is_refused_leaves_nothing_behind(
    project: Project, editor: User, name: str, content: bytes, words: str
) -> None:
    answer = client_of(editor).post(
        reverse("toolkit:library_upload", args=[project.public_id]),
        {"file": SimpleUploadedFile(name, content), "title": "Kept words", "language": "pl"},
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert words in text
    assert "Kept words" in text
    assert Material.objects.count() == 0


def test_the_same_file_again_leads_to_what_is_there(project: Project, brochure: Material, editor: User) -> None:
    again = library_actions.upload_material(
        project, by=editor, received=received(project), description=Description("Another name", "pl")
    )
    assert again == brochure
    assert MaterialVersion.objects.count() == 1


def test_a_newer_file_is_the_next_version_and_says_what_changed(
    project: Project, brochure: Material, editor: User
) -> None:
    client = client_of(editor)
    address = reverse("toolkit:library_version", args=[project.public_id, brochure.public_id])
    client.post(address, {"file": SimpleUploadedFile("brochure.txt", b"Now with emblem."), "note": "emblem added"})
    assert list(brochure.versions.order_by("number").values_list("number", "note")) == [(1, ""), (2, "emblem added")]
    text = page(client, "library_detail", project.public_id, brochure.public_id)
    assert "emblem added" in text
    for version in brochure.versions.all():
        assert reverse("toolkit:file", args=[project.public_id, version.public_id]) in text
    answer = client.post(address, {"file": SimpleUploadedFile("brochure.txt", b"Now with emblem.")})
    assert "newest version already" in answer.content.decode()
    assert brochure.versions.count() == 2


def test_what_was_made_with_plon_takes_no_uploads(project: Project, editor: User) -> None:
    made = Material.objects.create(project=project, tool="poster", title="Poster", language="en")
    with pytest.raises(MaterialRefused, match="make it again"):
        library_actions.upload_version(made, by=editor, received=received(project))
    with pytest.raises(MaterialRefused, match="where it was set up"):
        library_actions.describe_material(made, by=editor, description=Description("Mine", "en"))


def test_two_who_describe_at_once_both_see_it(brochure: Material, editor: User) -> None:
    library_actions.describe_material(brochure, by=editor, description=Description("First", "en"), version=1)
    with pytest.raises(ChangedMeanwhile):
        library_actions.describe_material(brochure, by=editor, description=Description("Second", "en"), version=1)
    address = reverse("toolkit:library_describe", args=[brochure.project.public_id, brochure.public_id])
    answer = client_of(editor).post(address, {"title": "Second", "language": "en", "version": 1})
    assert "Somebody else saved this meanwhile" in answer.content.decode()
    assert client_of(editor).post(address, {"title": "Second", "language": "en", "version": 2}).status_code == 302
    brochure.refresh_from_db()
    assert brochure.title == "Second"


def test_where_it_was_handed_out_stands_on_both_sides(project: Project, brochure: Material, editor: User) -> None:
    fair = ActivityFactory(project=project, title="School fair")
    client = client_of(editor)
    use = reverse("toolkit:library_use", args=[project.public_id, brochure.public_id])
    assert client.post(use, {"activity": fair.public_id, "copies": "200", "note": ""}).status_code == 302
    text = page(client, "library_detail", project.public_id, brochure.public_id)
    assert "School fair" in text
    assert "200 copies" in text
    ways = {link.label for link in links_of(fair, editor)}
    assert "Leaflets and other tools handed out (1)" in ways
    assert "200 copies" in page(client, "library_at", project.public_id, fair.public_id)
    # Said again at the activity, the newer number counts.
    client.post(
        reverse("toolkit:library_at", args=[project.public_id, fair.public_id]),
        {"material": brochure.public_id, "copies": "250"},
    )
    assert [(each.copies, each.noted_by) for each in MaterialUse.objects.all()] == [(250, editor)]
    unuse = reverse("toolkit:library_unuse", args=[project.public_id, brochure.public_id, MaterialUse.objects.get().pk])
    client.post(unuse, {"at": "activity"})
    assert MaterialUse.objects.count() == 0
    kinds = Event.objects.filter(kind__startswith="material.").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["material.uploaded", "material.used", "material.used", "material.unused"]


def test_an_activity_of_another_project_is_refused(brochure: Material, editor: User) -> None:
    with pytest.raises(MaterialRefused, match="project's activities"):
        library_actions.note_use(brochure, ActivityFactory(), by=editor)
    use = reverse("toolkit:library_use", args=[brochure.project.public_id, brochure.public_id])
    answer = client_of(editor).post(use, {"activity": ActivityFactory().public_id, "copies": "-3"})
    assert answer.status_code == 422
    assert MaterialUse.objects.count() == 0


def test_the_way_from_an_activity_is_for_editors_until_something_is_noted(
    project: Project, brochure: Material, editor: User, contributor: User
) -> None:
    fair = ActivityFactory(project=project)
    addresses = {link.url for link in links_of(fair, contributor)}
    there = reverse("toolkit:library_at", args=[project.public_id, fair.public_id])
    assert there not in addresses
    library_actions.note_use(brochure, fair, by=editor)
    assert there in {link.url for link in links_of(fair, contributor)}


def test_the_bin_gives_back_with_all_files(project: Project, brochure: Material, editor: User) -> None:
    client = client_of(editor)
    address = reverse("toolkit:library_bin", args=[project.public_id, brochure.public_id])
    assert client.post(address)["Location"].endswith("?bin")
    assert "1 thing in the bin" in page(client, "library", project.public_id)
    assert "Brochure" in page(client, "library", project.public_id, bin="")
    detail = reverse("toolkit:library_detail", args=[project.public_id, brochure.public_id])
    assert client.get(detail).status_code == 404
    assert client.post(address, {"back": "yes"})["Location"] == detail
    assert brochure.versions.count() == 1


def test_words_kind_and_origin_narrow_the_library(project: Project, brochure: Material, editor: User) -> None:
    Material.objects.create(project=project, tool="poster", title="Poster of the river", language="pl")
    client = client_of(editor)
    link = reverse("toolkit:library_detail", args=[project.public_id, brochure.public_id])
    for query, is_found in (
        ({"q": "BROCH"}, True), ({"q": "brochure.txt"}, True), ({"q": "river"}, False), ({"tool": "leaflet"}, True),
        ({"tool": "poster"}, False), ({"origin": "uploaded"}, True), ({"origin": "made"}, False),
        ({"language": "en"}, True), ({"language": "el"}, False), ({"origin": "magic"}, True),
        ({"q": "\0broch"}, True),
    ):  # fmt: skip
        assert (link in page(client, "library", project.public_id, **query)) is is_found, query


def test_one_more_thing_asks_no_more(
    project: Project, brochure: Material, editor: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = client_of(editor)
    library_actions.note_use(brochure, ActivityFactory(project=project), by=editor, copies=1)
    page(client, "library", project.public_id)
    with django_assert_max_num_queries(40) as first:
        page(client, "library", project.public_id)
    for number in range(2):
        more = library_actions.upload_material(
            project, by=editor, received=received(project, b"%d" % number), description=Description("More", "en")
        )
        library_actions.note_use(more, ActivityFactory(project=project), by=editor, copies=1)
    with django_assert_max_num_queries(len(first)):
        page(client, "library", project.public_id)


def test_an_upload_can_be_checked(
    project: Project, brochure: Material, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []
    monkeypatch.setattr("plon.visibility.actions._enqueue", asked.append)
    answer = client_of(editor).post(
        reverse("toolkit:library_check", args=[project.public_id, brochure.public_id])
    )  # fmt: skip
    check = VisibilityCheck.objects.get()
    assert answer["Location"] == reverse("visibility:check", args=[project.public_id, check.public_id])
    assert (check.name, check.of, asked) == ("brochure.txt", "material", [check])


def test_a_file_whose_bytes_are_lost_is_told(project: Project, brochure: Material, editor: User) -> None:
    storages["default"].delete(brochure.versions.get().path)
    client = client_of(editor)
    client.post(reverse("toolkit:library_check", args=[project.public_id, brochure.public_id]))
    assert "could not be read" in page(client, "library_detail", project.public_id, brochure.public_id)


def test_an_empty_library_says_what_to_do(project: Project, contributor: User) -> None:
    text = page(client_of(contributor), "library", project.public_id)
    assert "The library is empty" in text
    assert reverse("toolkit:library_upload", args=[project.public_id]) not in text
