"""The pages of evidence: who sees what, filters, the bin."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plon.accounts.models import User
from plon.activities.proofs import prove
from plon.evidence import actions
from plon.evidence.models import Evidence
from plon.evidence.receiving import receive
from plon.history.models import Event
from plon.projects.models import Project
from plon.projects.restoring import restore
from tests.conftest import client_of
from tests.evidence.pictures import jpeg, picture
from tests.factories import ActivityFactory, EvidenceFactory, OrganisationFactory, PartnershipFactory


def home(project: Project, rest: str = "") -> str:
    return f"/workspace/{project.public_id}/evidence/{rest}"


def photo(project: Project, by: User, title: str = "River", **more: Any) -> Evidence:
    received = receive(io.BytesIO(jpeg(picture(64, 48))), "river.jpg", folder="evidence/test")
    return actions.add_file(project, by=by, received=received, title=title, **more)


@pytest.fixture
def editors(editor: User) -> Client:
    return client_of(editor)


def test_the_grid_shows_pieces_and_what_they_prove(project: Project, editor: User, editors: Client) -> None:
    piece = photo(project, editor, "Children by the river")
    prove(ActivityFactory(project=project, title="Workshop in Opole"), piece, by=editor)
    EvidenceFactory(title="Of another project")

    page = editors.get(home(project)).content.decode()

    assert "Children by the river" in page
    assert "proves: Workshop in Opole" in page
    assert "/evidence-files/" in page
    assert "Of another project" not in page


def test_an_empty_grid_says_what_to_do(project: Project, editors: Client) -> None:
    assert "Begin with the last event" in editors.get(home(project)).content.decode()


def test_a_reader_sees_no_way_to_add(project: Project, officer: User) -> None:
    page = client_of(officer).get(home(project)).content.decode()

    assert "data-uploader" not in page
    assert client_of(officer).get(home(project, "links/new/")).status_code == 403
    assert client_of(officer).post(home(project, "files/")).status_code == 403


def test_confidential_pieces_are_for_editors_and_coordinators(
    project: Project, editor: User, coordinator: User, contributor: User, officer: User, stranger: User
) -> None:
    secret = photo(project, editor, "Signed list", is_confidential=True)

    def seen(person: User) -> tuple[bool, int]:
        client = client_of(person)
        listed = client.get(home(project))
        return "Signed list" in listed.content.decode(), client.get(home(project, f"{secret.public_id}/")).status_code

    assert seen(editor) == (True, 200)
    assert seen(coordinator) == (True, 200)
    assert seen(contributor) == (False, 404)
    assert seen(officer) == (False, 404)
    assert seen(stranger) == (False, 404)


def test_contributors_change_their_own_pieces_alone(project: Project, contributor: User, editor: User) -> None:
    own = EvidenceFactory(project=project, added_by=contributor)
    others = EvidenceFactory(project=project, added_by=editor)
    client = client_of(contributor)

    for what in ("change/", "remove/"):
        assert client.get(home(project, f"{own.public_id}/{what}")).status_code == 200
        assert client.get(home(project, f"{others.public_id}/{what}")).status_code == 403
    assert client.get(home(project, f"{others.public_id}/")).status_code == 200


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"Photo", "Link", "Figure"}),
        ("?kind=photo", {"Photo"}),
        ("?kind=nonsense", {"Photo", "Link", "Figure"}),
        ("?state=unused", {"Link", "Figure"}),
        ("?state=public", {"Link"}),
        ("?q=fig", {"Figure"}),
        ("?q=nothing", set()),
        ("?q=%00", {"Photo", "Link", "Figure"}),
        ("?page=99", {"Photo", "Link", "Figure"}),
    ],
)
def test_filters(project: Project, editor: User, editors: Client, query: str, shown: set[str]) -> None:
    prove(ActivityFactory(project=project), photo(project, editor, "Photo"), by=editor)
    EvidenceFactory(project=project, title="Link", is_public=True)
    EvidenceFactory(project=project, title="Figure", kind="figure", value=3, unit="visits")

    response = editors.get(home(project) + query)

    assert {tile.evidence.title for tile in response.context["tiles"]} == shown


def test_a_partner_filter_shows_the_pieces_of_a_partner(project: Project, editors: Client) -> None:
    school, library = OrganisationFactory(), OrganisationFactory()
    for organisation in (school, library):
        PartnershipFactory(project=project, organisation=organisation)
        EvidenceFactory(project=project, organisation=organisation)

    response = editors.get(home(project), {"partner": school.pk})

    assert [tile.evidence.organisation for tile in response.context["tiles"]] == [school]


@pytest.mark.parametrize("rest", ["", "bin/"])
def test_the_grid_and_the_bin_ask_the_same_however_much_there_is(
    project: Project, editor: User, editors: Client, rest: str
) -> None:
    def asked(number: int) -> int:
        for _each in range(number):
            piece = EvidenceFactory(project=project, organisation=OrganisationFactory(), added_by=editor)
            prove(ActivityFactory(project=project), piece, by=editor)
            if rest:
                actions.remove_evidence(piece, by=editor)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert editors.get(home(project, rest)).status_code == 200
        return len(queries)

    editors.get(home(project, rest))
    assert asked(1) == asked(3)


def test_one_piece_tells_all_that_is_known_of_it(project: Project, editor: User, editors: Client) -> None:
    piece = photo(project, editor)
    prove(ActivityFactory(project=project, title="Workshop in Opole"), piece, by=editor)

    page = editors.get(home(project, f"{piece.public_id}/")).content.decode()

    assert piece.sha256 in page
    assert piece.received_sha256 in page
    assert "Workshop in Opole" in page
    assert "14 March 2025" in page


def test_files_come_by_a_plain_form_and_what_is_refused_is_told(project: Project, editors: Client) -> None:
    files = [SimpleUploadedFile("a.jpg", jpeg()), SimpleUploadedFile("b.jpg", b"<html>")]

    page = editors.post(home(project, "files/"), {"files": files}, follow=True).content.decode()

    assert [piece.name for piece in Evidence.objects.all()] == ["a.jpg"]
    assert "1 piece of evidence is here." in page
    assert "“b.jpg” was not taken" in page


def test_a_form_without_a_file_says_so(project: Project, editors: Client) -> None:
    assert "Choose a file first." in editors.post(home(project, "files/"), follow=True).content.decode()


def test_a_link_is_added_once_by_a_double_click(project: Project, editors: Client) -> None:
    page = editors.get(home(project, "links/new/")).content.decode()
    token = page.split('name="form_token" value="')[1].split('"')[0]
    sent = {"url": "example.org/news", "title": "News", "form_token": token}

    first, second = (editors.post(home(project, "links/new/"), sent) for _click in range(2))

    assert first["Location"] == second["Location"]
    assert Evidence.objects.get().title == "News"


def test_a_wrong_address_is_told_at_its_field_and_nothing_typed_is_lost(project: Project, editors: Client) -> None:
    page = editors.post(home(project, "links/new/"), {"url": "javascript:alert(1)", "title": "News"})

    assert "they begin with https://" in str(page.context["form"]["url"].errors)
    assert 'value="News"' in page.content.decode()


def test_a_figure_with_a_screenshot_that_is_none_keeps_nothing(project: Project, editors: Client) -> None:
    sent = {"title": "Visitors", "value": "12", "unit": "visits", "dated": "2025-06-30",
            "file": SimpleUploadedFile("a.jpg", b"<html>")}  # fmt: skip

    page = editors.post(home(project, "figures/new/"), sent)

    assert "not what its ending says" in str(page.context["form"]["file"].errors)
    assert not Evidence.objects.exists()


def test_two_who_correct_at_once_see_each_others_words(project: Project, editor: User, editors: Client) -> None:
    piece = EvidenceFactory(project=project)
    sent = {"title": "Mine", "url": piece.url, "version": piece.version}
    actions.change_evidence(piece, by=editor, title="Theirs")

    page = editors.post(home(project, f"{piece.public_id}/change/"), sent)

    assert "Somebody else saved this meanwhile" in page.content.decode()
    assert 'value="Mine"' in page.content.decode()
    piece.refresh_from_db()
    assert piece.title == "Theirs"


def test_a_change_can_be_put_back_from_the_history(project: Project, editor: User) -> None:
    piece = EvidenceFactory(project=project, title="Before", dated="2025-03-14")
    actions.change_evidence(piece, by=editor, title="After", dated=None)

    restore(Event.objects.get(kind="evidence.changed"), by=editor)

    piece.refresh_from_db()
    assert (piece.title, str(piece.dated)) == ("Before", "2025-03-14")


def test_what_is_removed_lies_in_the_bin_and_comes_back(project: Project, editor: User, editors: Client) -> None:
    piece = photo(project, editor, "River")
    url = home(project, f"{piece.public_id}/")

    editors.post(url + "remove/")
    assert editors.get(url).status_code == 404
    assert "River" in editors.get(home(project, "bin/")).content.decode()

    editors.post(url + "restore/")
    assert editors.get(url).status_code == 200
    assert [event.kind for event in Event.objects.order_by("pk")] == [
        "evidence.added", "evidence.removed", "evidence.restored",
    ]  # fmt: skip


def test_before_it_is_removed_it_says_what_it_proves(project: Project, editor: User, editors: Client) -> None:
    piece = EvidenceFactory(project=project)
    prove(ActivityFactory(project=project, title="Workshop in Opole"), piece, by=editor)

    assert "Workshop in Opole" in editors.get(home(project, f"{piece.public_id}/remove/")).content.decode()


def test_a_coordinator_destroys_by_typing_the_title(project: Project, editor: User, coordinator: User) -> None:
    piece = photo(project, editor, "River in  spring")
    url = home(project, f"{piece.public_id}/destroy/")
    client = client_of(coordinator)
    assert client.get(url).status_code == 404, "it is not in the bin"
    actions.remove_evidence(piece, by=editor)

    client.post(url, {"confirm": "something else"})
    assert Evidence.objects.exists()
    assert client_of(editor).post(url, {"confirm": "River in spring"}).status_code == 403

    client.post(url, {"confirm": "river in spring"})
    assert not Evidence.objects.exists()
    assert Event.objects.latest("pk").subject_label == "River in  spring"


def test_hostile_titles_are_shown_as_text(project: Project, editors: Client) -> None:
    piece = EvidenceFactory(project=project, title='<img src=x onerror="alert(1)">')

    for rest in ("", f"{piece.public_id}/", f"{piece.public_id}/remove/"):
        assert "<img src=x" not in editors.get(home(project, rest)).content.decode()
